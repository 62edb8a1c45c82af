"""What this machine can carry, and what is in its way: looked at, judged, and with a remedy.

Looks and changes nothing. Says everything as messages for the catalogue; who asks chooses the
language. Knows the machine and its network; knows no room, store or page.
"""
