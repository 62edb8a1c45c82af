"""A whole room of people at their tables, without a browser each: connected, and writing."""

import csv
from contextlib import ExitStack
from http.cookiejar import CookieJar
from secrets import token_hex
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from websockets.sync.client import connect
from websockets.typing import Origin

from .box import ROOT, Box

ENTRIES = ROOT / "appliance" / "demo" / "entries.csv"
STEP = "knelpunten"
UNTIL_S = 1200
"""So far into the step: some tables have written much, others little."""
SEATS = 10


class Person:
    """Somebody at a table whose phone is connected, and who writes through plain forms."""

    def __init__(self, box: Box, table: str) -> None:
        self._place = f"{box.url}/t/{table}"
        cookies = CookieJar()
        self._phone = build_opener(HTTPCookieProcessor(cookies))
        self._phone.open(self._place).close()
        told = "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)
        address = f"ws://{box.address[0]}:{box.address[1]}/live?since=0&box="
        # Nobody reads this line: on a busy machine an answer to its pings may come too late.
        self.line = connect(
            address,
            origin=Origin(box.url),
            additional_headers={"Cookie": told},
            ping_interval=None,
            # Nor would its goodbye be read: a hundred of them would wait ten seconds each.
            max_queue=None,
            close_timeout=1,
        )

    def write(self, question: str, text: str) -> None:
        """Send a contribution."""
        said = {"activity": STEP, "question": question, "text": text}
        form = urlencode({"id": token_hex(16), **said}).encode()
        self._phone.open(f"{self._place}/entries", form).close()


def fill(box: Box, lines: ExitStack, *, until_s: int = UNTIL_S) -> None:
    """Let the people of the reference conference write what they wrote, through plain forms.

    Who wrote for the first time only much later is not in the room yet.
    """
    with ENTRIES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["activity"] == STEP]
    people: dict[tuple[str, int], Person] = {}
    here = [row for row in rows if int(row["second"]) <= 2 * until_s]
    for row in sorted(here, key=lambda row: int(row["second"])):
        who = row["table"], int(row["participant"]) % SEATS
        if who not in people:
            people[who] = Person(box, row["table"])
            lines.enter_context(people[who].line)
        if int(row["second"]) <= until_s:
            people[who].write(row["question"], row["text"])
