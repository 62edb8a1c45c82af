"""The participants' phones: each gets its page at its table, then opens its socket.

It knows the participant's addresses and no rule.
"""

import math
from typing import Final

from .door import Door, PageFetch
from .guest import Guest
from .http1 import Answer
from .loop import Loop, now

_GREETED: Final = frozenset({"hello", "snapshot", "mine"})


class Phone(Guest):
    """One phone at one table, in the `seat`-th seat there (from 1)."""

    def __init__(self, loop: Loop, door: Door, table: str, seat: int) -> None:
        super().__init__(loop, door, f"/live?as=participant&table={table}")
        self.table, self.seat = table, seat
        self.greetings_needed = _GREETED
        self.arrived_at = math.nan

    def arrive(self) -> None:
        """Scan the code on the table: get the page, keep the cookie, open the socket."""
        self.arrived_at = now()
        PageFetch(self.loop, self.door, f"/t/{self.table}", self.cookies, self._page_came)

    @property
    def join_s(self) -> float:
        """From scanning to having everything on the screen; not a number while outside."""
        return math.nan if self.joined_at is None else self.joined_at - self.arrived_at

    def _page_came(self, answer: Answer | None) -> None:
        if answer is None or answer.status != 200:
            self.troubles.append(f"the page was answered {answer.status if answer else 'not'}")
            return
        self.page_bytes += answer.wire_bytes
        self.cookies.update(answer.cookies)
        self.connect()


def seated(loop: Loop, door: Door, tables: list[str], phones: int) -> list[Phone]:
    """So many phones, one after the other round the tables."""
    return [
        Phone(loop, door, tables[number % len(tables)], number // len(tables) + 1)
        for number in range(phones)
    ]


def arrive_within(loop: Loop, phones: list[Phone], within_s: float) -> None:
    """Let the phones arrive one by one, evenly over so many seconds."""
    start = now()
    for number, phone in enumerate(phones):
        loop.at(start + within_s * number / len(phones), phone.arrive)
