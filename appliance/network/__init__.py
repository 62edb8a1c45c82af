"""How the room finds the box: addresses and join codes."""
