"""Reports are made apart from who serves the room, and kept."""
