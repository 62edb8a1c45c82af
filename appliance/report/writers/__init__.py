"""One module per kind of document: each writes the same value, and decides no word or number."""
