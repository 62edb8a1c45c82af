"""What ends a conference, and what is asked for one person: close it, open it again, erase."""

from dataclasses import dataclass

from .command import FACILITATOR, Command


@dataclass(frozen=True, slots=True)
class CloseEvent(Command):
    """End the conference: all that was opened is closed for good, and nothing more is gathered."""

    roles = FACILITATOR


@dataclass(frozen=True, slots=True)
class ReopenEvent(Command):
    """Let what is planned be opened again; what was closed for good stays so."""

    roles = FACILITATOR


@dataclass(frozen=True, slots=True)
class ErasePerson(Command):
    """Leave nothing of somebody where their name stands: by invitee, and by names as given."""

    roles = FACILITATOR
    invitees: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
