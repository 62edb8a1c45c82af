"""`tafelronde archive`, `verify` and `restore`: what is kept of a conference, and going on from it.

Passphrases come from a file or are typed unseen; never from the command line, where others on the
machine could read them.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from .words import _, cannot_write, fail, home, sentences

_SPOOL: Final = Path("/var/tmp")
"""On a disk; /tmp may be memory (Debian 13), and an archive is large."""

_here = click.Path(path_type=Path, exists=True, dir_okay=False)
_passphrase = click.option(
    "--passphrase-file", type=_here, help="File whose first line is the passphrase."
)
_json = click.option("--json", "as_json", is_flag=True, help="For a machine.")


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo.")
@click.option(
    "--kind",
    type=click.Choice(["full", "shareable"]),
    default="full",
    show_default=True,
    help="With everything, or to share: personal details covered.",
)
@_passphrase
@click.option("--age-key", metavar="KEY", help="Lock it for who has this age public key.")
@click.option("--no-passphrase", "is_open", is_flag=True, help="Do not lock it: all can read it.")
@click.option(
    "--report",
    "reports",
    type=_here,
    multiple=True,
    help="Put this report in it instead of those kept.",
)
@_json
def archive(
    data: Path | None,
    is_demo: bool,
    kind: str,
    passphrase_file: Path | None,
    age_key: str | None,
    is_open: bool,
    reports: Sequence[Path],
    as_json: bool,
) -> None:
    """Put the conference of a data folder into one archive; also while a box serves it."""
    from appliance.archiving import AgeKey, Archiving, Passphrase
    from appliance.conference.redaction import reading_of
    from appliance.folder import read_room
    from appliance.identity import Identity
    from appliance.reporting.shelf import for_archive
    from appliance.timekeeping import Timekeeping

    ways = [passphrase_file is not None, age_key is not None, is_open]
    if sum(ways) > 1 or (not any(ways) and not sys.stdin.isatty()):
        raise click.UsageError(
            _("Choose one: --passphrase-file FILE, --age-key KEY or --no-passphrase")
        )
    folder = data or home("demo" if is_demo else "box")
    with _said(folder, as_json=as_json):
        if not (folder / "box.json").exists():
            fail(_("No conference is loaded yet. Ask the organiser."))
        identity = Identity(folder)
        place = folder / "conferences" / identity.on_stage
        lock: Any = AgeKey(age_key) if age_key is not None else None
        if lock is None and not is_open:
            # An empty file is no choice: it is refused, where Enter leaves the lock out.
            words = _first_line(passphrase_file) if passphrase_file else _chosen()
            lock = Passphrase(words) if words or passphrase_file else None
        making = Archiving(place, identity.device, Timekeeping(folder).source())
        with _bar(is_shown=not as_json) as progress:
            reading = "" if kind == "full" else reading_of(read_room(folder)[0])
            kept = reports or for_archive(place, kind, reading)
            made = making.make(kind, lock, kept, progress)
    if as_json:
        told = {"file": str(made.path), **asdict(made)}
        del told["path"]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo(_("The archive is in {file}").format(file=made.path))
    click.echo(_("SHA-256: {sum}").format(sum=made.sha256))
    if not made.is_locked:
        click.echo(_("It is not locked: whoever has the file can read it."))


@click.command()
@click.argument("file", type=_here)
@_passphrase
@click.option("--identity", type=_here, help="File with the age key that opens it.")
@click.option("--head", default="", help="The head that was made known at closing.")
@_json
def verify(
    file: Path, passphrase_file: Path | None, identity: Path | None, head: str, as_json: bool
) -> None:
    """Check that an archive is as it was made: every file, every line, every count."""
    from appliance.archiving import verify as verified

    with _said(file, as_json=as_json, keeps=False):
        opening = _opening(file, passphrase_file, identity)
        found = verified(file, opening, _scratch(), head.strip())
    told = found.told
    if as_json:
        document = {"is_intact": True, "files": found.files, "is_locked": found.is_locked}
        click.echo(json.dumps({**document, **asdict(told)}, ensure_ascii=False, indent=1))
        return
    click.echo(f"{told.title} · {told.day}" if told.day else told.title)
    click.echo(_kinds()[told.kind])
    click.echo(_states()[told.state])
    click.echo(_("Files: {n}, all as they were packed.").format(n=found.files))
    click.echo(_journal(told.lines, told.struck))
    click.echo(_("Contributions: {n}").format(n=told.contributions))
    click.echo(_("Head of the journal: {head}").format(head=told.head))
    click.echo(_("The archive is as it was made."))


@click.command()
@click.argument("file", type=_here)
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@_passphrase
@click.option("--identity", type=_here, help="File with the age key that opens it.")
@_json
def restore(
    file: Path,
    data: Path | None,
    passphrase_file: Path | None,
    identity: Path | None,
    as_json: bool,
) -> None:
    """Go on from a full archive, in a folder without a conference."""
    from appliance.archiving import restore as restored
    from appliance.store.failures import StoreInUse

    folder = data or home("box")
    with _said(folder, as_json=as_json):
        try:
            told = restored(file, folder, _opening(file, passphrase_file, identity))
        except StoreInUse:
            fail(_("A box uses this folder. Stop it first, or choose another folder with --data."))
    if as_json:
        click.echo(json.dumps({"data": str(folder), **asdict(told)}, ensure_ascii=False, indent=1))
        return
    click.echo(_("{title} is in {folder}").format(title=told.title, folder=folder))
    click.echo(_("Go on with it: tafelronde serve --data {folder}").format(folder=folder))
    click.echo(_("Who wrote what is in no archive: nobody can change what they wrote before."))
    if told.state != "closed":
        sentence = _("Was a vote open? Whoever voted can vote once more here: begin it anew.")
        click.echo(sentence)


@contextmanager
def _said(folder: Path, *, as_json: bool, keeps: bool = True) -> Iterator[None]:
    """Everything that can go wrong, as one sentence; for a machine with its code.

    Without `keeps` nothing is to stay, and `folder` names only what is looked at.
    """
    from appliance.archive.bag_trouble import REFUSALS, BagTrouble

    with sentences(folder):
        try:
            yield
        except BagTrouble as trouble:
            sentence = _(REFUSALS[trouble.code]).format(**trouble.values)
            if as_json:
                told = {"is_intact": False, "code": trouble.code, "message": sentence}
                click.echo(json.dumps({**told, **_line(trouble.values)}, ensure_ascii=False))
            fail(sentence)
        except OSError as trouble:
            reason = trouble.strerror or ""
            fail(cannot_write(folder, reason) if keeps else _cannot_look(reason))


def _cannot_look(reason: str) -> str:
    sentence = _(
        "This archive cannot be opened here ({reason}). Make room on the disk of this computer, "
        "or look at the archive on another one."
    )
    return sentence.format(reason=reason)


def _line(values: Mapping[str, str]) -> dict[str, int]:
    return {"line": int(values["line"])} if "line" in values else {}


def _opening(file: Path, passphrase_file: Path | None, identity: Path | None) -> Any:
    from appliance.archive.locking import Opening, way_in

    words = _first_line(passphrase_file) if passphrase_file else ""
    if not words and sys.stdin.isatty():
        with file.open("rb") as source:
            is_closed = way_in(source) == "passphrase"
        words = click.prompt(_("Passphrase"), hide_input=True) if is_closed else ""
    return Opening(words, identity.read_text("utf-8", "replace") if identity else "")


def _first_line(file: Path) -> str:
    # As Windows writes it, with a mark in front; what is no text opens nothing, and is told so.
    return file.read_text("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")


def _chosen() -> str:
    """A passphrase for a new archive; "" where somebody wants none."""
    click.echo(_("Lock the archive with a passphrase of four words, say. Keep it apart from it."))
    click.echo(_("Without a passphrase (press Enter) whoever has the file can read it."))
    words: str = click.prompt(
        _("Passphrase"), default="", hide_input=True, show_default=False, confirmation_prompt=True
    )
    return words


def _scratch() -> Path | None:
    return _SPOOL if _SPOOL.is_dir() else None


@contextmanager
def _bar(*, is_shown: bool) -> Iterator[Any]:
    if not (is_shown and sys.stderr.isatty()):
        yield lambda share: None
        return
    with click.progressbar(length=100, label=_("Making the archive"), file=sys.stderr) as bar:
        yield lambda share: bar.update(int(100 * share) - bar.pos)


def _journal(lines: int, struck: int) -> str:
    if not struck:
        return _("Journal: {n} lines, intact.").format(n=lines)
    sentence = _("Journal: {n} lines, intact, {struck} of them struck.")
    return sentence.format(n=lines, struck=struck)


def _kinds() -> Mapping[str, str]:
    return {
        "full": _("Full archive: it holds personal details."),
        "shareable": _("Archive to share: personal details are covered."),
    }


def _states() -> Mapping[str, str]:
    return {
        "closed": _("The conference is closed."),
        "snapshot": _("The conference was not closed yet."),
        "practice": _("It is a practice."),
    }
