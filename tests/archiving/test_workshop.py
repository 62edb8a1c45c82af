"""Beside a box that serves, an archive is made by a process of its own, one at a time."""

import threading
from pathlib import Path

import pytest

from appliance.archive.bag_trouble import BagTrouble
from appliance.archiving import AgeKey, Opening, Passphrase, verify, workshop
from appliance.archiving.workshop import Work, Workshop

from .conftest import Home

WORDS = "vier woorden op papier"


def made_by(shop: Workshop) -> Work:
    """How the archive ended that is being made."""
    for thread in threading.enumerate():
        if thread.name == "archive":
            thread.join()
    return shop.work()


def test_one_is_made_at_a_time_and_told_of(home: Home, tmp_path: Path) -> None:
    report = tmp_path / "verslag.pdf"
    report.write_bytes(b"%PDF")
    asked: list[str] = []

    def reports(kind: str) -> list[Path]:
        asked.append(kind)
        return [report]

    shop = Workshop(home.place, "box", lambda: "ntp", reports)
    assert shop.work() == Work()
    assert shop.begin("full", None) is True
    assert shop.work().share is not None
    assert shop.begin("full", None) is False
    ended = made_by(shop)
    (made,) = shop.made()
    assert (ended, asked) == (Work(made=made.path.name), ["full"])
    assert verify(made.path).told.clock == "ntp"
    assert shop.remove(made.path.name) is True
    assert shop.made() == []


def test_a_passphrase_goes_the_same_way_and_stays_nowhere(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyzipper", reason="needs pyzipper, which is not installed")
    started: list[list[str]] = []
    opened = workshop.subprocess.Popen

    def noted(command: list[str], **how: object) -> object:
        started.append(command)
        return opened(command, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(workshop.subprocess, "Popen", noted)
    shop = Workshop(home.place, "box", lambda: "ntp")
    with pytest.raises(BagTrouble):
        shop.begin("full", Passphrase("kort"))
    assert shop.begin("full", Passphrase(WORDS))
    assert made_by(shop).refused == ""
    (made,) = shop.made()
    assert verify(made.path, Opening(WORDS)).is_locked
    assert WORDS not in repr(started) + repr(vars(shop))


def test_why_there_is_none_is_told_in_a_word(home: Home) -> None:
    shop = Workshop(home.place, "box", lambda: "ntp")
    assert shop.begin("shareable", None)
    assert made_by(shop) == Work(refused="not_looked_at")
    lost = Workshop(home.place / "elsewhere", "box", lambda: "ntp")
    assert lost.begin("full", None)
    assert made_by(lost).refused == "archive_stopped"
    pytest.importorskip("pyrage", reason="needs pyrage, which is not installed")
    with pytest.raises(BagTrouble):
        shop.begin("full", AgeKey("age1no"))


def test_one_that_is_ended_leaves_nothing_that_counts(home: Home) -> None:
    shop = Workshop(home.place, "box", lambda: "ntp")
    assert shop.begin("full", None)
    is_ended = False
    while not is_ended:  # until the process is there
        shop.stop()
        is_ended = shop.work().share is None
    assert made_by(shop).refused == "archive_stopped"
    assert shop.made() == []
    assert shop.begin("full", None)
    assert made_by(shop).made != ""
