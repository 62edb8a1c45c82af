"""`tafelronde serve` and `tafelronde demo`: a box on this machine until it is stopped."""

import errno
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import click

from appliance.settings import Settings, load

from .addressing import EVERYWHERE, address_to_tell
from .words import FORBIDDEN, _, home, made, sentences

PORTS: Final = (80, 8080)
"""Tried in this order when none is asked for: 80 can stay off the card, 8080 needs no rights."""


def _served(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept."),
        click.option("--host", help="Address to answer on; else every one."),
        click.option("--port", type=click.IntRange(0, 65535), help="Port; else 80, else 8080."),
        click.option("--address", default="", help="Address that phones are told; else the best."),
        click.option("--unannounced", is_flag=True, help="Say nothing by mDNS."),
        click.option("--set", "overrides", multiple=True, metavar="NAME=VALUE", help="A setting."),
        click.option("--json", "as_json", is_flag=True, help="Say where it answers as JSON lines."),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class _How:
    """What was asked for; `address` is chosen where it was not given."""

    data: Path | None
    host: str | None
    port: int | None
    address: str
    unannounced: bool
    overrides: tuple[str, ...]
    as_json: bool
    role: str = "box"

    @property
    def is_public(self) -> bool:
        """Whether it is to stand on the internet, behind a proxy."""
        return self.role == "survey"


@click.command()
@_served
@click.option(
    "--role",
    type=click.Choice(["box", "survey"]),
    default="box",
    show_default=True,
    help="What it is: a box in the room, or the survey on the internet before the event.",
)
def serve(**how: Any) -> None:
    """Serve the conference of a data folder."""
    _serve(_How(**how), "box", is_demo=False)


@click.command()
@_served
def demo(**how: Any) -> None:
    """Serve the reference conference, in practice; a second start goes on where it was."""
    _serve(_How(**how), "demo", is_demo=True)


def _serve(how: _How, name: str, *, is_demo: bool) -> None:
    from appliance.box import Box
    from appliance.folder import begin_demo
    from appliance.wakefulness import kept_awake
    from appliance.watchdog import Watchdog

    data, as_json = how.data or home(name), how.as_json
    # On the internet a proxy on this machine stands in front of it, and nobody goes past that.
    host = ("127.0.0.1" if how.is_public else EVERYWHERE[-1]) if how.host is None else how.host
    address = address_to_tell(host, how.address, as_json=as_json)
    how = replace(how, data=data, host=host, address=address)
    with sentences(data):
        settings = load(made(data), how.overrides)
        if how.is_public and not settings.public_address:
            click.echo(
                _("Links would lead nowhere. Tell the address of the survey: {setting}").format(
                    setting="--set public_address=https://survey.example.org"
                ),
                err=True,
            )
        box = _bound(Box, how, settings)
    watchdog = Watchdog(box.door, lambda: box.conductor.turned_at, lambda now: _status(box, now))
    with box, kept_awake(), watchdog:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: box.stop())
        if is_demo:
            begin_demo(box.conductor, box.identity)
        tell = _tell_machine if as_json else _tell_person
        tell(box, data)
        box.on_code_used = lambda: _tell_code(box.identity.new_code(), as_json=as_json)
        box.standing.on_moved = lambda: _tell_moved(box.address, as_json=as_json)
        box.run()
    if box.begins_again:
        _begin_again(box.door[1])


def _begin_again(port: int) -> None:
    """Start this program anew at the same door, so that nothing of before stays in its memory."""
    if "NOTIFY_SOCKET" in os.environ:
        return  # systemd starts it again, and was told that this one stops
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:], "--port", str(port)])


def _status(box: Any, health: Mapping[str, Any]) -> str:
    """One sentence for who asks systemd how the box is."""
    if not health["is_saving"]:
        return _("The box cannot save now.") + " " + _("Make room on the disk of the box.")
    phones = _("Connected") + f": {health['phones']}."
    return f"{_('The box saves everything.')} {box.address} {phones}"


def _bound(box: Any, how: _How, settings: Settings) -> Any:
    def bound(port: int) -> Any:
        told: dict[str, Any] = {"address": how.address, "is_announced": not how.unannounced}
        told["is_public"] = how.is_public
        return box(how.data, how.host, port, settings, **told)

    if how.port is not None:
        return bound(how.port)
    for attempt in PORTS[:-1]:
        try:
            return bound(attempt)
        except OSError as trouble:
            if trouble.errno not in FORBIDDEN | {errno.EADDRINUSE}:
                raise
    return bound(PORTS[-1])


def _tell_machine(box: Any, data: Path) -> None:
    code = box.identity.new_code()
    told = {"url": box.address, "code": code, "links": box.links(code)}
    _print(json.dumps({**told, "pid": os.getpid(), "data": str(data), "boot": box.boot}))


def _tell_person(box: Any, data: Path) -> None:
    code = box.identity.new_code()
    links = box.links(code)
    if "survey" not in links:
        _print(_code_to_scan(box.address + "/"))
    for role, name in _roles().items():
        if role in links:
            _print(f"  {name:<24} {links[role]}")
    _tell_code(code, as_json=False)
    if len(links) == 1:
        _print("  " + _("No conference is loaded yet. Load one with: tafelronde import FILE"))
    _print("")
    _print("  " + _("Everything is kept in {folder}").format(folder=data))
    _print("  " + _("Stop with Ctrl-C. Everything saved stays saved."))


def _code_to_scan(join: str) -> str:
    from appliance.network.join_code import in_terminal

    picture = in_terminal(join, has_colours=sys.stdout.isatty())
    return f"\n{picture}\n  {_('Take part')}: {join}\n"


def _roles() -> dict[str, str]:
    return {
        "participant": _("Participant, table 3"),
        "chair": _("Table chair, table 3"),
        "control": _("Control"),
        "stage": _("Big screen"),
        "watch": _("Observer"),
        "prepare": _("Prepare"),
        "survey": _("Survey"),
    }


def _tell_code(code: str, *, as_json: bool) -> None:
    if as_json:
        _print(json.dumps({"code": code}))
    else:
        _print("  {:<24} {}".format(_("One-time code"), code))


def _tell_moved(address: str, *, as_json: bool) -> None:
    if as_json:
        _print(json.dumps({"url": address}))
        return
    _print("  " + _("The address has changed. Phones are told this one now:"))
    _print(_code_to_scan(address + "/"))


def _print(line: str) -> None:
    # Whoever closed the terminal or pipe does not want the room to stop.
    try:
        click.echo(line)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
