"""Who sits in the room: a laptop at the end of a cable, a router in the venue, phones on Wi-Fi.

A far end of a cable is a small machine of its own on this one; a phone is a radio of the machine
itself in a network of its own.
"""

import ctypes
import fcntl
import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.network.room import Space

from .vm import Done, Machine, until

ADDRESS = "http://10.77.0.1"
LUGGAGE = Path(__file__).with_name("luggage")
CARRIED = "/opt/luggage"
JOIN_S = 120.0
"""Scanning, four handshakes: a phone needs a second, software emulation a quarter of a minute."""

_CARD = "eth0"
_TUNSETIFF = 0x400454CA
_IFF_TAP_NO_PI = 0x1002
"""linux/if_tun.h"""
_CLONE_NEWNET = 0x40000000
"""linux/sched.h"""
_RADIOS = {
    "etc/modules-load.d/virtual-radios.conf": "mac80211_hwsim\n",
    "etc/modprobe.d/virtual-radios.conf": "options mac80211_hwsim radios=3\n",
}


# On a busy computer software emulation is so slow that a box that is well misses its beats.
_PATIENCE = "[Service]\nWatchdogSec=300\nTimeoutStartSec=600\n"


class Guest:
    """Anybody with a network card in the room."""

    def __init__(self, run: Callable[..., Done], card: str, luggage: str, python: str) -> None:
        self.run = run
        self._card = card
        self._luggage = luggage
        self._python = python

    def lease(self) -> str:
        """Ask for an address, and take it; the address, or "" when nobody gives one."""
        how = ["-i", self._card, "-s", f"{self._luggage}/lease", "-n", "-q", "-t", "5", "-T", "2"]
        if self.run(f"{self._luggage}/busybox", "udhcpc", *how).code:
            return ""
        told = self.run("ip", "-json", "-4", "address", "show", "dev", self._card).checked()
        return str(json.loads(told.out)[0]["addr_info"][0]["local"])

    def get(self, path: str, address: str = ADDRESS) -> tuple[int, str]:
        """A page's status and text."""
        (told,) = self._browse("get", address + path)
        return told["status"], told["page"]

    def sees(self, path: str) -> bool:
        """Whether a page is there now."""
        done = self.run(*self.command("get", ADDRESS + path), timeout_s=120)
        return done.code == 0 and json.loads(done.out)["status"] == 200

    def post(self, table: int, *texts: str, address: str = ADDRESS) -> dict[str, str]:
        """Contribute by the table's form; what was acknowledged, by the id that it got."""
        told = self._browse("post", address, str(table), *texts)
        return {line["entry"]: line["text"] for line in told}

    def try_to_post(self, table: int, text: str) -> bool:
        """Contribute as in `post`; whether it was acknowledged."""
        return self.run(*self.command("post", ADDRESS, str(table), text), timeout_s=120).code == 0

    def organise(self, code: str, *commands: dict[str, Any]) -> None:
        """Do this as the organiser."""
        self._browse("ask", ADDRESS, code, *map(json.dumps, commands))

    def fill(self, code: str, path: str, **fields: str) -> int:
        """Send a form as the organiser; its status."""
        return self.answer(code, path, **fields)[0]

    def answer(self, code: str, path: str, **fields: str) -> tuple[int, str]:
        """The same; its status and the page that it leads to."""
        (told,) = self._browse("fill", ADDRESS, code, path, json.dumps(fields))
        return int(told["status"]), told["page"]

    def command(self, *words: str) -> list[str]:
        """How phone.py is called."""
        return [self._python, f"{self._luggage}/phone.py", *words]

    def _browse(self, *words: str) -> list[dict[str, Any]]:
        done = self.run(*self.command(*words), timeout_s=120).checked()
        return [json.loads(line) for line in done.out.splitlines()]


class FarEnd(Guest):
    """The other end of a cable of the machine. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.space = Space(folder)
        luggage = folder / "luggage"
        luggage.mkdir()
        lay_luggage(luggage)
        super().__init__(self._run, _CARD, str(luggage), sys.executable)

    def __enter__(self) -> "FarEnd":
        self.space.__enter__()
        self.cable = self._tap()
        self.run("ip", "link", "set", _CARD, "up").checked()
        return self

    def __exit__(self, *why: object) -> None:
        os.close(self.cable)
        self.space.__exit__(*why)

    def _run(self, *command: str, timeout_s: float = 60) -> Done:
        done = subprocess.run(
            self.space.command(*command), capture_output=True, text=True, timeout=timeout_s
        )
        return Done(command, done.returncode, done.stdout, done.stderr)

    def _tap(self) -> int:
        """A network card there whose other side is a file, as QEMU wants it."""
        with open("/proc/self/ns/net") as own, open(f"/proc/{self.space.pid}/ns/net") as there:
            _enter(there.fileno())
            try:
                tap = os.open("/dev/net/tun", os.O_RDWR)
                fcntl.ioctl(tap, _TUNSETIFF, struct.pack("16sH22x", _CARD.encode(), _IFF_TAP_NO_PI))
            finally:
                _enter(own.fileno())
        return tap


class Phone(Guest):
    """A phone on Wi-Fi: a radio of the machine, `phone1` or `phone2`."""

    def __init__(self, machine: Machine, number: int) -> None:
        self.name = f"phone{number}"
        self._wlan = f"wlan{number}"
        self._machine = machine
        super().__init__(self._run, self._wlan, CARRIED, "python3")

    def ask_in(self, ssid: str, passphrase: str) -> None:
        """Choose a network and type its passphrase."""
        self.leave()
        there = f"/run/{self.name}"
        lines = f'network={{\n ssid="{ssid}"\n psk="{passphrase}"\n scan_ssid=1\n}}\n'
        chosen = f"ctrl_interface={there}\n{lines}"
        self._machine.run("sh", "-c", f"cat >{there}.conf", given=chosen).checked()
        how = ["-B", "-i", self._wlan, "-c", f"{there}.conf", "-P", f"{there}.pid", "-f"]
        self._machine.run("rm", "-f", f"{there}.log")
        self.run("wpa_supplicant", *how, f"{there}.log").checked()

    def join(self, ssid: str, passphrase: str) -> None:
        """Be on a network, unless one is already. Raises MachineTrouble when it cannot."""
        if not self.is_on(ssid):
            self.ask_in(ssid, passphrase)
            until(lambda: self.is_on(ssid), JOIN_S, f"{self.name} to join {ssid}")

    def is_on(self, ssid: str) -> bool:
        """Whether it is on this network, with the right passphrase."""
        told = self.run("wpa_cli", "-p", f"/run/{self.name}", "-i", self._wlan, "status").out
        return {f"ssid={ssid}", "wpa_state=COMPLETED"} <= set(told.splitlines())

    def is_refused(self) -> bool:
        """Whether the network let it know that the passphrase is wrong."""
        return "reason=WRONG_KEY" in self._machine.run("cat", f"/run/{self.name}.log").out

    def leave(self) -> None:
        """Switch Wi-Fi off."""
        pid = f"/run/{self.name}.pid"
        self._machine.run("sh", "-c", f'[ ! -e {pid} ] || kill "$(cat {pid})"')
        gone = ("sh", "-c", f"[ ! -e {pid} ]")
        until(lambda: not self._machine.run(*gone).code, 30, f"{self.name} to leave")

    def _run(self, *command: str, timeout_s: float = 60) -> Done:
        return self._machine.run("ip", "netns", "exec", self.name, *command, timeout_s=timeout_s)


def lay_luggage(folder: Path) -> None:
    """What every guest carries: a browser, a DHCP client."""
    for file in (LUGGAGE / "phone.py", LUGGAGE / "lease", Path("/usr/bin/busybox")):
        (folder / file.name).write_bytes(file.read_bytes())
        (folder / file.name).chmod(0o755)


def furnish(tree: Path) -> None:
    """Build three radios into a machine, two of which are phones."""
    for name, text in _RADIOS.items():
        (tree / name).write_text(text)
    unit = "virtual-phones.service"
    system = tree / "etc/systemd/system"
    (system / "tafelronde.service.d").mkdir()
    (system / "tafelronde.service.d/patience.conf").write_text(_PATIENCE)
    (system / unit).write_bytes((LUGGAGE / unit).read_bytes())
    (system / "sysinit.target.wants").mkdir(exist_ok=True)
    (system / "sysinit.target.wants" / unit).symlink_to(f"/etc/systemd/system/{unit}")
    # Debian looks for forgotten snapshots of disks: half a minute of software emulation.
    (system / "e2scrub_reap.service").symlink_to("/dev/null")
    (tree / CARRIED.lstrip("/")).mkdir()
    lay_luggage(tree / CARRIED.lstrip("/"))


def _enter(namespace: int) -> None:
    """Only this thread; what it opens there stays there."""
    if ctypes.CDLL(None, use_errno=True).setns(namespace, _CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
