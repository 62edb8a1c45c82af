"""`tafelronde ...`: the command line. Thin: it reads flags, calls a part, and says what happened.

Exit status: 0 done, 1 failed, 2 wrong usage. One module per thing that people do.
"""

import logging

import click

from .archiving import archive, restore, verify
from .cards import cards
from .carrying import export, import_
from .doctor import doctor
from .erasing import erase
from .keeping import code, results
from .network import network
from .rehearsing import rehearse
from .reporting import report
from .resuming import resume
from .screen import screen
from .serving import demo, serve
from .syncing import sync


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tafelronde")
def main() -> None:
    """Tafelronde: a work conference in a box."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


for command in (
    *(serve, demo, import_, export, code, cards, results, report, erase),
    *(doctor, network, screen, rehearse),
    *(archive, verify, restore, resume, sync),
):
    main.add_command(command)
