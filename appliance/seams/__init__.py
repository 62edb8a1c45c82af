"""What parts that are strangers to each other are made into for the web part, which knows its own
words only (web.parts). Knows no request and no page.
"""
