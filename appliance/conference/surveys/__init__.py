"""The survey before the conference: what is asked, who is asked, and what they answer."""
