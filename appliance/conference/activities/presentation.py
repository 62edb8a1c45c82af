"""Presentation: everybody looks at the big screen; nothing is asked."""

from typing import Final

from .kind import Kind

KIND: Final = Kind(name="presentation", label={"nl": "Presentatie", "en": "Presentation"})
