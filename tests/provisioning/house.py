"""A machine within this machine: its own network, /run and folders, and nothing of it left after.

Everything in it is a child of one process in a namespace of process numbers of its own; when that
one ends, the kernel ends them all, and with the last one the network is gone.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

HERE = Path(__file__).parent

NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a network of its own")

_PATIENCE_S = 60


class House:
    """One machine. Every folder `etc/x@` under `folder` takes the place of the system's /etc/x."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[subprocess.Popen[str]] = []
        command = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        self._life = subprocess.Popen(
            [*command, "sh", str(HERE / "house.sh"), str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._life.stdout is not None
        if self._life.stdout.readline() != "ready\n":
            self.close()
            pytest.skip("this machine lets nobody make a network of its own")
        children = Path(f"/proc/{self._life.pid}/task/{self._life.pid}/children").read_text()
        self.pid = int(children)

    def command(self, *arguments: object) -> list[str]:
        """How this is said inside."""
        inside = ["nsenter", "--target", str(self.pid), "--net", "--mount", "--pid"]
        return [*inside, "--", *map(str, arguments)]

    def run(self, *arguments: object) -> str:
        """Do this inside, and what it said; raises when it failed."""
        done = subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def succeeds(self, *arguments: object) -> bool:
        """Whether this works inside."""
        done = subprocess.run(
            self.command(*arguments), capture_output=True, timeout=_PATIENCE_S, check=False
        )
        return done.returncode == 0

    def start(self, *arguments: object) -> IO[str]:
        """Begin this inside, to end with the house; what it says can be read."""
        process = subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        self._started.append(process)
        return process.stdout

    def close(self) -> None:
        """Tear it down."""
        self._life.kill()
        for process in (self._life, *self._started):
            process.wait(_PATIENCE_S)
            assert process.stdout is not None
            process.stdout.close()


def plug_in(box: House, other: House, port: str = "wire", end: str = "phones") -> None:
    """A cable from a port of the room's bridge to the other machine."""
    lay_cable(box, port, other, end)
    box.run("ip", "link", "set", port, "master", "tafelronde", "up")


def lay_cable(one: House, port: str, other: House, end: str) -> None:
    """A cable between two machines, with its far end switched on; both keep their own network."""
    ends = ["netns", one.pid, "type", "veth", "peer", "name", end, "netns", other.pid]
    subprocess.run(["ip", "link", "add", port, *map(str, ends)], check=True)
    other.run("ip", "link", "set", end, "up")


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """A house that is torn down whatever happens."""
    built = House(folder)
    try:
        yield built
    finally:
        built.close()
