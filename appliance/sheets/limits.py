"""How much of a table is read: enough for every event, too little to bring a box down."""

from typing import Final

CSV_MB_MOST: Final = 60
"""12,000 answers to a long survey are 5 MB; what is larger than this is no list of people."""

BOOK_MB_MOST: Final = 20
"""A spreadsheet is packed about ten times smaller than its cells are as text."""

UNPACKED_MB_MOST: Final = 300
"""Of all that is packed in a spreadsheet; a full one of 3,000,000 cells takes 150 to 250."""

CELLS_MOST: Final = 3_000_000
"""12,000 answers to a survey of 250 columns; they take some 300 MB of memory at most."""

CHARACTERS_MOST: Final = CSV_MB_MOST * 1_000_000
"""Of all cells together, also where a spreadsheet says one text a million times."""

COLUMNS_MOST: Final = 1_000
"""A survey of 40 matrices of 20 rows has 800."""

CELL_CHARACTERS_MOST: Final = 32_767
"""What a cell holds in Excel (support.microsoft.com, "Excel specifications and limits")."""

MEMORY_BYTES_MOST: Final = 1_000_000_000
"""Of the process that reads a spreadsheet. Two cells in far corners of a sheet ask for more."""

PROCESSOR_S_MOST: Final = 40
"""Of the same process; the largest that is read takes less than 20 s."""
