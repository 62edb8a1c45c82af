"""What the tests ask of the box in the machine, and what they look at afterwards."""

import json
from pathlib import Path
from typing import Any

from .people import ADDRESS, FarEnd
from .vm import Machine, until

STEP = "knelpunten"
"""The first brainstorm of the reference conference."""


def settle(machine: Machine) -> None:
    """After a start: only the room's cable is in, and the box serves."""
    machine.plugs.set_cable("venue", is_in=False)
    until(lambda: is_active(machine, "tafelronde"), 400, "the box to serve")


def open_step(machine: Machine, laptop: FarEnd) -> None:
    """Let people write, as the organiser."""
    code = machine.run("tafelronde", "code", timeout_s=60).checked().out.strip()
    laptop.organise(code, {"do": "open_activity", "activity": STEP})


def is_active(machine: Machine, unit: str) -> bool:
    """Whether systemd calls it so."""
    return machine.run("systemctl", "is-active", unit).out.strip() == "active"


def health(laptop: FarEnd) -> dict[str, Any]:
    """What the box tells machines."""
    status, page = laptop.get("/health")
    assert status == 200, page
    return dict(json.loads(page))


def await_another_start(laptop: FarEnd, boot: str) -> dict[str, Any]:
    """Wait as <tafel-again> does, until `/health` is of another start; what it tells then."""

    def told() -> dict[str, Any]:
        done = laptop.run(*laptop.command("get", f"{ADDRESS}/health"), timeout_s=120)
        page = json.loads(done.out)["page"] if done.code == 0 else "{}"
        return dict(json.loads(page))

    until(lambda: told().get("boot", boot) != boot, 400, "the box to start anew")
    return told()


def network_state(machine: Machine) -> dict[str, Any]:
    """What the keeper says of the room's network; empty while it says nothing."""
    told = machine.run("cat", "/run/tafelronde/network.json")
    return dict(json.loads(told.out)) if told.code == 0 else {}


def entries(machine: Machine) -> dict[str, str]:
    """Every contribution that the box has, by its id."""
    told = machine.run("tafelronde", "results", "--json", timeout_s=120).checked()
    return {
        entry["id"]: entry["text"]
        for theme in json.loads(told.out)["themes"]
        for question in theme["questions"]
        for table in question["tables"]
        for entry in table["entries"]
    }


def keep_logs(machine: Machine, out: Path) -> None:
    """What the machine itself wrote down."""
    for name, command in {
        "journal": ("journalctl", "--no-pager", "--boot"),
        "network": (
            "sh",
            "-c",
            "ip address; nmcli connection; nft list ruleset; iw dev; iw reg get",
        ),
        "start": ("sh", "-c", "systemd-analyze; systemd-analyze blame; systemctl --failed"),
    }.items():
        done = machine.run(*command, timeout_s=120)
        (out / f"{name}-{machine.boots}.log").write_text(done.out + done.err)
