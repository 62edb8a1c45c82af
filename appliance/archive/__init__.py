"""What leaves the box: the sticks that are in it."""
