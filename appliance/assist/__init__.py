"""Suggests which short texts say the same and which belong together, and what in texts may point at
a person; a person decides.

`child.suggest` and `personal.find_apart` are the ways in: each lets a process of its own do the
work. What the server imports of this part is the standard library alone; numpy, scipy, the stemmer
and phonenumbers are loaded in that process. Knows no conference, page or store: texts and a
person's decisions come in as plain values.
"""
