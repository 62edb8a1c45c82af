"""Law 6, through the front door: after sealing, no stored byte tells whose an entry is.

The data folder is read byte by byte as somebody would who found the box, with the box's own secret
and everything else in the folder at hand.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running import Browser, RunningBox, answer_to, facilitator, participant, running_box

pytestmark = pytest.mark.slow

STEP = "knelpunten"


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[tuple[RunningBox, list[str], dict[str, str]]]:
    """A box that was written to in every way and sealed: people's ids, and texts by entry."""
    with running_box(tmp_path / "data") as box:
        control = facilitator(box)
        people, texts = _write(box)
        for do in ("close_activity", "seal_activity"):
            assert "ack" in control.command(do, "as=facilitator", activity=STEP)
        yield box, people, texts


def _write(box: RunningBox) -> tuple[list[str], dict[str, str]]:
    people: list[str] = []
    texts: dict[str, str] = {}
    for n in range(12):
        someone = participant(box, 1 + n % 3)
        with someone.live(f"as=participant&table={1 + n % 3}") as socket:
            people.append(_hello(socket)["person"])
            # At once after joining, and three in one go: what neighbouring lines could tell.
            sent = {f"{n:02d}-{k}-" + "x" * 20: f"text {n} {k}" for k in range(3)}
            for id, text in sent.items():
                asked = {"id": id, "do": "post_entry", "activity": STEP, "text": text}
                socket.send_text(json.dumps(asked))
            for id, text in sent.items():
                texts[answer_to(socket, id)["made"]] = text
    _write_by_form(box)
    return people, texts


def _write_by_form(box: RunningBox) -> None:
    someone = Browser(box)
    someone.get("/t/4")
    status, _ = someone.form(
        "/t/4/entries", activity=STEP, question=STEP, text="by form", id="f" * 32
    )
    assert status == 303


def _hello(socket: Any) -> dict[str, Any]:
    hello = json.loads(socket.recv_text())
    while json.loads(socket.recv_text())["type"] != "mine":
        pass
    return dict(hello)


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _bodies(folder: Path) -> Iterator[dict[str, Any]]:
    (journal,) = folder.rglob("journal")
    for line in journal.read_bytes().splitlines():
        body = line.split(b" ", 2)[2]
        if body.startswith(b"{") and b'"docs"' in body:
            yield json.loads(body)


def test_a_persons_id_stands_only_in_that_persons_own_record(sealed):
    box, people, _ = sealed
    for path, content in _files(box.data).items():
        for person in people:
            for found in re.finditer(person.encode(), content):
                around = content[max(0, found.start() - 40) : found.end() + 80]
                assert b'"table":' in around, (path, around)
                assert b'"text"' not in around, (path, around)


def test_no_line_holds_both_a_person_and_an_entry(sealed):
    box, _, _ = sealed
    bodies = list(_bodies(box.data))
    assert not [
        b for b in bodies if "entries" in b["docs"] and len(b["docs"].get("people", ())) == 1
    ]
    holding_entries = [b for b in bodies if "entries" in b["docs"]]
    assert holding_entries, "the entries must be somewhere"


def test_all_entries_of_the_step_stand_in_one_line_in_an_order_that_says_nothing(sealed):
    box, _, texts = sealed
    for body in _bodies(box.data):
        ids = list(body["docs"].get("entries", ()))
        assert not ids or (set(ids) >= set(texts) and ids == sorted(ids))


def test_times_tell_no_more_than_the_minute(sealed):
    box, _, _ = sealed
    for body in _bodies(box.data):
        if "entries" in body["docs"]:
            assert body["wall_ms"] % 60_000 == 0


def test_the_key_is_gone_and_no_owner_is_left_in_any_document(sealed):
    box, _, texts = sealed
    assert not [path for path in _files(box.data) if STEP in path.name]
    owners = [
        document["owner"]
        for body in _bodies(box.data)
        for document in body["docs"].get("entries", {}).values()
    ]
    assert len(owners) >= len(texts)
    assert not any(owners)


def test_remembered_commands_name_no_person_and_no_order(sealed):
    box, people, texts = sealed
    by_entry: dict[str, int] = {}
    for body in _bodies(box.data):
        for seq, made in body["answers"].values():
            assert made not in people
            if made in texts:
                by_entry[made] = seq
    documents = {
        id: document
        for body in _bodies(box.data)
        for id, document in body["docs"].get("entries", {}).items()
    }
    assert by_entry == {id: documents[id]["seq"] for id in texts}


def test_before_sealing_the_same_reading_does_find_owners(tmp_path):
    """The control: an open step does hold locked owners and a key, so the reading can see them."""
    with running_box(tmp_path / "data") as box:
        _write(box)
        documents = [d for b in _bodies(box.data) for d in b["docs"].get("entries", {}).values()]
        assert all(document["owner"] for document in documents)
        assert [path for path in _files(box.data) if STEP in path.name]
