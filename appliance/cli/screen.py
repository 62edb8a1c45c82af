"""`tafelronde screen`: what stands on the box's own screen, for whoever plugged it in."""

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from .words import _, fail, home

_VIRTUAL: Final = re.compile(r"/dev/(tty[0-9]+|console)")
"""Linux's own consoles; whoever sits there can pull the plug as well (console(4))."""


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the box that is served.")
@click.option("--port", type=click.IntRange(1, 65535), default=80, show_default=True)
@click.option("--language", type=click.Choice(["nl", "en"]), help="To begin with; else by LANG.")
@click.option("--state", type=click.Path(path_type=Path), help="How the network is doing, a file.")
@click.option("--switch-off", "may_switch_off", is_flag=True, help="Offer that key here too.")
def screen(
    data: Path | None, port: int, language: str | None, state: Path | None, may_switch_off: bool
) -> None:
    """Show on this terminal what to scan, how the box is, and what to do next."""
    from appliance.machine import switch_off
    from appliance.network.state import FILE
    from appliance.screen.facts import Asking
    from appliance.screen.show import Screen
    from appliance.screen.terminal import Terminal
    from appliance.web.words import Words

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail(_("This draws on a whole screen. Run it in a terminal."))
    folder = data or home("box")
    keys, shows = sys.stdin.fileno(), sys.stdout.fileno()
    is_console = bool(_VIRTUAL.fullmatch(os.ttyname(shows)))
    has_unicode = sys.stdout.encoding.lower().replace("-", "") == "utf8"
    asking = Asking(port, folder, state or FILE)
    with Terminal(keys, shows, is_console, has_unicode) as terminal:
        shown = Screen(
            terminal,
            asking,
            Words.read(),
            language or _language(),
            new_code=_code_maker(folder),
            switch_off=switch_off if is_console or may_switch_off else None,
        )
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: shown.stop())
        asking.start()
        shown.run()
        asking.stop()


def _language() -> str:
    """Dutch, unless this machine speaks English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    told = next((name for name in names if name), "")
    return "en" if told.lower().startswith("en") else "nl"


def _code_maker(folder: Path) -> Callable[[], str]:
    def new_code() -> str:
        from appliance.identity import Identity, IdentityTrouble
        from appliance.screen.show import NoCode

        try:
            return Identity(folder).new_code()
        except (IdentityTrouble, OSError):
            raise NoCode from None

    return new_code
