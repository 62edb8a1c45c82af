"""Large letters in half blocks, for what has to be read from across a room: 6 columns, 4 rows each.

Drawn on the grid of five by seven dots that character displays have used since the 1970s; an eighth
row holds what hangs below the line.
"""

from typing import Final

WIDTH: Final = 6
HEIGHT: Final = 4

_DOTS: Final = dict(
    entry.split(" ", 1)
    for entry in """
! 00 00 5f 00 00|' 00 00 07 00 00|, 00 50 30 00 00|- 08 08 08 08 08|. 00 60 60 00 00
/ 20 10 08 04 02|: 00 36 36 00 00|? 02 01 51 09 06|0 3e 51 49 45 3e|1 00 42 7f 40 00
2 42 61 51 49 46|3 21 41 45 4b 31|4 18 14 12 7f 10|5 27 45 45 45 39|6 3c 4a 49 49 30
7 01 71 09 05 03|8 36 49 49 49 36|9 06 49 49 29 1e|A 7e 11 11 11 7e|B 7f 49 49 49 36
C 3e 41 41 41 22|D 7f 41 41 22 1c|E 7f 49 49 49 41|F 7f 09 09 09 01|G 3e 41 49 49 7a
H 7f 08 08 08 7f|I 00 41 7f 41 00|J 20 40 41 3f 01|K 7f 08 14 22 41|L 7f 40 40 40 40
M 7f 02 0c 02 7f|N 7f 04 08 10 7f|O 3e 41 41 41 3e|P 7f 09 09 09 06|Q 3e 41 51 21 5e
R 7f 09 19 29 46|S 46 49 49 49 31|T 01 01 7f 01 01|U 3f 40 40 40 3f|V 1f 20 40 20 1f
W 3f 40 38 40 3f|X 63 14 08 14 63|Y 07 08 70 08 07|Z 61 51 49 45 43|a 20 54 54 54 78
b 7f 48 44 44 38|c 38 44 44 44 20|d 38 44 44 48 7f|e 38 54 54 54 18|f 08 7e 09 01 02
g 18 a4 a4 a4 7c|h 7f 08 04 04 78|i 00 44 7d 40 00|j 40 80 84 7d 00|k 7f 10 28 44 00
l 00 41 7f 40 00|m 7c 04 18 04 78|n 7c 08 04 04 78|o 38 44 44 44 38|p fc 24 24 24 18
q 18 24 24 18 fc|r 7c 08 04 04 08|s 48 54 54 54 20|t 04 3f 44 40 20|u 3c 40 40 20 7c
v 1c 20 40 20 1c|w 3c 40 30 40 3c|x 44 28 10 28 44|y 1c a0 a0 a0 7c|z 44 64 54 4c 44
""".replace("\n", "|").split("|")
    if entry
)
"""Per letter its five columns, each a number whose lowest bit is the uppermost dot."""

_HALVES: Final = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def large(text: str) -> list[str] | None:
    """The text in large letters, line by line; None if one of them is not there."""
    plain = text.replace("…", "...").replace("’", "'")
    if not all(letter in _DOTS or letter == " " for letter in plain):
        return None
    columns = [column for letter in plain for column in (*_columns(letter), 0)]
    return ["".join(_half(column, line) for column in columns) for line in range(HEIGHT)]


def _columns(letter: str) -> list[int]:
    return [int(column, 16) for column in _DOTS.get(letter, "00 00 00 00 00").split()]


def _half(column: int, line: int) -> str:
    return _HALVES[(column >> 2 * line & 1, column >> 2 * line + 1 & 1)]
