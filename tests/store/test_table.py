"""TinyDB over tables in memory: it behaves as TinyDB does, costs what changes, and undoes."""

from typing import Any

import pytest
from tinydb import Query, TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from appliance.store.storage import RoomStorage
from appliance.store.table import Overlay, RoomDB


class PlainTable(Table):
    document_id_class = str


class PlainDB(TinyDB):
    table_class = PlainTable


def doc(id: str, **members: Any) -> Document:
    return Document(members, doc_id=id)  # type: ignore[arg-type]


def busy(table: Table) -> None:
    """All that TinyDB can do to a table."""
    table.insert(doc("a", n=1, tags=["x"]))
    table.insert_multiple([doc("b", n=2), doc("c", n=3), doc("d", n=4)])
    table.update({"seen": True}, Query().n > 2)
    table.update(lambda d: d["tags"].append("y"), doc_ids=["a"])
    table.upsert(doc("b", n=20))
    table.upsert(doc("e", n=5))
    table.remove(Query().n == 3)
    table.remove(doc_ids=["d", "nobody"])
    table.update({"all": 1})


def test_it_does_what_tinydb_does() -> None:
    plain, ours = PlainDB(storage=MemoryStorage), RoomDB()
    busy(plain.table("entries"))
    with ours.storage.batch() as changed:
        busy(ours.table("entries"))
    assert ours.storage.read() == plain.storage.read()
    assert changed == {"entries": {**plain.storage.read()["entries"], "c": None, "d": None}}
    for one in (plain, ours):
        assert one.table("entries").get(doc_id="a") == {"n": 1, "tags": ["x", "y"], "all": 1}
        assert len(one.table("entries")) == 3


@pytest.mark.parametrize("fails", [ValueError, KeyboardInterrupt])
def test_a_batch_that_fails_leaves_every_table_exactly_as_it_was(fails: type) -> None:
    before = {"entries": {"a": {"n": 1, "tags": ["x"]}, "b": {"n": 2}}, "people": {"p": {}}}
    db = RoomDB({kind: {**table} for kind, table in before.items()})

    def failing() -> None:
        with db.storage.batch():
            db.table("entries").update(lambda d: d["tags"].append("y"), doc_ids=["a"])
            db.table("entries").put({"b": None, "c": {"n": 3}})
            db.table("people").truncate()
            db.table("new").put({"x": {}})
            raise fails

    with pytest.raises(fails):
        failing()
    assert db.storage.read() == before


def test_an_updater_that_fails_changes_nothing() -> None:
    db = RoomDB({"entries": {"a": {"n": 1}, "b": {}}})
    with db.storage.batch() as changed:
        with pytest.raises(KeyError):
            db.table("entries").update(lambda d: d.update(n=d["n"] + 1))
        assert changed == {}
    assert db.storage.read() == {"entries": {"a": {"n": 1}, "b": {}}}


def test_nothing_changes_outside_a_batch() -> None:
    db = RoomDB({"entries": {"a": {"n": 1}}})
    for change in (
        lambda: db.table("entries").put({"a": None}),
        lambda: db.table("entries").insert(doc("b")),
        db.drop_tables,
        lambda: db.drop_table("entries"),
    ):
        with pytest.raises(RuntimeError):
            change()
    assert len(db.table("entries")) == 1


def test_there_is_one_batch_at_a_time() -> None:
    storage = RoomStorage()
    with storage.batch(), pytest.raises(RuntimeError), storage.batch():
        pass


def test_what_is_as_before_is_no_change() -> None:
    db = RoomDB({"entries": {"a": {"n": 1}}})
    with db.storage.batch() as changed:
        db.table("entries").put({"a": {"n": 1}, "gone": None})
        db.table("entries").update({"n": 1})
    assert changed.get("entries", {}) == {}


def test_a_change_touches_only_the_documents_that_it_is_about() -> None:
    class Counting(dict[str, dict[str, Any]]):
        reads = 0

        def __getitem__(self, key: str) -> dict[str, Any]:
            Counting.reads += 1
            return super().__getitem__(key)

        def __iter__(self):  # type: ignore[no-untyped-def]
            raise AssertionError("it went through all documents")

    db = RoomDB({"entries": Counting({f"e{n}": {"n": n} for n in range(1000)})})
    with db.storage.batch() as changed:
        db.table("entries").put({"e1": {"n": 0}, "new": {"n": 1}, "e2": None})
    assert changed["entries"] == {"e1": {"n": 0}, "new": {"n": 1}, "e2": None}
    assert Counting.reads <= 3


def test_an_overlay_is_a_mapping_of_what_is_there_now() -> None:
    overlay = Overlay({"a": {"n": 1}, "b": {"n": 2}})
    overlay["c"] = {"n": 3}
    del overlay["a"]
    assert (list(overlay), len(overlay)) == (["b", "c"], 2)
    for gone in ("a", "nobody"):
        with pytest.raises(KeyError):
            overlay[gone]
        with pytest.raises(KeyError):
            del overlay[gone]
    overlay.clear()
    assert overlay.changed() == {"a": None, "b": None}
