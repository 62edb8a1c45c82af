"""What leaves the box: a conference in one file, the sticks that are in it, copies in a cloud."""
