"""`tafelronde network …`: what is chosen for the box's network.

A box that runs follows within seconds; only what its DNS answers is written by provisioning.
"""

import json
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from .words import _, fail, home, made, sentences

_data = click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
_none = click.option("--none", "is_none", is_flag=True, help="Forget the one that was told.")


@click.group()
def network() -> None:
    """Choose what the box's network is."""


@network.command()
@click.option("--country", required=True, metavar="NL", help="Where the box stands, two letters.")
@_data
def prepare(country: str, data: Path | None) -> None:
    """Make a Wi-Fi name and password for this box, once; again, change the country only."""
    from appliance.identity import Identity
    from appliance.network.names import mark_of
    from appliance.network.plan import Plan

    folder = data or home("box")
    with _chosen(folder):
        plan = Plan.read(folder)
        if plan is None:
            mark = mark_of(Identity(made(folder)).device)
            Plan.new(country, mark).keep(folder)
        else:
            replace(plan, country=country.upper()).keep(folder)
    _tell(folder)


@network.command()
@_data
@click.option("--json", "as_json", is_flag=True, help="All of it, for a machine.")
def show(data: Path | None, as_json: bool) -> None:
    """Print what is chosen."""
    folder = data or home("box")
    if as_json:
        plan = _plan(folder)
        click.echo(json.dumps({**asdict(plan), "cards": _as_json(plan.cards())}, indent=1))
    else:
        _tell(folder)


@network.command()
@click.argument("ssid", required=False)
@click.argument("passphrase", required=False)
@_none
@_data
def external(ssid: str | None, passphrase: str | None, is_none: bool, data: Path | None) -> None:
    """Tell the name and password of an access point on the wire; they then stand on the cards."""
    from appliance.network.wifi import Wifi

    if is_none == (ssid is not None) or (ssid is None) != (passphrase is None):
        raise click.UsageError(_("Give the name and the password, or --none."))
    with _chosen(data or home("box")):
        told = Wifi.checked(ssid, passphrase) if ssid is not None and passphrase else None
    _change(data, external=told)


@network.command()
@click.argument("port", metavar="IFNAME", required=False)
@_none
@_data
def internet(port: str | None, is_none: bool, data: Path | None) -> None:
    """Say which network port may lead to the internet; on that port the box is a guest."""
    if is_none == (port is not None):
        raise click.UsageError(_("Give the name of the port, or --none."))
    known = [name for _n, name in socket.if_nameindex() if name != "lo"]
    if port is not None and port not in known:
        sentence = _("This machine has no network port {told}. It has: {known}.")
        fail(sentence.format(told=port, known=", ".join(known)))
    _change(data, internet_port=port or "")
    _names_follow()


@network.command()
@click.argument("answer", type=click.Choice(["online", "silent"]))
@_data
def probes(answer: str, data: Path | None) -> None:
    """Choose what phones hear that ask whether there is internet: online, or nothing at all."""
    _change(data, probes=answer)
    _names_follow()


@network.command()
@_data
def dns(data: Path | None) -> None:
    """Print what the box's own DNS answers, as lines for dnsmasq."""
    from appliance.identity import Identity
    from appliance.network.dns import drop_in
    from appliance.network.names import mark_of

    folder = data or home("box")
    plan = _plan(folder)
    with _chosen(folder):
        mark = mark_of(Identity(folder).device)
    for line in drop_in(mark, plan.probes, has_internet=bool(plan.internet_port)):
        click.echo(line)


@network.command()
@_data
@click.option("--state", type=click.Path(path_type=Path), help="File for how the network is.")
def keep(data: Path | None, state: Path | None) -> None:
    """Keep the room's network until it is stopped: serve wires and air, and say what is wrong."""
    from appliance.network.keeper import eyes, service
    from appliance.network.plan import Plan, PlanTrouble
    from appliance.network.radios import radios
    from appliance.network.state import FILE

    def plan() -> Plan | None:
        try:
            return Plan.read(data or home("box"))
        except (PlanTrouble, OSError) as trouble:
            raise eyes.CannotRead from trouble

    logging.getLogger("appliance.network").setLevel(logging.INFO)
    keeper = service.Keeper(eyes.Eyes(plan, radios), state or FILE)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: keeper.stop())
    keeper.run()


def _change(data: Path | None, **members: Any) -> None:
    folder = data or home("box")
    plan = _plan(folder)
    with _chosen(folder):
        replace(plan, **members).keep(folder)
    _tell(folder)


def _names_follow() -> None:
    click.echo(_("Run provisioning/provision.sh again, so that the names follow."), err=True)


def _plan(folder: Path) -> Any:
    from appliance.network.plan import Plan

    with _chosen(folder):
        plan = Plan.read(folder)
    if plan is None:
        fail(_("No network is chosen yet. Begin with: tafelronde network prepare --country NL"))
    return plan


@contextmanager
def _chosen(folder: Path) -> Iterator[None]:
    """What can go wrong with a choice, as one sentence that says what to do."""
    from appliance.network.plan import REFUSALS as PLAN
    from appliance.network.plan import PlanTrouble
    from appliance.network.wifi import REFUSALS as WIFI
    from appliance.network.wifi import WifiTrouble

    try:
        with sentences(folder):
            yield
    except (PlanTrouble, WifiTrouble) as trouble:
        fail(_({**PLAN, **WIFI}[trouble.code]).format(**trouble.values))


def _tell(folder: Path) -> None:
    for name, value in _lines(_plan(folder)):
        click.echo(f"{name:<26} {value}")


def _lines(plan: Any) -> Iterator[tuple[str, str]]:
    yield _("Country"), plan.country
    yield _("Wi-Fi of the box"), _wifi(plan.ssid, plan.passphrase) if plan.ssid else _("none")
    if plan.external:
        told = _wifi(plan.external.ssid, plan.external.passphrase)
        yield _("Access point, on the cards"), told
    yield _("Internet"), plan.internet_port or _("none")
    answers = {"online": _("connected, so that they stay"), "silent": _("nothing")}
    yield _("Phones that ask hear"), answers[plan.probes]


def _wifi(ssid: str, passphrase: str) -> str:
    return _("{ssid}, password {code}").format(ssid=ssid, code=passphrase)


def _as_json(wifi: Any) -> Any:
    return wifi and {**asdict(wifi), "text": wifi.text}
