"""Preparing with very many: the sorting desk, tables of 12,000 rows, and what a survey came to.

What is done at the desk is measured in a Chromium (benchmarks/sorting.py); what phones notice of it
is how long they wait for "saved", beside the same posts while nothing else is done.
"""

import csv
import io
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any, Final

from appliance.rehearsal.figures import Times
from appliance.rehearsal.http1 import cookie_header

from .forms import chosen, with_file
from .halls import Hall, ack_times, box_hall, let_post
from .pages import launched
from .rows import Row, median, say
from .sorting import conference_of, sorting
from .surveyed import fill, responses, rows, survey

FEW, MANY = 1_200, 12_000
PHONES: Final = 40
POSTS_PER_S: Final = 30
BIG_BYTES: Final = 50_000_000
_ACK_MS: Final = "<= 150"
_LOAD: Final = "load {:.1f} on {} cores"


def prepare(times: int, folder: Path) -> Iterator[Row]:
    """The desk with few and with many answers; then tables and figures with many."""
    for count in (FEW, MANY):
        say(f"Preparing with {count} answers")
        data = folder / f"prepare-{count}"
        fill(data, count)
        with box_hall(data=data) as hall:
            yield from _desk(hall, count)
            if count == MANY:
                yield from _figures(hall, times)
                yield from _tables(hall)
    yield from _command_line(data, times)


def _desk(hall: Hall, count: int) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launched(playwright)
        try:
            yield from sorting(browser, hall, count)
        finally:
            browser.close()


def _figures(hall: Hall, times: int) -> Iterator[Row]:
    say(f"What {MANY} responses came to")
    hall.fill(PHONES)
    quiet = ack_times(let_post(hall, POSTS_PER_S, 3.0))
    took = [_timed(lambda: _ask(hall, "GET", "/results/survey")) for _ in range(times)]
    yield Row(
        "results_survey_ms_p50", median([each * 1000 for each in took]), "ms", "<= 1000",
        _counted_ms(), "the reference counts the same answers with Counter, in this process",
    )  # fmt: skip

    def look() -> bytes:
        for _ in range(times - 1):
            _ask(hall, "GET", "/results/survey")
        return _ask(hall, "GET", "/results/survey")

    yield _Beside(hall, look).waited("results_survey", quiet)


def _tables(hall: Hall) -> Iterator[Row]:
    """A table of answers: chosen, looked at again, taken in; then one that is far too large."""
    say(f"A table of {MANY} rows, and one of {BIG_BYTES // 1_000_000} MB")
    path = f"/prepare/{conference_of(hall)}/survey/answers"
    quiet = ack_times(let_post(hall, POSTS_PER_S, 3.0))
    table = _csv(rows(MANY))
    parsed = round(_timed(lambda: list(csv.reader(io.StringIO(table.decode())))), 2)

    def send(content: bytes) -> Callable[[], bytes]:
        body, headers = with_file("answers.csv", content)
        return lambda: _ask(hall, "POST", path, body, headers)

    first = _Beside(hall, send(table))
    yield from _table_rows("choose", first, quiet, parsed)
    for name, more in (("look", {}), ("take", {"take": "1"})):
        form = chosen(first.page, **more)
        beside = _Beside(hall, partial(_ask, hall, "POST", f"{path}/columns", *form))
        yield from _table_rows(name, beside, quiet)
    yield from _table_rows("big", _Beside(hall, send(table * (BIG_BYTES // len(table)))), quiet)


def _table_rows(
    name: str, beside: "_Beside", quiet: Times, parsed_s: float | None = None
) -> Iterator[Row]:
    note = "the reference is csv.reader in this process" if parsed_s else ""
    yield Row(f"table_{name}_s", beside.s, "s", "", parsed_s, note)
    yield Row(f"table_{name}_server_cpu_s", beside.cpu_s, "s")
    yield Row(f"table_{name}_server_mb_more", beside.mb_more, "MB", note="the most meanwhile")
    yield beside.waited(f"table_{name}", quiet)


def _command_line(data: Path, times: int) -> Iterator[Row]:
    command = [sys.executable, "-m", "appliance.cli", "results", "--data", str(data)]
    command += ["--activity", "survey", "--json"]

    def run(*more: str) -> float:
        return _timed(lambda: subprocess.run([*command, *more], check=True, capture_output=True))

    yield Row(
        "results_command_s_p50", median([run() for _ in range(times)]), "s", "",
        median([run("--help") for _ in range(times)]), "the reference is its --help",
    )  # fmt: skip


class _Beside:
    """Something that is asked of the box while phones post; and what both took."""

    def __init__(self, hall: Hall, act: Callable[[], bytes]) -> None:
        before, most = hall.use, 0.0
        done: list[tuple[bytes, float]] = []

        def run() -> None:
            start = time.perf_counter()
            done.append((act(), time.perf_counter() - start))

        thread = Thread(target=run)
        thread.start()
        posts = []
        while thread.is_alive():
            posts += let_post(hall, POSTS_PER_S, 0.5)
            most = max(most, hall.use.rss_mb or 0.0)
        self.page, self.s = done[0][0], round(done[0][1], 2)
        self.cpu_s = hall.use.since(before).cpu_s
        self.mb_more = round(max(0.0, most - (before.rss_mb or 0.0)), 1)
        self._acks = ack_times(posts)

    def waited(self, name: str, quiet: Times) -> Row:
        """How long phones waited meanwhile, beside how long they do when it is quiet."""
        load = _LOAD.format(os.getloadavg()[0], os.cpu_count())
        note = f"the reference is as many posts with nothing beside them; {load}"
        return Row(f"{name}_ack_ms_p99", self._acks.p99, "ms", _ACK_MS, quiet.p99, note)


def _ask(
    hall: Hall, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> bytes:
    """One request of the organiser; a refusal that is a page is an answer too."""
    door = hall.door
    told = {"Host": door.host, "Origin": door.origin, "Accept-Language": "en", **(headers or {})}
    connection = HTTPConnection(*door.address, timeout=300)
    try:
        connection.request(method, path, body or None, told | cookie_header(hall.console.cookies))
        answer = connection.getresponse()
        page = answer.read()
    finally:
        connection.close()
    if answer.status not in (200, 422):
        raise RuntimeError(f"{path} was answered {answer.status}")
    return page


def _counted_ms() -> float:
    """Counting the single and several choices of as many responses, and nothing else."""
    all = responses(MANY)
    asked = [each["id"] for each in survey()["questions"]]
    start = time.perf_counter()
    for id in asked:
        Counter(str(response["answers"][id]) for response in all)
    return round((time.perf_counter() - start) * 1000, 1)


def _csv(table: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(table)
    return written.getvalue().encode()


def _timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
