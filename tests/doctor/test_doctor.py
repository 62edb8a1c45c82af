"""What the doctor sees, how it judges that, and how the command tells it."""

import http.server
import json
import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from appliance.cli import main
from appliance.doctor import air, asking, disk, examination, hours, wire
from appliance.doctor.findings import Finding, Verdict
from appliance.doctor.surroundings import Chosen, Surroundings
from appliance.machine import Power
from appliance.network.radios import Radio
from tests.running import running_box

GOOD, WARNING = Verdict.GOOD, Verdict.WARNING
BAD, UNKNOWN = Verdict.WOULD_NOT_WORK, Verdict.NOT_KNOWN

INTEL = Radio("wlp3s0", "phy0", "iwlwifi", True, (1, 6, 11), 14)
PI = Radio("wlan0", "phy0", "brcmfmac", True, (1, 6, 11, 36), 8)
UNHEARD_OF = Radio("wlan1", "phy1", "ath9k", True, (1,), None)
DEAF = Radio("wlan0", "phy0", "other", False, (1,), None)

PLAN = Chosen("NL", "zaal-appel-7", is_external=False)
OUTSIDE = Chosen("NL", "venue", is_external=True)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only programs that there are."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(
        asking.shutil, "which", lambda name, **_: str(p) if (p := folder / name).exists() else None
    )
    return folder


def program(folder: Path, name: str, does: str) -> None:
    """A program that does this."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{does}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def verdicts(findings: Iterator[Finding]) -> dict[str, Verdict]:
    """How each thing was judged. Whatever is not good or unknown has a remedy."""
    told = {}
    for finding in findings:
        assert finding.remedy or finding.verdict in (GOOD, UNKNOWN), finding
        told[finding.check] = finding.verdict
    return told


def around(folder: Path = Path("/nowhere"), **how: Any) -> Surroundings:
    """Surroundings with these."""
    return Surroundings(folder, **how)


# -- the air ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "radios", "country", "told"),
    [
        ({"chosen": PLAN}, [INTEL], "NL", {"phones": WARNING, "channels": GOOD, "cards": GOOD}),
        ({"chosen": PLAN, "people": 12}, [INTEL], "NL", {"phones": GOOD}),
        ({"chosen": OUTSIDE}, [INTEL], "NL", {"phones": GOOD, "country": GOOD}),
        ({}, [UNHEARD_OF], "NL", {"phones": UNKNOWN, "cards": WARNING}),
        ({}, [DEAF], "", {"access_point": WARNING, "country": UNKNOWN}),
        ({"is_box": True}, [INTEL], "", {"country": WARNING, "isolation": UNKNOWN}),
        ({"chosen": PLAN}, [INTEL], "US", {"country": WARNING}),
        ({"is_box": True, "chosen": PLAN}, [PI], "NL", {"isolation": WARNING}),
        ({"is_box": True, "chosen": OUTSIDE}, [PI], "NL", {"isolation": UNKNOWN}),
    ],
)
def test_the_wifi_is_judged(
    programs: Path, how: dict[str, Any], radios: list[Radio], country: str, told: dict[str, Verdict]
) -> None:
    found = verdicts(air.look_at_air(around(**how), radios, country, ["eth0"]))
    assert {check: found[check] for check in told} == told


def test_a_laptop_is_told_for_how_many_it_will_do_and_what_to_do_for_a_room(programs: Path) -> None:
    found = {f.check: f for f in air.look_at_air(around(), [INTEL], "NL", [])}
    phones = found["phones"]
    assert dict(phones.seen.values) == {"n": 14}
    assert phones.remedy is not None
    assert dict(phones.remedy.values) == {"n": 100}


@pytest.mark.parametrize(
    ("is_box", "wires", "has_iw", "verdict"),
    [
        (True, [], True, BAD),
        (True, ["eth0"], True, WARNING),
        (False, [], True, WARNING),
        (False, [], False, UNKNOWN),
    ],
)
def test_a_machine_without_wifi_needs_a_cable(
    programs: Path, is_box: bool, wires: list[str], has_iw: bool, verdict: Verdict
) -> None:
    if has_iw:
        program(programs, "iw", "exit 0")
    found = verdicts(air.look_at_air(around(is_box=is_box), [], "", wires))
    assert found["access_point"] is verdict
    assert "country" not in found


@pytest.mark.parametrize(
    ("told", "verdict"), [("yes", GOOD), ("no", WARNING), ("default", WARNING)]
)
def test_whether_phones_are_kept_apart_is_looked_up(
    programs: Path, told: str, verdict: Verdict
) -> None:
    program(programs, "nmcli", f"echo {told}")
    found = verdicts(air.look_at_air(around(is_box=True, chosen=PLAN), [INTEL], "NL", []))
    assert found["isolation"] is verdict


def test_a_radio_without_a_free_channel_is_told_so(programs: Path) -> None:
    radio = Radio("wlan0", "phy0", "iwlwifi", True, (), 14)
    assert verdicts(air.look_at_air(around(), [radio], "NL", []))["channels"] is WARNING


# -- the wires -------------------------------------------------------------------------------------

TCP = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
   2: 0100007F:0050 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 3 1
"""
UDP6 = """  sl  local_address                         remote_address                        st
   0: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 07 00000000
"""
UDP = """  sl  local_address rem_address   st tx_queue rx_queue
   0: 01004D0A:0035 00000000:0000 07 00000000:00000000
"""


def test_who_waits_at_a_port_is_read_from_the_kernel(tmp_path: Path) -> None:
    for name, text in (("tcp", TCP), ("udp", UDP), ("udp6", UDP6)):
        (tmp_path / name).write_text(text)
    assert wire.listeners(80, "tcp", tmp_path) == ("0.0.0.0",)
    assert wire.listeners(53, "tcp", tmp_path) == ("127.0.0.1",)
    assert wire.listeners(53, "udp", tmp_path) == ("10.77.0.1", "::1")
    assert wire.listeners(53, "udp", tmp_path / "nowhere") == ()


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux's list of sockets")
def test_a_real_listener_is_seen() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert wire.listeners(listening.getsockname()[1], "tcp") == ("127.0.0.1",)


def interface(folder: Path, name: str, *, carrier: str = "1", type_: str = "1") -> Path:
    """An interface in this sysfs."""
    (folder / name / "device").mkdir(parents=True)
    (folder / name / "type").write_text(f"{type_}\n")
    (folder / name / "carrier").write_text(f"{carrier}\n")
    return folder / name


def test_only_real_network_ports_are_wires(tmp_path: Path) -> None:
    interface(tmp_path, "enp1s0")
    (interface(tmp_path, "wlan0") / "wireless").mkdir()
    (interface(tmp_path, "wlan1") / "phy80211").mkdir()
    interface(tmp_path, "lo", type_="772")
    (tmp_path / "br0").mkdir()
    (tmp_path / "br0" / "type").write_text("1\n")
    assert wire.wires_of(tmp_path) == ("enp1s0",)
    assert wire.wires_of(tmp_path / "nowhere") == ()


def denied(_: str) -> list[str]:
    """Nobody may ask."""
    raise PermissionError(1, "Operation not permitted")


def gone(_: str) -> list[str]:
    """It was pulled out."""
    raise OSError(19, "No such device")


@pytest.mark.parametrize(
    ("how", "carrier", "verdict"),
    [
        ({"others": lambda _: []}, "1", GOOD),
        ({"others": lambda _: ["192.168.1.1"]}, "1", GOOD),
        ({"others": lambda _: ["192.168.1.1"], "is_box": True}, "1", WARNING),
        ({"others": denied}, "1", UNKNOWN),
        ({"others": gone}, "1", UNKNOWN),
        ({"others": denied}, "0", GOOD),
        ({}, "1", UNKNOWN),
        ({"others": denied, "ports": {"eth0": ""}}, "1", GOOD),
        ({"others": denied, "ports": {"eth0": "192.168.1.1"}, "is_box": True}, "1", WARNING),
        ({"others": denied, "ports": {}}, "1", UNKNOWN),
    ],
)
def test_who_else_gives_out_addresses_is_asked_on_each_cable(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    programs: Path,
    how: dict[str, Any],
    carrier: str,
    verdict: Verdict,
) -> None:
    interface(tmp_path / "net", "eth0", carrier=carrier)
    monkeypatch.setattr(wire, "INTERFACES", tmp_path / "net")
    found = verdicts(wire.look_at_wires(around(**how), ["eth0"]))
    assert found["addresses_eth0"] is verdict


@pytest.mark.parametrize(
    ("is_box", "taken", "ours", "may", "verdict"),
    [
        (True, (), False, True, GOOD),
        (True, ("0.0.0.0",), True, True, GOOD),
        (True, ("0.0.0.0",), False, True, BAD),
        (False, ("0.0.0.0",), False, True, WARNING),
        (False, (), False, False, GOOD),
    ],
)
def test_port_80_is_free_or_ours(
    monkeypatch: pytest.MonkeyPatch,
    programs: Path,
    is_box: bool,
    taken: tuple[str, ...],
    ours: bool,
    may: bool,
    verdict: Verdict,
) -> None:
    monkeypatch.setattr(wire, "listeners", lambda port, _: taken if port == 80 else ())
    monkeypatch.setattr(wire, "is_ours", lambda: ours)
    monkeypatch.setattr(wire, "_may_open", lambda _: may)
    found = verdicts(wire.look_at_wires(around(is_box=is_box), []))
    assert found["port_80"] is verdict


@pytest.mark.parametrize(
    ("taken", "verdict"),
    [((), GOOD), (("127.0.0.53",), GOOD), (("10.77.0.1",), GOOD), (("0.0.0.0",), BAD)],
)
def test_port_53_is_free_or_ours(
    monkeypatch: pytest.MonkeyPatch, programs: Path, taken: tuple[str, ...], verdict: Verdict
) -> None:
    monkeypatch.setattr(wire, "listeners", lambda port, _: taken if port == 53 else ())
    program(programs, "nmcli", "echo running")
    found = verdicts(wire.look_at_wires(around(is_box=True), []))
    assert (found["port_53"], found["network_manager"]) == (verdict, GOOD)


@pytest.mark.slow
def test_our_own_box_is_told_from_another_program(tmp_path: Path) -> None:
    with running_box(tmp_path) as box:
        assert wire.is_ours(box.port)
    other = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    thread = threading.Thread(target=other.handle_request)
    thread.start()
    assert not wire.is_ours(other.server_port)
    thread.join()
    other.server_close()
    assert not wire.is_ours(other.server_port)


# -- the disk --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("took", "verdict"),
    [
        ([1.0] * 300, GOOD),
        ([1.0] * 298 + [99.0] * 2, GOOD),
        ([1.0] * 290 + [300.0] * 10, WARNING),
        ([1_001.0] * 5, BAD),
        ([1_000.0], WARNING),
    ],
)
def test_what_writing_takes_is_judged_by_who_waits(took: list[float], verdict: Verdict) -> None:
    assert disk.judge(took).verdict is verdict


def test_real_writes_are_measured_and_leave_nothing(tmp_path: Path) -> None:
    took = disk.latencies_ms(tmp_path, 20)
    assert len(took) == 20
    assert min(took) > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("free", "verdict"), [(10**9, GOOD), (10**8, WARNING), (10**6, BAD), (None, UNKNOWN)]
)
def test_room_on_the_disk_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None, verdict: Verdict
) -> None:
    monkeypatch.setattr(disk.machine, "free_bytes", lambda _: free)
    assert verdicts(disk.look_at_disk(tmp_path / "not" / "yet"))["space"] is verdict


def test_a_folder_that_cannot_be_written_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(disk.tempfile, "mkstemp", read_only)
    (_, writing) = disk.look_at_disk(tmp_path)
    assert writing.verdict is BAD
    assert writing.seen.values["reason"] == "Read-only file system"


# -- the hours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "source", "verdict"),
    [
        (1_795_000_000, "ntp", GOOD),
        (1_795_000_000, "organiser", GOOD),
        (1_795_000_000, "rtc", GOOD),
        (1_795_000_000, "unknown", WARNING),
        (0, "rtc", WARNING),
    ],
)
def test_the_clock_is_judged_by_who_says_so(now: int, source: str, verdict: Verdict) -> None:
    assert hours.clock(now, source).verdict is verdict


MASKED = "echo masked; exit 1"
LAPTOP = """case "$2" in
apt-daily.timer) echo enabled ;;
*.target) echo static ;;
*) echo not-found; exit 4 ;;
esac"""
LID = 'case "$5" in HandleLidSwitch) echo \'s "{}"\' ;; *) echo \'s "{}"\' ;; esac'


@pytest.mark.parametrize(
    ("is_box", "systemctl", "lid", "held", "told"),
    [
        (True, MASKED, "ignore", "", {"sleep": GOOD, "lid": GOOD, "updates": GOOD}),
        (True, LAPTOP, "suspend", "", {"sleep": BAD, "lid": WARNING, "updates": WARNING}),
        (False, LAPTOP, "suspend", "", {"sleep": GOOD, "lid": UNKNOWN, "updates": WARNING}),
        (False, LAPTOP, "suspend", "sleep:handle-lid-switch", {"lid": GOOD}),
    ],
)
def test_whether_it_stays_on_is_asked_of_the_system(
    programs: Path, is_box: bool, systemctl: str, lid: str, held: str, told: dict[str, Verdict]
) -> None:
    program(programs, "systemctl", systemctl)
    program(programs, "busctl", LID.format(lid, held))
    program(programs, "systemd-inhibit", "exit 0")
    found = verdicts(hours.look_at_hours(around(is_box=is_box)))
    assert {check: found[check] for check in told} == told


def test_a_machine_that_tells_nothing_is_not_judged(programs: Path) -> None:
    found = verdicts(hours.look_at_hours(around()))
    assert {found[check] for check in ("lid", "updates", "screen")} == {UNKNOWN}
    assert found["sleep"] is WARNING


@pytest.mark.parametrize(
    ("power", "verdict"),
    [
        (None, UNKNOWN),
        (Power(True), GOOD),
        (Power(False, 60), WARNING),
        (Power(False), WARNING),
    ],
)
def test_a_battery_is_a_warning(
    programs: Path, monkeypatch: pytest.MonkeyPatch, power: Power | None, verdict: Verdict
) -> None:
    monkeypatch.setattr(hours.machine, "power", lambda: power)
    assert verdicts(hours.look_at_hours(around()))["power"] is verdict


@pytest.mark.parametrize(
    ("is_box", "blank", "idle", "verdict"),
    [
        (True, "0", "", GOOD),
        (True, "600", "", WARNING),
        (False, "0", "uint32 0", GOOD),
        (False, "0", "uint32 300", UNKNOWN),
    ],
)
def test_a_screen_that_goes_dark_is_told(
    programs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_box: bool,
    blank: str,
    idle: str,
    verdict: Verdict,
) -> None:
    (tmp_path / "blank").write_text(blank)
    monkeypatch.setattr(hours, "CONSOLE_BLANK", tmp_path / "blank")
    if idle:
        program(programs, "gsettings", f"echo '{idle}'")
    assert verdicts(hours.look_at_hours(around(is_box=is_box)))["screen"] is verdict


# -- asking and telling ----------------------------------------------------------------------------


def test_a_program_that_is_missing_or_silent_tells_nothing(programs: Path) -> None:
    program(programs, "quiet", "exit 1")
    program(programs, "says", "echo yes; exit 3")
    assert (asking.ask("gone"), asking.ask("quiet"), asking.ask("says")) == (None, None, "yes")


def test_a_program_that_hangs_is_not_waited_for(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "hangs", "exec sleep 60")
    monkeypatch.setattr(asking, "TIMEOUT_S", 0.1)
    assert asking.ask("hangs") is None


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on whose cables nothing is sent."""
    monkeypatch.setattr(examination, "wires_of", lambda: ())


@pytest.mark.usefixtures("quiet")
def test_the_command_tells_a_machine_all_of_it(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["doctor", "--json", "--data", str(tmp_path)])
    told = json.loads(run.stdout)
    assert run.exit_code == (0 if told["works"] else 1)
    checks = {each["check"] for each in told["findings"]}
    assert {"access_point", "cards", "port_80", "space", "writing", "clock", "power"} <= checks
    assert all(each.keys() == KEYS for each in told["findings"])
    assert {each["verdict"] for each in told["findings"]} <= set(Verdict)


KEYS = {"check", "verdict", "seen", "remedy", "values"}


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("language", "word", "end"),
    [
        ("nl_NL.UTF-8", "werkt niet", "Een zaal werkt nog niet op deze machine."),
        ("C", "would not work", "A room would not work on this machine yet."),
    ],
)
def test_it_speaks_the_language_of_the_terminal_and_fails_where_a_room_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, word: str, end: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    monkeypatch.setattr(disk.machine, "free_bytes", lambda _: 0)
    run = CliRunner().invoke(main, ["doctor", "--data", str(tmp_path)])
    assert run.exit_code == 1
    assert f"✗ {word}" in run.stdout
    assert run.stdout.splitlines()[-1] == end


@pytest.mark.usefixtures("quiet")
def test_it_makes_no_folder_and_leaves_nothing_behind(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["doctor", "--data", str(tmp_path / "not" / "yet")])
    assert list(tmp_path.iterdir()) == []
