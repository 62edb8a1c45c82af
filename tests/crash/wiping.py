"""Pulls the plug at every single call that wiping makes to the disk, one after the other.

In a process of its own, because it forks and replaces functions of `os`. Prints as JSON how many
calls there were, and in which states the folder was found.
"""

import hashlib
import json
import os
import secrets
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from appliance import certificate, wiping
from appliance.conference.commands import (
    Actor,
    CloseEvent,
    Command,
    JoinTable,
    OpenActivity,
    PostEntry,
)
from appliance.folder import begin, open_room
from appliance.identity import Identity
from appliance.web.words import Words
from tests.builders import AT_TABLES, FACILITATOR, file, participant
from tests.store.builders import MEMORY, every_byte

CALLS = ("write", "fsync", "fdatasync", "replace", "unlink", "rmdir", "mkdir", "open")
SECRET = "Said at table 1"
WORDS = Words.read()


def closed(data: Path) -> None:
    """A folder with a closed conference, an archive, a picture and what was left of a file."""
    data.mkdir()
    with open_room(data) as (conductor, identity):

        def ask(actor: Actor, command: Command) -> None:
            conductor.ask(actor, command, secrets.token_hex(16))

        begin(conductor, identity, file())
        ask(participant("annannann"), JoinTable("1"))
        ask(FACILITATOR, OpenActivity(AT_TABLES))
        ask(participant("annannann"), PostEntry(AT_TABLES, SECRET))
        ask(FACILITATOR, CloseEvent())
        place = data / "conferences" / identity.on_stage
    for name in ("exports/tafelronde-x-full.zip", "media/one.webp", "mail.sent"):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(f"{SECRET}, {name}")
    (data / "carry-x").mkdir()
    (data / "carry-x" / "half").write_text(SECRET)


def main() -> None:
    """Pull the plug at the first call, at the second, and so on, until it gets through."""
    states: list[str] = []
    with TemporaryDirectory(prefix="tafelronde-wiping-", dir=MEMORY) as base:
        whole = Path(base) / "whole"
        closed(whole)
        for number in count(1):
            data = Path(base) / str(number)
            shutil.copytree(whole, data)
            status = _in_child(lambda n=number, d=data: _wipe(d, n))
            assert status in (0, -signal.SIGKILL), status
            with patch.object(Words, "read", lambda: WORDS):
                wiping.go_on(data)
            states.append(_check(data, whole))
            shutil.rmtree(data)
            if status == 0:
                break
    json.dump({"calls": len(states), "states": sorted(set(states))}, sys.stdout)


def _check(data: Path, whole: Path) -> str:
    """The state of a folder after the next start: all of it is there, or nothing."""
    stage = Identity(whole).on_stage
    assert not (data / wiping.FILE).exists()
    if not certificate.kept(data):
        assert every_byte(data / "conferences").count(SECRET.encode()) > 3
        assert Identity(data).on_stage == stage
        return "before"
    assert SECRET.encode() not in every_byte(data)
    assert list((data / "conferences").iterdir()) == []
    assert Identity(data).on_stage != stage
    (told,) = certificate.kept(data)
    journal = (whole / "conferences" / stage / "journal").read_bytes()
    assert told.sha256 == hashlib.sha256(journal).hexdigest()
    assert (told.conference, told.counts["entries"], told.is_intact) == (stage, 1, True)
    assert [export.name for export in told.exports] == ["tafelronde-x-full.zip"]
    return "after"


def _in_child(act: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _wipe(data: Path, number: int) -> None:
    left = [number]
    for name in CALLS:
        setattr(os, name, _counting(getattr(os, name), name, left))
    with patch.object(Words, "read", lambda: WORDS):
        wiping.begin(data, "command")
        wiping.go_on(data)


def _counting(real: Callable[..., Any], name: str, left: list[int]) -> Callable[..., Any]:
    write = os.write

    def call(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            if name == "write":
                write(args[0], bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    return call


if __name__ == "__main__":
    main()
