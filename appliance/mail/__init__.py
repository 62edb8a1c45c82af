"""Mail to those who are invited, through the organiser's own mail provider.

Knows no conference, no page and no language: who gets which text is handed to it. Nothing that it
handles is ever logged.
"""
