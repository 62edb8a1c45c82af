"""What every view needs at hand, kept at the application that serves it."""

from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from .bringing import Bringing
from .cookies import Cookies
from .limits import Limits, Throttle
from .parts import Parts
from .phone_test import PhoneTest
from .searching import Searching
from .static import StaticFiles
from .suggesting import Suggesting
from .uploads import Uploads
from .words import Words

NAME = "tafelronde"


@dataclass(frozen=True, slots=True)
class Desk:
    """The other parts and the web part's own."""

    parts: Parts
    cookies: Cookies
    words: Words
    files: StaticFiles
    limits: Limits
    throttle: Throttle
    bringing: Bringing
    invitations: Throttle = field(default_factory=lambda: Throttle(room_per_s=5, room_burst=300))
    """For personal codes: thousands may be invited, and come in the hour of the mail."""
    phone_test: PhoneTest = field(default_factory=PhoneTest)
    suggesting: Suggesting = field(default_factory=Suggesting)
    searching: Searching = field(default_factory=Searching)
    uploads: Uploads = field(default_factory=Uploads)


def desk() -> Desk:
    """The desk of the application that answers this request."""
    return cast(Desk, current_app.extensions[NAME])
