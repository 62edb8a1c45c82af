"""Law 6 for surveys: after sealing, no stored byte joins an invitee to what they answered.

The data folder is read byte by byte as somebody would who found the machine, with the box's own
secret and everything else in the folder at hand.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.running import Browser, RunningBox, begin_without_survey, facilitator, running_box
from tests.web.surveyed import EIGHT

pytestmark = pytest.mark.slow

CODES = {f"code-{n:02d}-kwater": f"Genodigde {n:02d}" for n in range(6)}
OPEN = 3
"""How many answer without a code."""


def _text(n: int) -> str:
    return f"eigen woorden {n:02d}"


def _begin(box: RunningBox) -> Browser:
    control = facilitator(box)
    people = [{"code": code, "label": label} for code, label in CODES.items()]
    for do, members in (
        ("put_survey", {"file": {**EIGHT, "questions": EIGHT["questions"][-2:]}}),
        ("put_invitees", {"invitees": people}),
        ("open_survey", {}),
    ):
        assert "ack" in control.command(do, "as=facilitator", **members)
    return control


def _answer(box: RunningBox) -> list[Browser]:
    """Everybody but the last answers in turn; what they write tells who they are to this test."""
    addresses = [f"/s/{code}" for code in list(CODES)[:-1]] + ["/s/open"] * OPEN
    browsers = []
    for n, address in enumerate(addresses):
        browser = Browser(box)
        assert browser.get(address)[0] == 200
        for told in (f"{_text(n)} eerst", _text(n)):
            form = {"asks": "open", "a|open": told, "go": "next"}
            assert browser.form(f"{address}/1", **form)[0] == 303
        assert browser.form(f"{address}/check")[0] == 303
        browsers.append(browser)
    return browsers


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[tuple[RunningBox, list[Browser]]]:
    """A box whose survey was answered and closed for good, and the browsers that answered."""
    begin_without_survey(tmp_path / "data")
    with running_box(tmp_path / "data") as box:
        control = _begin(box)
        browsers = _answer(box)
        for do in ("close_survey", "seal_survey"):
            assert "ack" in control.command(do, "as=facilitator")
        yield box, browsers


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _bodies(folder: Path) -> Iterator[Mapping[str, Any]]:
    (journal,) = folder.rglob("journal")
    for line in journal.read_bytes().splitlines():
        body = line.split(b" ", 2)[2]
        if body.startswith(b"{") and b'"docs"' in body:
            yield json.loads(body)


def _documents(folder: Path, kind: str) -> Iterator[Mapping[str, Any]]:
    for body in _bodies(folder):
        yield from body["docs"].get(kind, {}).values()


def _invitees(folder: Path) -> dict[str, Mapping[str, Any]]:
    return {document["code"]: document for document in _documents(folder, "invitees")}


def test_no_line_holds_anything_of_an_invitee_beside_a_single_answer(sealed):
    box, _ = sealed
    signs = [sign for code, d in _invitees(box.data).items() for sign in (code, d["id"])]
    assert len(signs) == 2 * len(CODES)
    seen = 0
    for path, content in _files(box.data).items():
        for line in content.splitlines():
            texts = [n for n in range(len(CODES) + OPEN) if _text(n).encode() in line]
            seen += bool(texts)
            if len(texts) == 1:
                assert not [sign for sign in signs if sign.encode() in line], path
    assert seen


def test_no_owner_is_left_in_any_document_and_the_key_is_gone(sealed):
    box, _ = sealed
    found = list(_documents(box.data, "responses"))
    assert len(found) >= len(CODES) - 1 + OPEN
    assert not any(document.get("owner") or document.get("name") for document in found)
    assert not [path for path in _files(box.data) if path.parent.name == "keys"]


def test_all_answers_stand_in_one_line_in_an_order_that_says_nothing(sealed):
    box, _ = sealed
    lines = [ids for body in _bodies(box.data) if (ids := list(body["docs"].get("responses", ())))]
    assert lines
    for ids in lines:
        assert len(ids) == len(CODES) - 1 + OPEN
        assert ids == sorted(ids)
    assert len({document["seq"] for document in _documents(box.data, "responses")}) == 1


def test_who_has_answered_stays_known(sealed):
    box, _ = sealed
    has_answered = {code: d["has_answered"] for code, d in _invitees(box.data).items()}
    assert has_answered == {code: code != list(CODES)[-1] for code in CODES}


def test_what_a_browser_keeps_leads_to_no_stored_byte(sealed):
    """Not even with the machine's secret at hand: nothing is left that it could be held against."""
    from appliance.web.cookies import Cookies

    box, browsers = sealed
    told = json.loads((box.data / "box.json").read_bytes())
    cookies = Cookies(bytes.fromhex(told["secret"]))
    stored = b"".join(_files(box.data).values())
    conference = told["on_stage"]
    for browser in browsers[-OPEN:]:
        mark = cookies._opened("survey", browser.cookies["survey"])["id"]
        assert mark.encode() not in stored
        assert cookies.respondent(conference, mark).encode() not in stored
    assert not re.search(b"open-[a-z2-7]{16}", stored)


def test_remembered_commands_tell_no_order(sealed):
    box, _ = sealed
    sealed_at = {d["id"]: d["seq"] for d in _documents(box.data, "responses")}
    remembered = [tuple(a) for body in _bodies(box.data) for a in body["answers"].values()]
    assert remembered
    for seq, made in remembered:
        assert sealed_at.get(made, seq) == seq


def test_the_log_of_the_box_names_nobody(capfd, sealed):
    box, _ = sealed
    box.stop()
    heard = "".join(capfd.readouterr())
    for sign, n in product(CODES, range(len(CODES) + OPEN)):
        assert sign not in heard
        assert _text(n) not in heard


def test_what_was_taken_out_stands_nowhere_after_closing_for_good(tmp_path):
    begin_without_survey(tmp_path / "data")
    with running_box(tmp_path / "data") as box:
        control = _begin(box)
        _answer(box)
        gone = _invitees(box.data)[next(iter(CODES))]
        # Closed, so that what is taken out was counted and waits for others to go with it.
        for do, members in (
            ("close_survey", {}),
            ("remove_invitee", {"invitee": gone["id"], "with_answers": True}),
        ):
            assert "ack" in control.command(do, "as=facilitator", **members)
        assert _text(0).encode() in b"".join(_files(box.data).values())
        assert "ack" in control.command("seal_survey", "as=facilitator")
        stored = b"".join(_files(box.data).values())
        assert _text(1).encode() in stored
        assert _text(0).encode() not in stored
        left = [document for document in _documents(box.data, "responses") if document]
        assert len(left) == len(CODES) - 2 + OPEN


def test_who_was_taken_off_the_list_stands_in_no_line_with_answers(tmp_path):
    begin_without_survey(tmp_path / "data")
    with running_box(tmp_path / "data") as box:
        control = _begin(box)
        _answer(box)
        gone = _invitees(box.data)[next(iter(CODES))]["id"]
        for do, members in (
            ("remove_invitee", {"invitee": gone}),
            ("close_survey", {}),
            ("seal_survey", {}),
        ):
            assert "ack" in control.command(do, "as=facilitator", **members)
        lines = [line for c in _files(box.data).values() for line in c.splitlines()]
        bodies = [d for body in _bodies(box.data) if (d := body["docs"].get("responses"))]
        assert [len(documents) for documents in bodies] == [len(CODES) - 1 + OPEN]
        assert not [line for line in lines if gone.encode() in line and b"eigen woorden" in line]


def test_before_sealing_the_same_reading_does_find_owners(tmp_path):
    """The control: an open survey holds locked owners and a key, so the reading can see them."""
    begin_without_survey(tmp_path / "data")
    with running_box(tmp_path / "data") as box:
        _begin(box)
        _answer(box)
        assert all(document["owner"] for document in _documents(box.data, "responses"))
        assert [path for path in _files(box.data) if path.parent.name == "keys"]
