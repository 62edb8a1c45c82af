"""What leaves the box: a conference in one file, and the sticks that are in it."""
