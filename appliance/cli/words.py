"""What the commands say to people, and as one sentence what goes wrong at a start.

The language is that of `LC_ALL`, `LC_MESSAGES` or `LANG`: Dutch, or English for everything else.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

import click

from appliance.settings import REFUSALS as SETTINGS
from appliance.settings import SettingsTrouble

FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})


def home(name: str) -> Path:
    """The folder for everything kept: of the installed box, or of whoever runs this."""
    installed = os.environ.get("TAFELRONDE_DATA")
    if installed and name == "box":
        return Path(installed)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "tafelronde" / name


def made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def sentences(data: Path) -> Iterator[None]:
    """Everything that can go wrong at a start, as one sentence that says what to do."""
    from appliance.conference.refusal import Refused
    from appliance.identity import IdentityTrouble
    from appliance.store.failures import CannotSave, StoreDamaged, StoreInUse, StoreNewer

    try:
        yield
    except SettingsTrouble as trouble:
        fail(_(SETTINGS[trouble.code]).format(**trouble.values))
    except StoreInUse as trouble:
        sentence = _("Another Tafelronde (process {pid}) uses this folder. Stop it first: {folder}")
        fail(sentence.format(pid=trouble.holder.pid, folder=data))
    except StoreNewer:
        fail(_("A newer Tafelronde wrote this folder. Update first: {folder}").format(folder=data))
    except (StoreDamaged, IdentityTrouble) as trouble:
        sentence = _("This folder cannot be read ({reason}). Nothing was changed: {folder}")
        fail(sentence.format(reason=trouble, folder=data))
    except Refused as refused:
        fail(_(_refusal(refused.code)).format(**refused.values))
    except CannotSave as trouble:
        fail(cannot_write(data, trouble.detail))
    except OSError as trouble:
        fail(_os_sentence(data, trouble))


def _os_sentence(data: Path, trouble: OSError) -> str:
    if trouble.filename is not None:
        return cannot_write(data, trouble.strerror or "")
    if trouble.errno == errno.EADDRINUSE:
        return _("This port is taken. Choose another one, for example: --port 8090")
    if trouble.errno in FORBIDDEN:
        return _("This port needs more rights. Choose one above 1024: --port 8080")
    return _("This address is not one of this machine ({reason}). Leave --host out.").format(
        reason=trouble.strerror
    )


def cannot_write(data: Path, reason: str) -> str:
    """That a folder takes nothing, and what to do."""
    sentence = _("Tafelronde cannot write to {folder} ({reason}). Choose another with --data")
    return sentence.format(folder=data, reason=reason)


def _refusal(code: str) -> str:
    from appliance.conference.refusal import REFUSALS

    return REFUSALS[code]


def fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def language() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    told = next((name for name in names if name), "")
    return "nl" if told.lower().startswith("nl") else "en"


def _(message: str) -> str:
    from appliance.web.words import Words

    return Words.read().say(language(), message)
