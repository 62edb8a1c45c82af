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

from appliance.identity import Identity
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


VOTE = "stemming"
ITEMS = [{"id": f"item-{n}", "text": f"Item {n}"} for n in range(6)]


def _vote(box: RunningBox) -> tuple[Browser, list[str], list[str]]:
    """A vote that twelve people cast, some twice, one by form: people's ids, and receipts."""
    control = facilitator(box)
    item = {"id": VOTE, "kind": "dots", "title": "Stemming", "items": ITEMS}
    assert "ack" in control.command("put_activity", "as=facilitator", item=item)
    assert "ack" in control.command("open_activity", "as=facilitator", activity=VOTE)
    people: list[str] = []
    receipts: list[str] = []
    for n in range(12):
        table = 1 + n % 2
        with participant(box, table).live(f"as=participant&table={table}") as socket:
            people.append(_hello(socket)["person"])
            for k in range(1 + n % 2):
                chosen = {f"item-{(n + k) % 6}": 1, f"item-{(n + 3) % 6}": 1}
                id = f"{n:02d}-{k}-" + "v" * 20
                asked = {"id": id, "do": "cast_ballot", "activity": VOTE, "values": chosen}
                socket.send_text(json.dumps(asked))
                assert "ack" in answer_to(socket, id)
    by_form = participant(box, 1)
    fields = {"activity": VOTE, "kind": "dots", "item.item-1": "1", "id": "e" * 32}
    assert by_form.form("/t/1/votes", **fields)[0] == 303
    for body in _bodies(box.data):
        receipts += (ballot["receipt"] for ballot in body["docs"].get("ballots", {}).values())
    return control, people, sorted(set(receipts))


@pytest.fixture
def sealed_vote(tmp_path: Path) -> Iterator[tuple[RunningBox, list[str], list[str]]]:
    """A box in which a vote was cast, shown and closed for good."""
    with running_box(tmp_path / "data") as box:
        control, people, receipts = _vote(box)
        for do in ("close_activity", "reveal_results", "seal_activity"):
            assert "ack" in control.command(do, "as=facilitator", activity=VOTE)
        yield box, people, receipts


def _ballots(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every document of each ballot that stands in the journal, by receipt."""
    found: dict[str, list[dict[str, Any]]] = {}
    for body in _bodies(folder):
        for ballot in body["docs"].get("ballots", {}).values():
            found.setdefault(ballot["receipt"], []).append(ballot)
    return found


def test_after_sealing_a_vote_no_byte_joins_a_person_to_a_ballot(sealed_vote):
    box, people, receipts = sealed_vote
    assert len(receipts) == 13
    seen = 0
    for path, content in _files(box.data).items():
        seen += sum(content.count(receipt.encode()) for receipt in receipts)
        for person in people:
            for found in re.finditer(person.encode(), content):
                around = content[max(0, found.start() - 40) : found.end() + 80]
                assert b'"table":' in around, (path, around)
                assert b'"receipt"' not in around, (path, around)
                assert b'"values"' not in around, (path, around)
    assert seen >= len(receipts), "the ballots must be somewhere"
    assert not [path for path in _files(box.data) if VOTE in path.name]
    documents = [one for found in _ballots(box.data).values() for one in found]
    assert not any(ballot.get("owner") for ballot in documents)


def test_after_sealing_a_vote_no_two_ballots_are_joined(sealed_vote):
    box, _, receipts = sealed_vote
    holding = [body for body in _bodies(box.data) if "ballots" in body["docs"]]
    # Everything stands in one line, in an order that says nothing, and only as it was at last.
    (body,) = holding
    told = list(body["docs"]["ballots"].items())
    assert [id for id, _ in told] == sorted(id for id, _ in told)
    in_order = sorted((ballot for _, ballot in told), key=lambda ballot: ballot["seq"])
    assert [ballot["receipt"] for ballot in in_order] == receipts
    assert "people" not in body["docs"]
    assert all(len(found) == 1 for found in _ballots(box.data).values())
    for ballot in in_order:
        assert not {"minute", "room_ms", "wall_ms", "role", "name"} & ballot.keys()


def test_after_sealing_a_vote_what_is_kept_of_groups_names_nobody_and_nothing_small(sealed_vote):
    box, people, receipts = sealed_vote
    found = [
        activity["breakdown"]
        for body in _bodies(box.data)
        for activity in body["docs"].get("activities", {}).values()
        if activity["id"] == VOTE and activity["breakdown"]
    ]
    assert found, "the groups must be somewhere"
    for told in found:
        written = json.dumps(told)
        assert not any(one in written for one in (*people, *receipts))
        parts = [part for cut in ("themes", "tables", "roles") for part in told[cut]["parts"]]
        assert {tuple(part["names"]) for part in told["tables"]["parts"]} == {("1",), ("2",)} or (
            parts == []
        )
        assert all(part["n"] >= 5 for part in parts)
    # What stands beside each ballot is no more than that.
    beside = [(b[-1]["table"], b[-1]["theme"]) for b in _ballots(box.data).values()]
    assert all(beside.count(one) >= 5 for one in beside)


def test_after_sealing_a_vote_remembered_commands_lead_to_no_ballot_of_a_person(sealed_vote):
    box, people, _ = sealed_vote
    ids = {id for body in _bodies(box.data) for id in body["docs"].get("ballots", {})}
    seqs = {
        id: ballot["seq"]
        for body in _bodies(box.data)
        for id, ballot in body["docs"].get("ballots", {}).items()
    }
    for body in _bodies(box.data):
        for seq, made in body["answers"].values():
            assert made not in people
            assert made not in ids or seq == seqs[made]


def test_before_sealing_a_vote_the_same_reading_does_find_owners(tmp_path: Path):
    """The control: an open vote does hold locked owners and a key, and each ballot's own line."""
    with running_box(tmp_path / "data") as box:
        _, _, receipts = _vote(box)
        found = _ballots(box.data)
        assert sorted(found) == receipts
        assert all(ballot["owner"] for told in found.values() for ballot in told)
        assert any(len(told) > 1 for told in found.values())
        assert [path for path in _files(box.data) if VOTE in path.name]
        assert sum("ballots" in body["docs"] for body in _bodies(box.data)) > 1


def test_closing_the_conference_tells_no_more_than_closing_each_step_for_good(tmp_path):
    """All at once, what was written and what was voted must not be joined by that either."""
    with running_box(tmp_path / "data") as box:
        control = facilitator(box)
        for do, members in (("stop_practice", {}), ("open_activity", {"activity": STEP})):
            assert "ack" in control.command(do, "as=facilitator", **members)
        people, texts = _write(box)
        box.told["code"] = _new_code(box)
        control, voters, receipts = _vote(box)
        assert "ack" in control.command("close_event", "as=facilitator")
        sealed = (box, [*people, *voters], texts)
        for holds in (
            test_a_persons_id_stands_only_in_that_persons_own_record,
            test_no_line_holds_both_a_person_and_an_entry,
            test_all_entries_of_the_step_stand_in_one_line_in_an_order_that_says_nothing,
            test_times_tell_no_more_than_the_minute,
            test_the_key_is_gone_and_no_owner_is_left_in_any_document,
            test_remembered_commands_name_no_person_and_no_order,
        ):
            holds(sealed)
        test_after_sealing_a_vote_no_byte_joins_a_person_to_a_ballot((box, voters, receipts))
        test_after_sealing_a_vote_no_two_ballots_are_joined((box, voters, receipts))


def _new_code(box: RunningBox) -> str:
    return str(Identity(box.data).new_code())
