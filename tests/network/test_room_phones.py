"""What people do over the room's network: join by the code, write, also where the Wi-Fi is bad."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from appliance.network.room import ADDRESS, BRIDGE
from tests.network.room import (
    NEEDS_ROOM,
    NEEDS_ROOT,
    ROOT,
    Room,
    Space,
    lease,
    room,
    served,
)

pytestmark = [NEEDS_ROOT, NEEDS_ROOM, pytest.mark.slow]

PHONES = 20
DELAY_MS, JITTER_MS, LOSS = 40, 10, 0.02
"""One way: what was measured on a crowded 2.4 GHz channel is a round trip of about 90 ms."""


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A box that serves the reference conference in practice."""
    with room(tmp_path_factory.mktemp("room")) as built, served(built):
        yield built


@pytest.mark.browser
def test_a_browser_joins_by_the_code_with_the_address_and_writes(box: Room) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    from tests.browser.guests import Guests, is_saved, write

    guest = box.add_guest()
    lease(guest)
    code = box.told["links"]["participant"]
    assert code == f"http://{ADDRESS}/t/3"
    # Chromium runs where the phone is; Playwright speaks to it through pipes, which go along.
    program = guest.folder / "chromium"
    program.write_text(f'#!/bin/sh\nexec nsenter --target {guest.pid} --net chromium "$@"\n')
    program.chmod(0o755)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=arguments)
        guests = Guests(browser, SimpleNamespace(url=f"http://{ADDRESS}"))  # type: ignore[arg-type]
        phone = guests.phone(3)
        write(phone, "Vanaf een echte telefoon")
        is_saved(phone)
        browser.close()
    assert guests.mishaps == []
    assert "Vanaf een echte telefoon" in read_table(box.add_guest())


def read_table(guest: Space) -> str:
    """The page of table 3, as somebody else at the table reads it without script."""
    lease(guest)
    script = "import json, urllib.request as site; "
    script += f"print(json.dumps(site.urlopen('http://{ADDRESS}/t/3').read().decode()))"
    return str(guest.python(script))


@pytest.mark.timeout(180)
@pytest.mark.needs("/dev/net/tun")
def test_on_bad_wifi_nothing_is_lost_and_nothing_doubled(box: Room) -> None:
    with bad_wifi(box) as guest:
        lease(guest)
        told = guest.run("ping", "-c", "20", "-i", "0.05", "-q", ADDRESS)
        mean_ms = float(told.rsplit("=", 1)[1].split("/")[1])
        assert mean_ms > 2 * (DELAY_MS - JITTER_MS)  # it is bad indeed
        command = ["-m", "appliance.cli", "rehearse", "--phones", PHONES, "--speed", 300, "--json"]
        where = ["--url", f"http://{ADDRESS}", "--code", box.told["code"]]
        with guest.running(
            sys.executable, *command, *where, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            said, trouble = process.communicate(timeout=150)
    assert process.returncode == 0, trouble
    figures = json.loads(said)
    assert figures["joined"] == PHONES
    assert figures["posted"] == figures["acknowledged"] > 200
    assert (figures["lost"], figures["doubled"]) == (0, 0)
    assert figures["ack_ms"]["p50"] > 2 * (DELAY_MS - JITTER_MS)


@contextmanager
def bad_wifi(box: Room) -> Iterator[Space]:
    """A phone that hears the box late, unevenly and not always."""
    guest = box.add_space()
    settings = [box.box.pid, guest.pid, DELAY_MS, JITTER_MS, LOSS]
    script = ROOT / "tests/network/bad_wifi.py"
    air = subprocess.Popen(
        [sys.executable, script, *map(str, settings)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert air.stdout is not None
        assert air.stdout.readline() == "ready\n"
        box.box.run("ip", "link", "set", "air0", "master", BRIDGE, "up")
        guest.run("ip", "link", "set", "eth0", "up")
        yield guest
    finally:
        air.terminate()
        air.communicate()
