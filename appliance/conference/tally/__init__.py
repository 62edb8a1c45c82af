"""Every count on every screen and in every document comes from here: pure, with its source."""
