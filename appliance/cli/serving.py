"""`tafelronde serve` and `tafelronde demo`: a box on this machine until it is stopped."""

import errno
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from appliance.settings import Settings, load

from .words import FORBIDDEN, _, home, made, sentences

PORTS: Final = (80, 8080)
"""Tried in this order when none is asked for: 80 can stay off the card, 8080 needs no rights."""


def _served(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept."),
        click.option("--host", default="0.0.0.0", show_default=True, help="Address to answer on."),
        click.option("--port", type=click.IntRange(0, 65535), help="Port; else 80, else 8080."),
        click.option("--set", "overrides", multiple=True, metavar="NAME=VALUE", help="A setting."),
        click.option("--json", "as_json", is_flag=True, help="Say where it answers as JSON lines."),
    ):
        command = option(command)
    return command


@click.command()
@_served
def serve(
    data: Path | None, host: str, port: int | None, overrides: tuple[str, ...], as_json: bool
) -> None:
    """Serve the conference of a data folder."""
    _serve(data or home("box"), host, port, overrides, as_json=as_json, is_demo=False)


@click.command()
@_served
def demo(
    data: Path | None, host: str, port: int | None, overrides: tuple[str, ...], as_json: bool
) -> None:
    """Serve the reference conference, in practice; a second start goes on where it was."""
    _serve(data or home("demo"), host, port, overrides, as_json=as_json, is_demo=True)


def _serve(
    data: Path,
    host: str,
    port: int | None,
    overrides: tuple[str, ...],
    *,
    as_json: bool,
    is_demo: bool,
) -> None:
    from appliance.box import Box, begin_demo
    from appliance.wakefulness import kept_awake
    from appliance.watchdog import Watchdog

    with sentences(data):
        settings = load(made(data), overrides)
        box = _bound(Box, data, host, port, settings)
    watchdog = Watchdog(box.door, lambda: box.conductor.turned_at, lambda now: _status(box, now))
    with box, kept_awake(), watchdog:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: box.stop())
        if is_demo:
            begin_demo(box.conductor, box.identity)
        tell = _tell_machine if as_json else _tell_person
        tell(box, data)
        box.on_code_used = lambda: _tell_code(box.identity.new_code(), as_json=as_json)
        box.run()


def _status(box: Any, health: Mapping[str, Any]) -> str:
    """One sentence for who asks systemd how the box is."""
    if not health["is_saving"]:
        return _("The box cannot save now.") + " " + _("Make room on the disk of the box.")
    phones = _("Connected") + f": {health['phones']}."
    return f"{_('The box saves everything.')} {box.address} {phones}"


def _bound(box: Any, data: Path, host: str, port: int | None, settings: Settings) -> Any:
    if port is not None:
        return box(data, host, port, settings)
    for attempt in PORTS[:-1]:
        try:
            return box(data, host, attempt, settings)
        except OSError as trouble:
            if trouble.errno not in FORBIDDEN | {errno.EADDRINUSE}:
                raise
    return box(data, host, PORTS[-1], settings)


def _tell_machine(box: Any, data: Path) -> None:
    code = box.identity.new_code()
    told = {"url": box.address, "code": code, "links": box.links(code)}
    _print(json.dumps({**told, "pid": os.getpid(), "data": str(data), "boot": box.boot}))


def _tell_person(box: Any, data: Path) -> None:
    from appliance.network.join_code import in_terminal

    code = box.identity.new_code()
    links = box.links(code)
    join = box.address + "/"
    _print(
        "\n".join(
            [
                "",
                in_terminal(join, has_colours=sys.stdout.isatty()),
                f"  {_('Take part')}: {join}",
                "",
            ]
        )
    )
    for role, name in _roles().items():
        if role in links:
            _print(f"  {name:<24} {links[role]}")
    _tell_code(code, as_json=False)
    if len(links) == 1:
        _print("  " + _("No conference is loaded yet. Load one with: tafelronde import FILE"))
    _print("")
    _print("  " + _("Everything is kept in {folder}").format(folder=data))
    _print("  " + _("Stop with Ctrl-C. Everything saved stays saved."))


def _roles() -> dict[str, str]:
    return {
        "participant": _("Participant, table 3"),
        "chair": _("Table chair, table 3"),
        "control": _("Control"),
        "stage": _("Big screen"),
        "watch": _("Observer"),
    }


def _tell_code(code: str, *, as_json: bool) -> None:
    if as_json:
        _print(json.dumps({"code": code}))
    else:
        _print("  {:<24} {}".format(_("One-time code"), code))


def _print(line: str) -> None:
    # Whoever closed the terminal or pipe does not want the room to stop.
    try:
        click.echo(line)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
