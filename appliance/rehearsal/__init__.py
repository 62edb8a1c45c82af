"""The rehearsal: a room full of phones that nobody holds, through the front door.

It plays the reference conference against a running box, in practice, and tells what was lost and
how long things took. It talks only HTTP and WebSocket, as any phone does, and must know nothing of
the other parts: a load test that shares code with what it tests shares its mistakes.
"""

from .entries import PlannedEntry, read_entries
from .event import PHONES_MOST, rehearse
from .figures import Figures
from .own_box import OwnBox, start_own_box
from .trouble import CannotRehearse

__all__ = [
    "PHONES_MOST",
    "CannotRehearse",
    "Figures",
    "OwnBox",
    "PlannedEntry",
    "read_entries",
    "rehearse",
    "start_own_box",
]
