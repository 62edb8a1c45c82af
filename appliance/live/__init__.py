"""The live side: one port for pages and sockets, and one thread that owns every open socket.

Knows nothing of conferences, stores or pages: visitors are opaque, audiences are names, and what
travels is bytes.
"""
