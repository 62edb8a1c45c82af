"""What the browser gets: templates, styles, scripts, fonts, words, manual; no code runs here.

A package only so that `importlib.resources` finds these files wherever the program is installed.
"""
