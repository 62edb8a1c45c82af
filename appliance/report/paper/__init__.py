"""The report on paper: its text in letters that our fonts have, its layout (*.typ)."""
