"""Everything that a browser or a machine asks over HTTP: check who asks, ask the conductor, answer.

Knows the rules' commands and records, and what it is handed in `Parts`; it must not know how
anything is stored, how a socket is carried, or how the network is set up.
"""
