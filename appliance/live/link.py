"""One open socket: whose it is, what came in half, what has yet to go out, how it is ending.

A plain holder; every decision about it is the hub's, on the hub's thread.
"""

from enum import Enum, auto
from socket import socket

from appliance.live.inlet import Inlet
from appliance.live.outlet import Outlet


class Phase(Enum):
    """How far a link has come."""

    OPEN = auto()
    CLOSING = auto()
    """The box said Close and awaits the client's."""
    ENDING = auto()
    """Both said it, or the client broke the protocol: what waits goes out, then nothing more."""
    GONE = auto()


class Link:
    """One open socket. `visitor` is as it was adopted; `audience` and `person` as admitted."""

    __slots__ = (
        "audience",
        "deadline",
        "has_arrived",
        "heard_at",
        "inlet",
        "is_blocked",
        "is_pinged",
        "is_watched",
        "outlet",
        "person",
        "phase",
        "sock",
        "visitor",
    )

    def __init__(self, sock: socket, visitor: object, message_bytes: int) -> None:
        self.visitor = visitor
        self.audience: str | None = None
        self.person: str | None = None
        self.sock = sock
        self.inlet = Inlet(message_bytes)
        self.outlet = Outlet()
        self.phase = Phase.OPEN
        self.has_arrived = False
        self.heard_at = 0.0
        self.is_pinged = False
        self.is_blocked = False
        """The system took no more; to be tried again when the selector says so."""
        self.is_watched = False
        """The selector was asked to say so."""
        self.deadline = 0.0
