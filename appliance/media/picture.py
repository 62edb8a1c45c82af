"""A picture is taken apart and made anew: upright, no larger than a screen, in the colours of
screens, and without anything that cannot be seen (where and when it was taken, by what, with what
comment).

Runs apart from the server (see `apart`); the only module that knows Pillow.
"""

import contextlib
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, ImageStat

from .limits import PIXELS_MOST, SIDE_MOST

FORMATS: Final = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}

# Asked below, with a sentence; the library's own limit is a warning.
Image.MAX_IMAGE_PIXELS = None

_SAVING: Final[dict[str, dict[str, Any]]] = {
    "jpg": {"quality": 88, "progressive": True, "optimize": True},
    "png": {},
    "webp": {"quality": 88},
}
_UNSEEN: Final = ("exif", "xmp", "comment", "icc_profile", "photoshop")
_IS_LIGHT: Final = 160
"""Mean of 0 to 255 from which the visible part of a picture is read on a dark ground only."""
_WHITE: Final = (255, 255, 255)
_DARK: Final = (20, 22, 28)
"""The paper of the big screen when it is dark."""


class TooManyPixels(Exception):
    """A picture of more pixels than are taken apart."""


def remade(content: bytes, ending: str) -> bytes:
    """The same picture as a new file of the same kind.

    Raises TooManyPixels, MemoryError, and whatever Pillow raises on what is damaged.
    """
    with _opened(content, ending) as opened:
        opened.draft("RGB", (SIDE_MOST, SIDE_MOST))
        profile = opened.info.get("icc_profile")
        opened.thumbnail((SIDE_MOST, SIDE_MOST))
        seen = _opaque(_for_screens(ImageOps.exif_transpose(opened), profile))
    # A new one: the old one carries along what it knows of itself.
    clean = Image.new("RGB", seen.size)
    clean.paste(seen)
    target = BytesIO()
    clean.save(target, FORMATS[ending], **_SAVING[ending])
    return target.getvalue()


def is_clean(content: bytes, ending: str) -> bool:
    """Whether this is whole, and such as `remade` makes them. Raises as `remade`."""
    with _opened(content, ending) as opened:
        opened.load()
        return max(opened.size) <= SIDE_MOST and not any(name in opened.info for name in _UNSEEN)


def _opened(content: bytes, ending: str) -> Image.Image:
    opened = Image.open(BytesIO(content), formats=(FORMATS[ending],))
    # Only the head was read so far.
    if opened.width * opened.height > PIXELS_MOST:
        raise TooManyPixels
    return opened


def _for_screens(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In RGB, or RGBA where it lets something through; what was measured otherwise is converted."""
    has_alpha = image.has_transparency_data
    if image.mode.startswith("I"):
        # Sixteen bits of grey: converted by the library, all but the darkest becomes white.
        image = image.convert("F").point(lambda grey: grey / 256).convert("L")
    plain = image if image.mode in ("CMYK", "RGB", "RGBA") else image.convert(_mode(has_alpha))
    if profile:
        # A profile that is no good is worth nothing; the picture is.
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            told = ImageCms.profileToProfile(plain, source, screen, outputMode=_mode(has_alpha))
            plain = told or plain
    return plain.convert(_mode(has_alpha))


def _mode(has_alpha: bool) -> str:
    return "RGBA" if has_alpha else "RGB"


def _opaque(image: Image.Image) -> Image.Image:
    """On a ground against which it can be seen, whether the room is shown light or dark."""
    if image.mode != "RGBA":
        return image
    alpha = image.getchannel("A")
    lightness = ImageStat.Stat(image.convert("L"), mask=alpha.point(lambda a: 255 if a else 0))
    is_light = bool(lightness.count[0]) and lightness.mean[0] > _IS_LIGHT
    ground = Image.new("RGB", image.size, _DARK if is_light else _WHITE)
    ground.paste(image, mask=alpha)
    return ground
