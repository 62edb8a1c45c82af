"""How much a picture may ask for."""

from typing import Final

FILE_BYTES_MOST: Final = 10_000_000
"""A photo of a good camera; what a slide needs is a tenth of it."""
PIXELS_MOST: Final = 40_000_000
SIDE_MOST: Final = 2_560
"""Pixels along the longer side of what is kept: more than a projector has."""

MEMORY_BYTES_MOST: Final = 1_000_000_000
"""40 million pixels of four bytes, twice, and what the libraries take before anything is read."""
PROCESSOR_S_MOST: Final = 20
