"""How the numbers of a report are drawn: one module per shape, all on the same sheet."""
