"""Keeps a laptop awake while it serves: no sleep, and none when the lid is closed.

Through the programs that the system has for it: `systemd-inhibit` on Linux, `caffeinate` on macOS.
Each runs beside us and ends with us, whatever becomes of us. Where there is none, or it may not,
nothing happens: a provisioned box never sleeps anyway, and `tafelronde doctor` says how it stands.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

WHAT: Final = "sleep:idle:handle-lid-switch"
"""The locks of logind (systemd-inhibit(1), logind.conf(5))."""

WHY: Final = "A conference is being served"

END_S: Final = 5.0


@contextmanager
def kept_awake() -> Iterator[None]:
    """Keep this machine awake, as far as it lets us."""
    command = _command(os.getpid())
    watcher = _start(command) if command else None
    try:
        yield
    finally:
        if watcher is not None:
            _end(watcher)


def _command(process: int) -> list[str] | None:
    """What keeps the machine awake for as long as this process lives."""
    if shutil.which("caffeinate"):
        return ["caffeinate", "-i", "-w", str(process)]
    if shutil.which("systemd-inhibit") is None:
        return None
    lock = ["systemd-inhibit", f"--what={WHAT}", "--who=Tafelronde", f"--why={WHY}", "--mode=block"]
    # It waits for what we would write, which is nothing, and ends at the end of us.
    return [*lock, "cat"]


def _start(command: list[str]) -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A Ctrl-C in the terminal is for us, and no password may be asked for there.
            start_new_session=True,
            # Programs of systemd tell it how they fare, in our name.
            env={name: value for name, value in os.environ.items() if name != "NOTIFY_SOCKET"},
        )
    except OSError:
        return None


def _end(watcher: subprocess.Popen[bytes]) -> None:
    if watcher.stdin is not None:
        watcher.stdin.close()
    watcher.terminate()
    try:
        watcher.wait(END_S)
    except subprocess.TimeoutExpired:
        watcher.kill()
        watcher.wait()
