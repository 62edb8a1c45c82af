"""Tables that organisers have, read from CSV and spreadsheets, and CSV written for a mail merge.

Knows no conference, no page and no language: what is refused is a code, its values and a sentence.
"""
