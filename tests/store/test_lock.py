"""One store, one process."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from appliance.store import Holder, Store, StoreInUse

from .builders import begun

HOLD = """
import sys
from pathlib import Path
from appliance.store import Store
store = Store.open(Path(sys.argv[1]), "child")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_refused_and_told_who_holds_the_store(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "ser")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(StoreInUse) as refused:
            Store.open(tmp_path / "ser", "me")
        assert refused.value.holder.pid == child.pid
        assert refused.value.holder.since is not None
        assert datetime.fromisoformat(refused.value.holder.since).tzinfo is not None
        child.kill()
    # A process that is gone, in whatever way, holds nothing.
    Store.open(tmp_path / "ser", "me").close()


def test_a_second_store_of_the_same_process_is_refused_too(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    with pytest.raises(StoreInUse) as refused:
        Store.open(tmp_path / "ser", "me")
    assert refused.value.holder.pid == os.getpid()
    hand.store.close()
    hand.store.close()
    Store.open(tmp_path / "ser", "me").close()


def test_a_holder_that_said_nothing_is_unknown(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    (tmp_path / "ser" / "lock").write_bytes(b"")
    with pytest.raises(StoreInUse) as refused:
        Store.open(tmp_path / "ser", "me")
    assert refused.value.holder == Holder()
    hand.store.close()


def test_a_store_that_did_not_open_holds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    begun(folder).store.close()
    (folder / "room.json").unlink()
    whole = (folder / "journal").read_bytes()
    (folder / "journal").unlink()
    (folder / "journal").mkdir()
    before = set(os.listdir("/dev/fd"))
    for _ in range(3):
        with pytest.raises(Exception, match="directory"):
            Store.open(folder, "me")
    assert set(os.listdir("/dev/fd")) == before
    (folder / "journal").rmdir()
    (folder / "journal").write_bytes(whole)
    Store.open(folder, "me").close()
