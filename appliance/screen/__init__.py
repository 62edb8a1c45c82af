"""The box's own screen, on its first console: what to scan, how the box is, and what to do next."""
