"""Suggests which short texts say the same and which belong together; a person decides.

`child.suggest` is the way in: it lets a process of its own do the work. What the server imports of
this part is the standard library alone; numpy, scipy and the stemmer are loaded in that process.
Knows no conference, page or store: texts and a person's decisions come in as plain values.
"""
