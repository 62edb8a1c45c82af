"""The real screen on a real terminal, beside a real box: codes, keys, sizes, and what stays."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.network.plan import Plan
from appliance.network.state import RadioState, State, boot_id
from appliance.network.wifi import Wifi
from tests.running import Browser, RunningBox, running_box

from .console import Console, beside, console
from .reader import Shown

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

CODE = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}\b")
UTF8 = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
ADDRESS = "10.77.0.1"


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBox]:
    """A box with the reference conference and a network that was chosen for it."""
    data = tmp_path_factory.mktemp("box")
    Plan("NL", "Tafelronde-3fa2", "kaars-appel-4729").keep(data)
    with running_box(data) as running:
        yield running


def network(box: RunningBox, phones: int = 3, troubles: tuple[str, ...] = ()) -> None:
    """Let the keeper have written how the network is."""
    radio = RadioState("wlan0", "iwlwifi", 14, phones, is_serving=True, restarts=0)
    state = State(boot_id(), time.monotonic(), ADDRESS, radio, (), troubles)
    state.write(Path(beside(box.data)))


def flags(box: RunningBox, *more: str, port: int = 0) -> list[str]:
    """How the screen is started for this box."""
    where = ["--data", str(box.data), "--port", str(port or box.port), "--state", beside(box.data)]
    return [*where, "--language", "nl", *more]


def wifi(box: RunningBox) -> Wifi:
    """The Wi-Fi that stands on the cards."""
    plan = Plan.read(box.data)
    assert plan is not None
    cards = plan.cards()
    assert cards is not None
    return cards


def reads(at: Console, file: Path, wanted: set[str]) -> None:
    """Look until a phone has read all of these codes, and no other, off the terminal."""
    found: set[str] = set()
    looked = [""]

    def has_read_all(shown: Shown) -> bool:
        if shown.text() != looked[0]:
            looked[0] = shown.text()
            found.update(shown.codes(file))
        return found == wanted

    at.until(has_read_all)


@pytest.mark.needs("zbarimg")
@pytest.mark.parametrize("size", [(240, 67), (120, 30), (100, 48), (80, 25), (60, 30)])
def test_a_phone_reads_both_codes_off_the_terminal_also_before_the_box_answers(
    box: RunningBox, tmp_path: Path, size: tuple[int, int]
) -> None:
    network(box)
    nobody = flags(box, port=1)
    with console(*nobody, columns=size[0], rows=size[1], env=UTF8) as at:
        at.shows("Dit duurt ongeveer een minuut.", "1. Wifi")
        reads(at, tmp_path / "shown.pgm", {wifi(box).text, f"http://{ADDRESS}/"})


@pytest.mark.needs("zbarimg")
def test_a_terminal_that_knows_only_ascii_gets_no_more_and_a_code_that_can_be_read(
    box: RunningBox, tmp_path: Path
) -> None:
    network(box)
    nobody = flags(box, port=1)
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with console(*nobody, columns=240, rows=67, env=ascii_only) as at:
        at.shows("Dit duurt ongeveer een minuut.", wifi(box).passphrase)
        reads(at, tmp_path / "shown.pgm", {wifi(box).text, f"http://{ADDRESS}/"})
        assert at.shown.written.isascii()


def test_how_the_box_is_stands_there_in_words(box: RunningBox) -> None:
    network(box, phones=3)
    with console(*flags(box), columns=120, rows=34, env=UTF8) as at:
        text = at.shows("De zaal kan beginnen.", "Verbonden", "Schijf", "Klok")

    assert "3 van hoogstens ongeveer 14" in text
    assert "Werkconferentie" in text
    assert "19 januari 2015" in text
    assert "Dat is niet vandaag." in text
    assert "Archief" in text
    assert "nog niet gemaakt" in text


def test_what_is_wrong_with_the_network_comes_first_with_its_remedy(box: RunningBox) -> None:
    network(box, troubles=("air_down",))
    with console(*flags(box, "--language", "en"), env=UTF8) as at:
        text = at.shows("The box's own Wi-Fi has stopped", "Switch the box off and on")
    network(box)

    assert "The room is ready." not in text


def test_the_screen_outlives_the_box_and_finds_it_again(box: RunningBox) -> None:
    with console(*flags(box), env=UTF8) as at:
        at.shows("De zaal kan beginnen.")
        box.kill()
        at.shows("De box start op…")
        box.start()
        at.shows("De zaal kan beginnen.")


def test_the_code_is_never_there_unasked_and_stands_nowhere_afterwards(box: RunningBox) -> None:
    with console(*flags(box), env=UTF8) as at:
        at.shows("De zaal kan beginnen.")
        at.press(b"\x1b[C\x1bOC\x1b[[A")
        at.resize(90, 30)
        assert not CODE.search(at.shows("De zaal kan beginnen."))
        at.press(b"c")
        first = CODE.search(at.shows("Eenmalige code"))
        assert first is not None
        at.press(b"x")
        at.loses("Eenmalige code")
        assert at.shown.written.rindex("\x1b[3J") > at.shown.written.rindex(first[0])
        assert first[0] not in at.shown.text()
        at.press(b"C")
        second = CODE.search(at.shows("Eenmalige code"))
        assert second is not None

        organiser, late = Browser(box), Browser(box)
        assert first[0] != second[0]
        assert organiser.form("/sign-in", code=second[0])[0] == 303
        assert late.form("/sign-in", code=first[0])[0] == 403


def test_one_key_changes_the_language(box: RunningBox) -> None:
    with console(*flags(box), env=UTF8) as at:
        at.shows("De zaal kan beginnen.", "English")
        at.press(b"e")
        at.shows("The room is ready.", "Nederlands")
        at.press(b"n")
        at.shows("De zaal kan beginnen.")


@pytest.fixture
def poweroff(tmp_path: Path) -> Path:
    """A folder with a `systemctl` that writes down what it was asked."""
    command = tmp_path / "bin" / "systemctl"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    command.chmod(0o755)
    return tmp_path


def test_switching_off_asks_once_more(box: RunningBox, poweroff: Path) -> None:
    env = {**UTF8, "PATH": f"{poweroff}/bin:{os.environ['PATH']}"}
    with console(*flags(box, "--switch-off"), env=env) as at:
        at.shows("De zaal kan beginnen.", "Uitzetten")
        at.press(b"u")
        at.shows("De box uitzetten?")
        at.press(b"x")
        at.loses("De box uitzetten?")
        at.press(b"u")
        at.shows("De box uitzetten?")
        assert not (poweroff / "asked").exists()
        at.press(b"u")
        at.shows("De box gaat uit.", "U mag de stekker eruit trekken.")

    assert (poweroff / "asked").read_text() == "--no-ask-password poweroff\n"


def test_a_window_on_a_laptop_does_not_switch_it_off(box: RunningBox, poweroff: Path) -> None:
    env = {**UTF8, "PATH": f"{poweroff}/bin:{os.environ['PATH']}"}
    with console(*flags(box), env=env) as at:
        assert "Uitzetten" not in at.shows("De zaal kan beginnen.")
        at.press(b"uue")
        at.shows("The room is ready.")

    assert not (poweroff / "asked").exists()


def test_the_terminal_is_left_as_it_was(box: RunningBox) -> None:
    with console(*flags(box), env=UTF8) as at:
        at.shows("De zaal kan beginnen.")
        assert at.shown.is_alternate
        assert at.end() == 0
        assert not at.shown.is_alternate
        assert at.shown.written.endswith("\x1b[?7h\x1b[?25h\x1b[?1049l")


def test_a_terminal_that_is_gone_ends_it_without_a_trace(box: RunningBox, tmp_path: Path) -> None:
    trouble = tmp_path / "trouble"
    with console(*flags(box), env=UTF8, trouble=trouble) as at:
        at.shows("De zaal kan beginnen.")
        assert at.hang_up() == 0

    assert trouble.read_text() == ""


def test_what_is_no_terminal_is_told_so(box: RunningBox) -> None:
    command = [sys.executable, "-m", "appliance.cli", "screen", *flags(box)]
    run = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )

    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.needs("tmux")
def test_after_half_a_minute_the_code_is_gone_also_from_what_can_be_scrolled_back_to(
    box: RunningBox, tmp_path: Path
) -> None:
    def tmux(*command: str) -> str:
        run = ["tmux", "-f", "/dev/null", "-S", str(tmp_path / "tmux"), *command]
        return subprocess.run(run, capture_output=True, text=True, timeout=60, check=True).stdout

    def until(word: str, is_there: bool) -> str:
        until_s = time.monotonic() + 60
        while ((shown := tmux("capture-pane", "-p", "-S", "-")).find(word) >= 0) is not is_there:
            assert time.monotonic() < until_s, shown
            tmux("wait-for", "-S", "never")
        return shown

    command = [sys.executable, "-m", "appliance.cli", "screen", *flags(box)]
    tmux("new-session", "-d", "-x", "80", "-y", "25", "env", "LC_ALL=C.UTF-8", *command)
    try:
        until("De zaal kan beginnen.", is_there=True)
        began_s = time.monotonic()
        tmux("send-keys", "c")
        code = CODE.search(until("Eenmalige code", is_there=True))
        assert code is not None
        until(code[0], is_there=False)
        took_s = time.monotonic() - began_s
        assert code[0] not in tmux("capture-pane", "-p", "-S", "-", "-a", "-q")
    finally:
        tmux("kill-server")

    assert 25 < took_s < 45
