"""The copy in the cloud: finished files go to a place on the internet, and are read back.

Knows nothing of what is in a file, who made it, or any page. What it handles that opens a place
(passwords, keys, links) is in no log, and in no value that is shown.
"""
