"""What can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reversal:
    """How one record can be put back: the fields an act changed, as they were and as it left them.

    `before` is None where the act made the record, `after` where it ended it. Owners and texts of
    entries never stand in it.
    """

    kind: str
    record: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Act:
    """Something a host did that can be taken back; the id is the command's number.

    Of a stretch of typing it is that of the last pause, as `room_ms` is; `began_room_ms` is that of
    the first. `by` tells one facilitator from another, `table` is that of the chair who did it;
    `desk` is where it was done, if the command does not tell (see `acts`).
    """

    id: str
    do: str
    subject: str
    reversals: tuple[Reversal, ...]
    room_ms: int
    is_undone: bool = False
    by: str = ""
    began_room_ms: int | None = None
    table: str = ""
    desk: str = ""
    seq: int = 0
    rev: int = 0
