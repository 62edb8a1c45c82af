"""`tafelronde ...`: the command line. Thin: it reads flags, calls a part, and says what happened.

Exit status: 0 done, 1 failed, 2 wrong usage. What people read is in the language of the terminal
(`LC_ALL`, `LC_MESSAGES`, `LANG`): Dutch, or English for everything else.
"""

import errno
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from .settings import REFUSALS as SETTINGS
from .settings import Settings, SettingsTrouble, load

PORTS: Final = (80, 8080)
"""Tried in this order when none is asked for: 80 can stay off the card, 8080 needs no rights."""

_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tafelronde")
def main() -> None:
    """Tafelronde: a work conference in a box."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


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


@main.command()
@_served
def serve(
    data: Path | None, host: str, port: int | None, overrides: tuple[str, ...], as_json: bool
) -> None:
    """Serve the conference of a data folder."""
    _serve(data or _home("box"), host, port, overrides, as_json=as_json, is_demo=False)


@main.command()
@_served
def demo(
    data: Path | None, host: str, port: int | None, overrides: tuple[str, ...], as_json: bool
) -> None:
    """Serve the reference conference, in practice; a second start goes on where it was."""
    _serve(data or _home("demo"), host, port, overrides, as_json=as_json, is_demo=True)


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--practice", is_flag=True, help="Begin in practice.")
def import_(file: Path, data: Path | None, practice: bool) -> None:
    """Load a conference FILE into a data folder that has none yet."""
    from .box import begin, open_room

    folder = data or _home("box")
    with _sentences(folder):
        try:
            conference = json.loads(file.read_bytes())
        except ValueError:
            conference = {}
        with open_room(_made(folder)) as (conductor, identity):
            begin(conductor, identity, conference, is_practice=practice)
    click.echo(_("The conference is loaded: {file}").format(file=file.name))


@main.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo.")
def code(data: Path | None, is_demo: bool) -> None:
    """Print a new one-time code for the organiser; the one before is worth nothing then."""
    from .identity import Identity

    folder = data or _home("demo" if is_demo else "box")
    with _sentences(folder):
        click.echo(Identity(_made(folder)).new_code())


@main.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo.")
@click.option("--json", "as_json", is_flag=True, help="All of it, for a machine.")
def results(data: Path | None, is_demo: bool, as_json: bool) -> None:
    """Print what the room wrote; also while a box serves it."""
    from .box import read_results
    from .web.results import document

    folder = data or _home("demo" if is_demo else "box")
    with _sentences(folder):
        found = read_results(folder) if folder.is_dir() else None
    if found is None:
        _fail(_("No conference is loaded yet. Ask the organiser."))
    elif as_json:
        click.echo(json.dumps(document(found), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            click.echo(line)


@main.command()
@click.option("--phones", type=click.IntRange(1, 2000), default=100, show_default=True)
@click.option("--speed", type=float, default=30.0, show_default=True, help="Times as fast.")
@click.option("--url", help="A box that runs already, in practice; else one is started.")
@click.option("--code", "one_time", help="The organiser's one-time code of that box.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the box that is started.")
@click.option("--json", "as_json", is_flag=True, help="The figures, for a machine.")
def rehearse(
    phones: int,
    speed: float,
    url: str | None,
    one_time: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Hold the reference event with simulated phones, through the front door.

    Refuses a conference that is not in practice. Ends with 1 when anything was lost or doubled.
    """
    from importlib.resources import as_file, files

    from .rehearsal.entries import read_entries
    from .rehearsal.event import rehearse as hold
    from .rehearsal.own_box import start_own_box
    from .rehearsal.trouble import CannotRehearse

    if (url is None) != (one_time is None):
        raise click.UsageError("--url and --code go together")
    with as_file(files("appliance").joinpath("demo/entries.csv")) as file:
        entries = read_entries(file)

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    try:
        if url is not None and one_time is not None:
            figures = hold(url, one_time, phones, speed, entries, say)
        else:
            with start_own_box(data) as own:
                figures = hold(own.url, own.code, phones, speed, entries, say, own.pid)
    except CannotRehearse as trouble:
        _fail(str(trouble))
    click.echo(json.dumps(figures.to_json()) if as_json else "\n".join(figures.lines()))
    if not figures.is_clean:
        sys.exit(1)


def _serve(
    data: Path,
    host: str,
    port: int | None,
    overrides: tuple[str, ...],
    *,
    as_json: bool,
    is_demo: bool,
) -> None:
    from .box import Box, begin_demo

    with _sentences(data):
        settings = load(_made(data), overrides)
        box = _bound(Box, data, host, port, settings)
    with box:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: box.stop())
        if is_demo:
            begin_demo(box.conductor, box.identity)
        tell = _tell_machine if as_json else _tell_person
        tell(box, data)
        box.on_code_used = lambda: _tell_code(box.identity.new_code(), as_json=as_json)
        box.run()


def _bound(box: Any, data: Path, host: str, port: int | None, settings: Settings) -> Any:
    if port is not None:
        return box(data, host, port, settings)
    for attempt in PORTS[:-1]:
        try:
            return box(data, host, attempt, settings)
        except OSError as trouble:
            if trouble.errno not in _FORBIDDEN | {errno.EADDRINUSE}:
                raise
    return box(data, host, PORTS[-1], settings)


def _tell_machine(box: Any, data: Path) -> None:
    code = box.identity.new_code()
    told = {"url": box.address, "code": code, "links": box.links(code)}
    _print(json.dumps({**told, "pid": os.getpid(), "data": str(data), "boot": box.boot}))


def _tell_person(box: Any, data: Path) -> None:
    from .network.join_code import in_terminal

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


def _lines(found: Any) -> Iterator[str]:
    from .conference.records import say

    language = _language()
    yield f"{say(found.conference.title, language)}: {found.count}"
    for theme in found.themes:
        yield f"  {theme.theme.number}. {say(theme.theme.title, language)}: {theme.count}"
        for question in theme.questions:
            yield f"     {say(question.question.text, language)} {question.count}"


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


def _home(name: str) -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "tafelronde" / name


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _sentences(data: Path) -> Iterator[None]:
    """Everything that can go wrong at a start, as one sentence that says what to do."""
    from .conference.refusal import Refused
    from .identity import IdentityTrouble
    from .store.failures import CannotSave, StoreDamaged, StoreInUse, StoreNewer

    try:
        yield
    except SettingsTrouble as trouble:
        _fail(_(SETTINGS[trouble.code]).format(**trouble.values))
    except StoreInUse as trouble:
        sentence = _("Another Tafelronde (process {pid}) uses this folder. Stop it first: {folder}")
        _fail(sentence.format(pid=trouble.holder.pid, folder=data))
    except StoreNewer:
        _fail(_("A newer Tafelronde wrote this folder. Update first: {folder}").format(folder=data))
    except (StoreDamaged, IdentityTrouble) as trouble:
        sentence = _("This folder cannot be read ({reason}). Nothing was changed: {folder}")
        _fail(sentence.format(reason=trouble, folder=data))
    except Refused as refused:
        _fail(_(_refusal(refused.code)).format(**refused.values))
    except CannotSave as trouble:
        _fail(_cannot_write(data, trouble.detail))
    except OSError as trouble:
        _fail(_os_sentence(data, trouble))


def _os_sentence(data: Path, trouble: OSError) -> str:
    if trouble.filename is not None:
        return _cannot_write(data, trouble.strerror or "")
    if trouble.errno == errno.EADDRINUSE:
        return _("This port is taken. Choose another one, for example: --port 8090")
    if trouble.errno in _FORBIDDEN:
        return _("This port needs more rights. Choose one above 1024: --port 8080")
    return _("This address is not one of this machine ({reason}). Leave --host out.").format(
        reason=trouble.strerror
    )


def _cannot_write(data: Path, reason: str) -> str:
    sentence = _("Tafelronde cannot write to {folder} ({reason}). Choose another with --data")
    return sentence.format(folder=data, reason=reason)


def _refusal(code: str) -> str:
    from .conference.refusal import REFUSALS

    return REFUSALS[code]


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def _language() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    told = next((name for name in names if name), "")
    return "nl" if told.lower().startswith("nl") else "en"


def _(message: str) -> str:
    from .web.words import Words

    return Words.read().say(_language(), message)


if __name__ == "__main__":
    main()
