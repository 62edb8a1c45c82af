"""`tafelronde resume`: goes on from the spare copy on a stick, on any machine."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from .words import _, fail, home, made, sentences


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--data", type=click.Path(path_type=Path), help="Empty folder to go on in.")
@click.option("--without-passphrase", is_flag=True, help="Leave the keys behind.")
@click.option("--json", "as_json", is_flag=True, help="What came out of it, for a machine.")
def resume(folder: Path, data: Path | None, without_passphrase: bool, as_json: bool) -> None:
    """Go on from the spare copy in FOLDER, on the stick of a box that broke.

    Asks for the passphrase of the copy. Without it phones do not recognise their own contributions
    in steps that are not closed for good.
    """
    from appliance.spare.resuming import find
    from appliance.spare.resuming import resume as resumed
    from appliance.spare.trouble import TROUBLES, SpareTrouble

    here = data or home("box")
    with sentences(here):
        try:
            found = find(folder)
            passphrase = None if without_passphrase else _asked()
            told = resumed(found, made(here), passphrase)
        except SpareTrouble as trouble:
            fail(_(TROUBLES[trouble.code]).format(**trouble.values))
    if as_json:
        click.echo(json.dumps(_document(told), ensure_ascii=False, indent=1))
        return
    for sentence in _sentences(told, here):
        click.echo(sentence)


def _asked() -> str:
    return str(click.prompt(_("Passphrase of the spare copy"), hide_input=True, err=True))


def _document(told: Any) -> dict[str, Any]:
    beat = told.beat
    return {
        "conference": told.conference.id if told.conference else None,
        "entries": told.entries,
        "saved_minute": told.saved_minute,
        "copied_wall_ms": beat.wall_ms if beat else None,
        "missing_most_s": _missing_s(beat) if beat else None,
        "has_keys": told.has_keys,
        "is_damaged": told.damaged,
    }


def _sentences(told: Any, data: Path) -> list[str]:
    lines = [_("The conference is here, with its contributions: {n}").format(n=told.entries)]
    if told.beat:
        at = datetime.fromtimestamp(told.beat.wall_ms / 1000, UTC).astimezone()
        lines.append(
            _(
                "By the clock of the box this copy is of {time}. If the stick was in the box until "
                "it broke, at most {n} seconds are missing. What came later is not here."
            ).format(time=f"{at:%H:%M:%S}", n=_missing_s(told.beat))
        )
    else:
        lines.append(_("It is not known when this copy was last brought up to date."))
    if told.damaged:
        lines.append(_("The copy was damaged. What could be read is here."))
    if not told.has_keys:
        lines.append(
            _("Phones do not recognise their own contributions in steps that were running.")
        )
    lines.append(_("Begin with: {typed}").format(typed=f"tafelronde serve --data {data}"))
    return lines


def _missing_s(beat: Any) -> int:
    """Whole seconds, upwards: so long after this copy the next one would have been made."""
    return -(-int(beat.lag_ms) // 1000) + _MARGIN_S


_MARGIN_S = 1
"""A turn that took a little longer than those before it."""
