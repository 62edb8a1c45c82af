"""Tafelronde: a work conference in a box."""
