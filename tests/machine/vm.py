"""A machine in software: QEMU, its console, its sockets and cables, and a hand inside it.

The hand is QEMU's guest agent; everything that a test wants done inside goes through it, so no
network of the machine is touched by the tests themselves. Every wait has an end.
"""

import base64
import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from .disk import Disk

_T = TypeVar("_T")

BOOT_S = 240
"""From power to the hand answering: about a minute when nobody else wants the processor."""
_ASK_S = 60.0
_PIECE_BYTES = 48 << 10

_HARDWARE = (
    # A plain processor: software emulates what it lacks no slower, and starts in half the time.
    *("-machine", "q35,accel=tcg", "-cpu", "Nehalem", "-smp", "2"),
    *("-m", "1536", "-nodefaults", "-no-reboot", "-display", "none", "-device", "virtio-rng-pci"),
    *("-device", "qemu-xhci,id=usb", "-device", "virtio-serial", "-device", "VGA"),
)
_WITHOUT = "modprobe.blacklist=ahci,lpc_ich,iTCO_wdt,i2c_i801,pcspkr"
"""Drivers of what this machine has by name only; looking for it takes seconds."""
_CARDS = {"room": "0x10", "venue": "0x11"}
"""The slots of the Ethernet cards: udev names them enp0s16 and enp0s17."""


class MachineTrouble(AssertionError):
    """The machine did not do what was asked within the time."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to."""

    command: tuple[str, ...]
    code: int
    out: str
    err: str

    def checked(self) -> "Done":
        """The same, if it went well. Raises MachineTrouble."""
        if self.code:
            raise MachineTrouble(f"{' '.join(self.command)}: {self.code}\n{self.out}{self.err}")
        return self


class Machine:
    """Starts from a disk; can be asked, plugged into, lose its power, and start again."""

    def __init__(self, disk: Disk, cables: Mapping[str, int], place: Path) -> None:
        """`cables` holds an open TAP device for each name in _CARDS; `place` takes the logs."""
        self._disk = disk
        self._cables = cables
        self._place = place
        self.boots = 0
        self.has_power = False

    def start(self) -> float:
        """Switch on and wait for the hand inside; how long that took in s."""
        began = time.monotonic()
        self.boots += 1
        self.has_power = True
        for name in ("qmp", "hand"):
            self._socket(name).unlink(missing_ok=True)
        with (self._place / f"qemu-{self.boots}.log").open("wb") as said:
            self._process = subprocess.Popen(
                # It ends with the tests, however those do.
                ["setpriv", "--pdeathsig", "KILL", *self._command()],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                pass_fds=list(self._cables.values()),
            )
        self._lines = ExitStack()
        try:
            self.plugs = Plugs(self._connected("qmp"))
            self.hand = _Hand(self._connected("hand"))
            until(self.hand.is_there, BOOT_S, "the machine to start")
        except BaseException:
            self.cut_power()
            raise
        return time.monotonic() - began

    def cut_power(self) -> None:
        """Gone at once, in the middle of whatever it does."""
        if not self.has_power:
            return
        self._process.kill()
        self._process.wait(_ASK_S)
        self.has_power = False
        self._lines.close()

    def run(self, *command: str, timeout_s: float = _ASK_S, given: str = "") -> Done:
        """Run a command as root in it; `given` goes to its standard input."""
        done = self.hand.run(command, timeout_s, given)
        with (self._place / f"commands-{self.boots}.log").open("a") as log:
            log.write(f"$ {' '.join(command)}\n{done.out}{done.err}[{done.code}]\n")
        return done

    def _command(self) -> list[str]:
        disk = f"file={self._disk.image},format=raw,if=none,id=disk,cache=writeback"
        boot = f"root=/dev/vda rw console=ttyS0 panic=-1 mitigations=off {_WITHOUT}"
        command = ["qemu-system-x86_64", *_HARDWARE, "-kernel", str(self._disk.kernel)]
        command += ["-initrd", str(self._disk.initrd), "-append", boot]
        command += ["-drive", disk, "-device", "virtio-blk-pci,drive=disk"]
        command += ["-serial", f"file:{self._place / f'console-{self.boots}.log'}"]
        command += ["-qmp", f"unix:{self._socket('qmp')},server=on,wait=off"]
        command += ["-chardev", f"socket,id=hand,path={self._socket('hand')},server=on,wait=off"]
        command += ["-device", "virtserialport,chardev=hand,name=org.qemu.guest_agent.0"]
        for n, (name, cable) in enumerate(self._cables.items()):
            command += ["-netdev", f"tap,id={name}-wire,fd={cable}", "-device"]
            card = f"virtio-net-pci,id={name},netdev={name}-wire,addr={_CARDS[name]}"
            command += [f"{card},mac=52:54:00:00:00:0{n + 1}"]
        return command

    def _socket(self, name: str) -> Path:
        return self._disk.folder / f"{name}.socket"

    def _connected(self, name: str) -> "_Lines":
        def connect() -> _Lines | None:
            if self._process.poll() is not None:
                said = (self._place / f"qemu-{self.boots}.log").read_text()
                raise MachineTrouble(f"QEMU ended with {self._process.returncode}: {said}")
            with suppress(FileNotFoundError, ConnectionRefusedError):
                lines = _Lines(self._socket(name))
                self._lines.callback(lines.close)
                return lines
            return None

        return until(connect, _ASK_S, f"QEMU's socket {name}")


class _Lines:
    """JSON, one value a line, over a socket of this machine."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise
        self._rest = b""

    def send(self, asked: Mapping[str, Any], before: bytes = b"") -> None:
        self._socket.sendall(before + json.dumps(asked).encode() + b"\n")

    def receive(self, timeout_s: float) -> dict[str, Any]:
        """The next value. Raises TimeoutError."""
        self._socket.settimeout(timeout_s)
        while b"\n" not in self._rest:
            more = self._socket.recv(1 << 16)
            if not more:
                raise MachineTrouble("QEMU has ended")
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return dict(json.loads(line.lstrip(b"\xff")))

    def close(self) -> None:
        self._socket.close()


class Plugs:
    """What a person does at the outside of the machine: QEMU's own protocol (QMP)."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._events: list[dict[str, Any]] = []
        self.has_stick = False
        lines.receive(_ASK_S)
        self.ask("qmp_capabilities")

    def ask(self, what: str, **arguments: Any) -> Any:
        """Ask, and wait for the answer. Raises MachineTrouble."""
        named = {name.replace("_", "-"): value for name, value in arguments.items()}
        self._lines.send({"execute": what, "arguments": named})
        while "event" in (told := self._lines.receive(_ASK_S)):
            self._events.append(told)
        if "error" in told:
            raise MachineTrouble(f"{what}: {told['error']}")
        return told["return"]

    def await_event(self, name: str, device: str, timeout_s: float = _ASK_S) -> None:
        """Wait until QEMU has told of this event, of this device and not of a part of it."""

        def is_it(event: Mapping[str, Any]) -> bool:
            return event["event"] == name and event["data"].get("device") == device

        while not any(map(is_it, self._events)):
            self._events.append(self._lines.receive(timeout_s))
        self._events = [event for event in self._events if not is_it(event)]

    def set_cable(self, card: str, *, is_in: bool) -> None:
        """Plug in or pull out a network cable."""
        self.ask("set_link", name=card, up=is_in)

    def photograph_screen(self, picture: Path) -> None:
        """What stands on the screen that hangs at it, as a PNG."""
        self.ask("screendump", filename=str(picture), format="png")

    def plug_in_stick(
        self, image: Path, most_bytes_per_s: int = 0, *, is_read_only: bool = False
    ) -> None:
        """Put a USB stick in; one that is written to slowly, where `most_bytes_per_s` is given.

        `is_read_only`: its small switch is on.
        """
        file = {"driver": "file", "filename": str(image), "read-only": is_read_only}
        raw = {"driver": "raw", "file": file, "read-only": is_read_only}
        # 0 is no limit.
        limits = {"bps-write": most_bytes_per_s}
        self.ask("object-add", qom_type="throttle-group", id="pace", limits=limits)
        stick = {"node_name": "stick", "throttle_group": "pace", "read_only": is_read_only}
        self.ask("blockdev-add", driver="throttle", file=raw, **stick)
        self.ask("device_add", driver="usb-storage", id="stick", drive="stick", removable=True)
        self.has_stick = True

    def pull_out_stick(self) -> None:
        """Pull it out, without a word to the machine first."""
        self.ask("device_del", id="stick")
        self.await_event("DEVICE_DELETED", "stick")
        self.ask("blockdev-del", node_name="stick")
        self.ask("object-del", id="pace")
        self.has_stick = False


class _Hand:
    """The guest agent: https://qemu-project.gitlab.io/qemu/interop/qemu-ga-ref.html"""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._synced = 0

    def is_there(self) -> bool:
        """Whether it answers; afterwards nothing old waits in the line."""
        self._synced += 1
        asked = {"execute": "guest-sync-delimited", "arguments": {"id": self._synced}}
        self._lines.send(asked, before=b"\xff")
        try:
            while self._lines.receive(2.0).get("return") != self._synced:
                pass
        except TimeoutError:
            return False
        return True

    def run(self, command: tuple[str, ...], timeout_s: float, given: str) -> Done:
        # /usr/bin/env: the agent itself looks for programs only where its own unit does.
        asked = {"path": "/usr/bin/env", "arg": list(command), "capture-output": True}
        if given:
            asked["input-data"] = base64.b64encode(given.encode()).decode()
        pid = self._ask("guest-exec", **asked)["pid"]

        def ended() -> dict[str, Any] | None:
            told = self._ask("guest-exec-status", pid=pid)
            return told if told["exited"] else None

        told = until(ended, timeout_s, f"the machine to run: {' '.join(command)}")
        code = told.get("exitcode", -told.get("signal", 0))
        return Done(command, code, _text(told, "out-data"), _text(told, "err-data"))

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        return b"".join(self._pieces(path))

    def _pieces(self, path: str) -> Iterator[bytes]:
        handle = self._ask("guest-file-open", path=path, mode="r")
        try:
            while True:
                told = self._ask("guest-file-read", handle=handle, count=_PIECE_BYTES)
                yield base64.b64decode(told["buf-b64"])
                if told["eof"]:
                    return
        finally:
            self._ask("guest-file-close", handle=handle)

    def _ask(self, what: str, **arguments: Any) -> Any:
        self._lines.send({"execute": what, "arguments": arguments})
        told = self._lines.receive(_ASK_S)
        if "error" in told:
            raise MachineTrouble(f"{what}: {told['error']}")
        return told["return"]


def until(look: Callable[[], _T], timeout_s: float, what: str, every_s: float = 1.0) -> _T:
    """What `look` gives as soon as that is something. Raises MachineTrouble."""
    ends = time.monotonic() + timeout_s
    while not (found := look()):
        if time.monotonic() > ends:
            raise MachineTrouble(f"waited {timeout_s:.0f} s for {what}")
        time.sleep(every_s)
    return found


def _text(told: Mapping[str, Any], name: str) -> str:
    return base64.b64decode(told.get(name, "")).decode(errors="replace")
