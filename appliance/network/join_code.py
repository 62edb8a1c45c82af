"""The join code as a picture: a QR code for a terminal."""

import io

import qrcode


def in_terminal(address: str) -> str:
    """The address as a QR code in half blocks, dark on light whatever the terminal's colours."""
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    picture = io.StringIO()
    # Inverse video paints the quiet zone too, so a dark terminal shows it as a phone expects.
    code.print_ascii(out=picture, invert=True)
    return picture.getvalue()
