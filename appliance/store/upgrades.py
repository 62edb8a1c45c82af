"""How documents of older versions become documents of today: pure steps, one per version.

A step never changes once it was released, because a data folder of every version must open for
ever. To change the format, raise `VERSION`, add a step, and keep a folder of the old version in the
tests.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from .failures import StoreNewer

Document = dict[str, Any]
Step = Callable[[str, Document], Document]
"""From the plural name of a kind and a document of it to the document one version later."""

VERSION: Final = 1

STEPS: Final[Mapping[int, Step]] = {}
"""The step that leads away from each older version."""


def check(version: int) -> None:
    """Raises StoreNewer when this program cannot know what `version` means."""
    if version > VERSION:
        raise StoreNewer(version, VERSION)


def upgraded(kind: str, document: Document, version: int) -> Document:
    """The document as today's version would have written it."""
    for older in range(version, VERSION):
        document = STEPS[older](kind, document)
    return document
