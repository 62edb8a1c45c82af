"""What comes in over an open socket: commands, signs of typing, and "are you there?".

Called on the thread that carries all sockets, so nothing here waits.
"""

import logging
from typing import Any, Final

from appliance import mishap
from appliance.conductor import Busy, CannotSave, Outcome, Unexpected
from appliance.conference.change import Answer
from appliance.conference.refusal import Refused

from .asking import id_of, understand
from .limits import Limits
from .parts import Parts
from .refusals import Denied, NoForPeople, said, sentence, shape
from .visitor import Visitor
from .wire import as_json, parse
from .words import Words

log = logging.getLogger(__name__)

FRAME_MOST: Final = 64 * 1024
"""Characters in a frame; the same as the bytes in a body, or more room for the same text."""


class SocketDoor:
    """Reads a frame, asks the conductor, and answers in the visitor's language."""

    def __init__(self, parts: Parts, words: Words) -> None:
        self._parts = parts
        self._words = words
        self._limits = Limits(parts.rates)

    def on_text(self, link: Any, text: str) -> None:
        """Take one text frame of a link, which has the Visitor it was adopted with."""
        asked: dict[str, Any] = {}
        try:
            asked = _frame(text)
            self._take(link, link.visitor, asked)
        except (Denied, Refused, Busy) as no:
            self._refuse(link, id_of(asked), no)
        except Exception as error:  # noqa: BLE001 (told and logged here, without what was written)
            self._refuse(link, id_of(asked), Denied("unexpected", n=str(mishap.note(error))))

    def _take(self, link: Any, visitor: Visitor, asked: dict[str, Any]) -> None:
        match asked.get("type"):
            case "typing":
                self._parts.typing(link)
                return
            case "ping":
                self._send(link, {"type": "pong", "room_ms": self._parts.room_ms()})
                return
        wait_s = self._limits.take(visitor.address, visitor.actor.person)
        if wait_s:
            raise Denied("too_fast", n=wait_s)
        found = understand(visitor, asked)
        self._parts.conductor.submit(
            found.actor, found.command, found.id, lambda told: self._answer(link, found.id, told)
        )

    def _answer(self, link: Any, id: str, told: Outcome) -> None:
        match told:
            case Answer(made=None):
                self._send(link, {"type": "ack", "ack": id, "seq": told.seq})
            case Answer():
                self._send(link, {"type": "ack", "ack": id, "seq": told.seq, "made": told.made})
            case Refused() | CannotSave() | Unexpected():
                self._refuse(link, id, told)

    def _refuse(self, link: Any, id: str | None, no: NoForPeople) -> None:
        code, values = said(no)
        message = sentence(self._words, link.visitor.language, code, values)
        self._send(link, {"type": "refused", **shape(id, code, message)})

    def _send(self, link: Any, frame: dict[str, Any]) -> None:
        self._parts.reply(link, as_json(frame).encode())


def _frame(text: str) -> dict[str, Any]:
    if len(text) > FRAME_MOST:
        raise Denied("too_large")
    return parse(text)
