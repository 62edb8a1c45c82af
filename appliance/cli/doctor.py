"""`tafelronde doctor`: what this machine can carry, and what is in its way."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import click

from appliance import machine
from appliance.doctor.findings import Finding, Sentence, Verdict
from appliance.doctor.surroundings import Chosen, Surroundings

from .words import _, home, language

LISTEN_S: Final = 5.0
FIND_S: Final = 5.0

BOX_FOLDER: Final = Path("/var/lib/tafelronde")
"""Where a prepared box keeps everything (StateDirectory of its service)."""


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--find", "is_finding", is_flag=True, help="List the boxes on this network instead.")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def doctor(data: Path | None, is_finding: bool, as_json: bool) -> None:
    """Say what this machine can carry, and what is in the way of a room.

    Ends with 1 when a room would not work.
    """
    if is_finding:
        _find(as_json=as_json)
        return
    from appliance.doctor.examination import examine, works

    findings = []
    for finding in examine(_surroundings(data)):
        findings.append(finding)
        if not as_json:
            _tell(finding)
    if as_json:
        told = {"works": works(findings), "findings": [_as_json(each) for each in findings]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo("\n" + _conclusion(findings, is_well=works(findings)))
    if not works(findings):
        sys.exit(1)


def _surroundings(data: Path | None) -> Surroundings:
    is_box = machine.is_box()
    folder = data or (BOX_FOLDER if is_box else home("box"))
    return Surroundings(
        folder=folder,
        is_box=is_box,
        chosen=_chosen(folder),
        others=_others,
        ports=_ports(),
    )


def _chosen(folder: Path) -> Chosen | None:
    from appliance.network.plan import Plan, PlanTrouble
    from appliance.network.state import FILE, State, has_air

    try:
        plan = Plan.read(folder)
    except (PlanTrouble, OSError):
        return None
    if plan is None:
        return None
    cards = plan.cards(has_air=has_air(State.read(FILE)))
    return Chosen(plan.country, cards.ssid if cards else "", plan.external is not None)


def _others(interface: str) -> Sequence[str]:
    from appliance.network.rogue import other_servers

    return other_servers(interface, LISTEN_S)


def _ports() -> dict[str, str] | None:
    """Who gives out addresses on each port, as the box's own network knows while it runs."""
    from appliance.network.state import FILE, State

    state = State.read(FILE)
    if state is None:
        return None
    return {port.interface: port.other_dhcp for port in state.ports if port.has_link}


def _find(*, as_json: bool) -> None:
    from appliance.network.find import find

    try:
        found = find(FIND_S)
    except OSError:
        found = []  # without a network there is nobody
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    elif not found:
        click.echo(_("No box was found on this network."))
    for each in [] if as_json else found:
        click.echo("  ".join(value for value in (each.name, each.title, each.address) if value))


def _tell(finding: Finding) -> None:
    sign, word = _verdicts()[finding.verdict]
    click.echo(f"{sign} {word:<{_width()}}  {_say(finding.seen)}")
    if finding.remedy is not None:
        click.echo(f"{'':<{_width() + 4}}{_say(finding.remedy)}")


def _conclusion(findings: Sequence[Finding], *, is_well: bool) -> str:
    if not is_well:
        return _("A room would not work on this machine yet.")
    if any(finding.verdict is Verdict.WARNING for finding in findings):
        return _("A room would work on this machine. See what needs care above.")
    return _("A room would work on this machine.")


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "verdict": finding.verdict.value,
        "seen": _say(finding.seen),
        "remedy": _say(finding.remedy) if finding.remedy else None,
        "values": dict(finding.seen.values),
    }


def _say(sentence: Sentence) -> str:
    return str(_words().say(language(), sentence.message, **sentence.values))


@cache
def _words() -> Any:
    from appliance.web.words import Words

    return Words.read()


def _width() -> int:
    return max(len(word) for _sign, word in _verdicts().values())


def _verdicts() -> dict[Verdict, tuple[str, str]]:
    """A sign for the eye, and the word for who hears it read out."""
    return {
        Verdict.GOOD: ("✓", _("good")),
        Verdict.WARNING: ("!", _("take care")),
        Verdict.WOULD_NOT_WORK: ("✗", _("would not work")),
        Verdict.NOT_KNOWN: ("?", _("not known")),
    }
