"""What has to be done before the room can begin: one list, the first thing first.

For the page of the box and for its own screen, which ask it the same. Knows no room and no network;
it is handed what `/health` tells, and what the network says is wrong with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

SPACE_LEAST_BYTES: Final = 500_000_000
"""A conference needs a few MB; below this something else is filling the disk."""

TROUBLES: Final[Mapping[str, str]] = {
    "saving": (
        "The box cannot save now. New contributions wait safely on the phones. "
        "Make room on the disk of the box."
    ),
    "disk": (
        "The box cannot save now. New contributions wait safely on the phones. "
        "Its disk no longer takes anything: switch the box off and on. "
        "If this stays so, take another box."
    ),
    "conference": (
        "No conference is loaded yet. The organiser loads it at {address}/control, "
        "with a laptop or phone on this Wi-Fi."
    ),
    "damage": (
        "Something on the disk of the box was damaged. What could be read is here. "
        "The damaged part is kept beside it. Tell the organiser."
    ),
    "space": "The disk of the box is almost full. {space}. Make room on the disk of the box.",
    "date": (
        "Is this the right conference? It is for {date}, and today is {today}. "
        "Is one of the two wrong? Tell the organiser."
    ),
    "power": "Plug the box into the mains. It runs on its battery now.",
}
"""First what is so, then what to do. Braces hold what only the screen can put into words."""

FULL: Final = "full"
"""The one of the reasons not to save (store.failures) for which making room helps."""

_SAVING: Final = ("saving", "disk")

_FIRST: Final = re.compile(r"(.+?[.?!])(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to do: its code, and the message that says it."""

    code: str
    sentence: str


def to_do(health: Mapping[str, Any], network: Sequence[Thing], today: str) -> tuple[Thing, ...]:
    """Everything to do, the first thing first; () when the room can begin.

    `network` is what is wrong with the network, the worst first; `today` an ISO 8601 date.
    """
    own = {code: Thing(code, TROUBLES[code]) for code in _codes(health, today)}
    first = [own.pop(code) for code in _SAVING if code in own]
    # Without a network nobody can load a conference either.
    return (*first, *network, *own.values())


def split(said: str) -> tuple[str, str]:
    """The first sentence of a text, large, and what follows it."""
    found = _FIRST.fullmatch(said)
    return (found[1], found[2] or "") if found else (said, "")


def _codes(health: Mapping[str, Any], today: str) -> Iterator[str]:
    free, power, date = health.get("free_bytes"), health.get("power"), health.get("date")
    if not health.get("is_saving", True):
        yield "saving" if health.get("saving_trouble", FULL) == FULL else "disk"
    if not health.get("conference"):
        yield "conference"
    if health.get("damage"):
        yield "damage"
    if free is not None and free < SPACE_LEAST_BYTES:
        yield "space"
    # Practising is done on other days too.
    if date and date != today and not health.get("is_practice"):
        yield "date"
    if power is not None and not power.get("is_mains", True):
        yield "power"
