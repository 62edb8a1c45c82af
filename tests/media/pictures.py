"""Pictures for tests, small and made at once."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"

MAKER, TURNED, WHERE = 0x010F, 0x0112, 0x8825
"""The numbers in EXIF of who made the camera, how it was held, and where."""


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), **how: Any) -> bytes:
    """A plain picture. `how` is the mode, the colour, and what Pillow's save takes."""
    mode, colour = how.pop("mode", "RGB"), how.pop("colour", 0x336699)
    target = BytesIO()
    Image.new(mode, size, colour).save(target, kind, **how)
    return target.getvalue()


def hall() -> bytes:
    """Ten round tables seen from above, so that it shows when a part is cut off."""
    image = Image.new("RGB", (1_600, 900), (240, 232, 214))
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, 1_595, 895), outline=(120, 60, 20), width=8)
    for n in range(10):
        x, y = 190 + n % 5 * 305, 260 + n // 5 * 380
        draw.ellipse((x - 110, y - 110, x + 110, y + 110), fill=(160, 92, 40), outline="black")
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def photo(kind: str = "JPEG") -> bytes:
    """A photo that was held upright and says where it was taken, and by what."""
    exif = Image.Exif()
    exif[MAKER] = "Geheime Camera"
    exif[TURNED] = 6
    exif[WHERE] = {1: "N", 2: (52.0, 5.0, 0.0)}
    return picture(kind, (80, 40), exif=exif)


def opened(content: bytes) -> Image.Image:
    """The picture in these bytes, whole."""
    image = Image.open(BytesIO(content))
    image.load()
    return image
