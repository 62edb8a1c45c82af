"""Asking for thousands of things at once in bounded steps, so that nobody waits for all of them.

All of it is decided on a copy of the room first: what would be refused is refused whole.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from flask import request

from appliance.conductor import Busy, CannotSave
from appliance.conference.change import Moment
from appliance.conference.commands import Actor, Command
from appliance.conference.decide import decide
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .aside import aside
from .asking import id_of
from .desk import desk
from .page import new_command_id
from .refusals import Denied
from .roles import facilitator
from .survey_desk import PATIENCE_S

T = TypeVar("T")

STEP: Final = 100
"""So many answers to twenty questions are decided in some 20 ms of the conductor, and no phone
waits for more than one step."""


def ask_for_many(command: Callable[[tuple[T, ...]], Command], items: Sequence[T]) -> None:
    """Ask for all items as the organiser who filled in this form; sent twice it is done once.

    Raises Refused where any of it would be refused, and then nothing is done; Denied `half_taken`
    where somebody changed something, or the disk was full, after some of it was done.
    """
    whole = command(tuple(items))
    actor = facilitator()
    aside(lambda room: _try(room, actor, whole))
    id = id_of(request.form) or new_command_id()
    done = 0
    for n, step in enumerate(_steps(items)):
        try:
            _ask(command(step), f"{id} {n}")
        except (Refused, Busy, CannotSave):
            if not done:
                raise
            raise Denied("half_taken", n=done, of=len(items)) from None
        done += len(step)


def _steps(items: Sequence[T]) -> list[tuple[T, ...]]:
    return [tuple(items[begin : begin + STEP]) for begin in range(0, len(items), STEP)]


def _ask(command: Command, id: str) -> None:
    own = hashlib.sha256(id.encode()).hexdigest()[:32]
    desk().parts.conductor.ask(facilitator(), command, own, timeout_s=PATIENCE_S)


def _try(room: Room, actor: Actor, command: Command) -> None:
    moment = Moment(room.seq + 1, room.room_ms, room.minute, secrets.token_bytes(16))
    decide(room, actor, command, moment)
