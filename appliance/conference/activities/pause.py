"""Break: coffee. (The module cannot be called `break`, the kind is.)"""

from typing import Final

from .kind import Kind

KIND: Final = Kind(name="break", label={"nl": "Pauze", "en": "Break"})
