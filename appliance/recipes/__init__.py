"""Ready-made programmes: the files that came with the program, and the organiser's own."""
