"""The report: one value that holds all words and numbers, and what writes it as a document."""
