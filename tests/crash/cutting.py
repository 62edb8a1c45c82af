"""Stops or fails a store at every single call that it makes to the disk, one after the other.

Run as a program with the name of an act and a way: `cut` ends the process right before the n-th
call (or half-way, if it writes), as SIGKILL does; `fail` lets that one call fail. In a process of
its own, because it forks and because it replaces functions of `os`. Prints what it came to as JSON.
"""

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from appliance.conference.change import Change
from appliance.conference.records import Entry, Message, State
from appliance.store import CannotSave, Store, verify
from tests.store.builders import (
    BRAINSTORM,
    CONFERENCE,
    MEMORY,
    Hand,
    Model,
    by_id,
    entry,
    every_byte,
    person,
)

CALLS = ("write", "fsync", "fdatasync", "replace", "unlink", "ftruncate", "mkdir", "open")
CUT = 9
REFUSED = 5

Check = Callable[[Store, Path], str]
"""Looks at a store that was opened again; gives the name of the state that it is in, or raises."""


@dataclass(frozen=True)
class Act:
    """Something done to a store that has to be whole or not at all, wherever it stops."""

    prepare: Callable[[Path], Hand]
    do: Callable[[Hand], Any]
    check: Check


def prepared(folder: Path) -> Hand:
    """A practice with entries, a checkpoint, lines after it and a key."""
    hand = Hand(Store.open(folder, "first"))
    hand.make(replace(CONFERENCE, is_practice=True), BRAINSTORM, person("p1"))
    hand.make(entry("e1", text="Hier staat Jan"), Message("m1", "Dag Jan", "everyone", 1))
    hand.store.checkpoint()
    hand.make(entry("e2", "achmed", text="Ook van Jan"))
    hand.end(Message, "m1")
    return hand


def damaged(folder: Path) -> Hand:
    """The same, with damage in a line that the checkpoint covers; not open."""
    hand = prepared(folder)
    hand.store.checkpoint()
    hand.store.close()
    raw = (folder / "journal").read_bytes()
    (folder / "journal").write_bytes(raw.replace(b"Hier staat Jan", b"Hier stond Jan"))
    return Hand(Unopened())


def entries(store: Store) -> dict[str, str | None]:
    return {r.id: r.owner for r in store.records() if isinstance(r, Entry)}


ALL = {"e1": "sannesannesannes", "e2": "achmed"}


def check_append(store: Store, folder: Path) -> str:
    now = entries(store)
    assert now in (ALL, ALL | {"e3": "piet"}), now
    assert (f"{5:032x}" in store.answers) == ("e3" in now)
    return "after" if "e3" in now else "before"


def check_same(store: Store, folder: Path) -> str:
    assert entries(store) == ALL
    assert store.seq == 4
    return "after"


def check_seal(store: Store, folder: Path) -> str:
    if by_id(store)["Activity", BRAINSTORM.id].state is not State.SEALED:
        assert entries(store) == ALL
        return "before"
    assert entries(store) == {"e1": None, "e2": None}
    left = every_byte(folder)
    assert left.count(b'"owner":') == left.count(b'"owner":null')
    assert [*(folder / "keys").iterdir()] == []
    return "after"


def check_practice(store: Store, folder: Path) -> str:
    if by_id(store)["Conference", "ser"].is_practice:
        assert entries(store) == ALL
        return "before"
    assert entries(store) == {}
    assert b"Jan" not in every_byte(folder)
    assert [*(folder / "keys").iterdir()] == []
    return "after"


def check_strike(store: Store, folder: Path) -> str:
    check_same(store, folder)
    struck = verify(folder).struck
    if struck:
        assert b"Dag Jan" not in every_byte(folder)
    return "after" if struck else "before"


def check_erase(store: Store, folder: Path) -> str:
    if entries(store) == ALL:
        return "before"
    assert entries(store) == {"e2": "achmed"}
    left = every_byte(folder)
    assert b"Hier staat Jan" not in left
    assert b"Ook van Jan" in left
    assert not (folder / "erasing.json").exists()
    return "after"


def erase(hand: Hand) -> None:
    gone = Change(hand.now(Entry, "e1"), None)
    hand.write(gone, erases=frozenset({"e1", "Hier staat Jan"}))


def check_open(store: Store, folder: Path) -> str:
    check_same(store, folder)
    kept = [path.read_bytes() for path in (folder / "damaged").iterdir()]
    assert any(b"Hier stond Jan" in copy for copy in kept)
    return "after"


def check_new(store: Store, folder: Path) -> str:
    assert (list(store.records()), store.seq, store.damage) == ([], 0, ())
    return "after"


def open_it(hand: Hand) -> None:
    hand.store = Store.open(FOLDER[-1], "second")


class Unopened(Model):
    """Stands for a store that the act itself opens."""


def unopened(folder: Path) -> Hand:
    return Hand(Unopened())


FOLDER: list[Path] = []
ACTS = {
    "append": Act(prepared, lambda hand: hand.make(entry("e3", "piet")), check_append),
    "append to another activity": Act(
        prepared, lambda hand: hand.make(entry("e3", "piet", activity="b")), check_append
    ),
    "checkpoint": Act(prepared, lambda hand: hand.store.checkpoint(), check_same),
    "seal": Act(prepared, lambda hand: hand.seal(), check_seal),
    "end practice": Act(prepared, lambda hand: hand.end_practice(), check_practice),
    "strike": Act(prepared, lambda hand: hand.store.strike([2], "erased"), check_strike),
    "erase": Act(prepared, erase, check_erase),
    "close": Act(prepared, lambda hand: hand.store.close(), check_same),
    "open what is damaged": Act(damaged, open_it, check_open),
    "begin": Act(unopened, open_it, check_new),
}


def main(name: str, way: str) -> None:
    """Stop or fail this act at its first call, its second, and so on, until it gets through."""
    states: list[str] = []
    with TemporaryDirectory(prefix="tafelronde-cutting-", dir=MEMORY) as base:
        for number in count(1):
            FOLDER.append(Path(base) / str(number) / "ser")
            status = _in_child(lambda n=number: _act(ACTS[name], way, n))
            assert status in (0, CUT, REFUSED), f"call {number}: exit status {status}"
            store = Store.open(FOLDER[-1], "after")
            state = ACTS[name].check(store, FOLDER[-1])
            assert status or state == "after", f"call {number}: acknowledged, and it is not there"
            _goes_on(store)
            if status == 0 and not _was_reached(FOLDER[-1]):
                break
            states.append(state)
    json.dump({"calls": len(states), "states": sorted(set(states))}, sys.stdout)


def _in_child(act: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:  # noqa: BLE001 (a child must never return)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _act(act: Act, way: str, number: int) -> None:
    hand = act.prepare(FOLDER[-1])
    calls = _Calls(number, way)
    calls.arm()
    try:
        act.do(hand)
    except CannotSave:
        calls.disarm()
        _recover(hand, act)
        os._exit(REFUSED)
    calls.disarm()
    FOLDER[-1].with_name("reached").write_text("yes" if calls.is_reached else "")


def _recover(hand: Hand, act: Act) -> None:
    """After a failure the same process goes on: it recovers, and everything is as it should be."""
    if not isinstance(hand.store, Store) or hand.store.trouble is None:
        return
    for refused in (hand.store.checkpoint, lambda: hand.store.strike([1], "")):
        try:
            refused()
        except CannotSave:
            continue
        raise AssertionError("it went on before it recovered")
    hand.store.recover()
    act.check(hand.store, FOLDER[-1])
    hand.store.checkpoint()


def _was_reached(folder: Path) -> bool:
    return folder.with_name("reached").read_text() == "yes"


def _goes_on(store: Store) -> None:
    hand = Hand(store)
    if store.seq == 0:
        hand.make(CONFERENCE, BRAINSTORM)
    hand.make(entry("later", activity="another"))
    before = by_id(store)
    store.close()
    again = Store.open(FOLDER[-1], "later")
    assert (by_id(again), again.damage) == (before, ())
    again.close()


class _Calls:
    """Counts the calls to the disk, and stops or fails the one with this number."""

    def __init__(self, number: int, way: str) -> None:
        self._left, self._way = number, way
        self._real = {name: getattr(os, name) for name in CALLS}
        self.is_reached = False

    def arm(self) -> None:
        for name in CALLS:
            setattr(os, name, self._counting(name))

    def disarm(self) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)

    def _counting(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self.is_reached = True
                self._stop(name, args)
            return self._real[name](*args, **kwargs)

        return call

    def _stop(self, name: str, args: tuple[Any, ...]) -> None:
        if name == "write":
            self._real["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
        if self._way == "cut":
            os._exit(CUT)
        raise OSError(errno.ENOSPC if name == "write" else errno.EIO, f"{name} was made to fail")


if __name__ == "__main__":
    main(*sys.argv[1:])
