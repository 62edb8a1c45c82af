"""Tables that organisers have, read from CSV and spreadsheets, and CSV written for a mail merge.

`reading.read` makes a table of a file; `mapping.guess` says which column is what; `people.invited`
makes invitees of it, `answers.Options` choices; `writing.write` makes CSV. Knows no conference, no
page and no language: what is refused is a code, its values and a sentence.
"""
