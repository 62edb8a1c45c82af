"""The join code as a picture: a QR code for a terminal."""

import io
from functools import lru_cache

import qrcode

_ON, _OFF = "\x1b[97;40m", "\x1b[0m"
"""White on black and back to normal (ECMA-48, SGR)."""


def in_terminal(address: str, *, has_colours: bool) -> str:
    """The address as a QR code in half blocks; with colours dark on light in every terminal."""
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    picture = io.StringIO()
    # Inverted: the light parts are drawn, so that a dark terminal shows it as a phone expects it.
    code.print_ascii(out=picture, invert=True)
    lines = picture.getvalue().splitlines()
    return "\n".join(f"{_ON}{line}{_OFF}" if has_colours else line for line in lines)


@lru_cache(maxsize=8)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of the text's QR code without its margin, row by row; True is dark.

    Level L: on a screen nothing covers it, and fewer squares can be larger.
    """
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_L)
    code.add_data(text)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())
