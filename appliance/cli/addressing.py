"""Which of a machine's addresses phones are told: one is chosen at the start, by a person if need
be, since it then stands on cards and screens.
"""

import sys
from ipaddress import IPv4Address
from typing import Any

import click

from .words import _, fail

EVERYWHERE = ("", "*", "0.0.0.0")
"""What `--host` may say for every address of this machine."""


def address_to_tell(host: str, asked_for: str, *, as_json: bool) -> str:
    """The address that was asked for or is chosen now; "" leaves it to the box.

    Asks where a person is at the terminal and there are several. Ends the command with a sentence
    when what was asked for is no address.
    """
    from appliance.network.addresses import candidates

    if asked_for:
        return _checked(asked_for)
    found = candidates()
    if host not in EVERYWHERE or len(found) < 2 or found[0].is_rooms or as_json:
        return ""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return _asked(found)
    others = ", ".join(candidate.address for candidate in found[1:])
    sentence = _("Phones are told {address}. To tell them another one ({others}): --address")
    click.echo(sentence.format(address=found[0].address, others=others), err=True)
    return ""


def _checked(told: str) -> str:
    from appliance.network.addresses import own_addresses

    try:
        IPv4Address(told)
    except ValueError:
        fail(_("{told} is no address for phones. It must be like 192.168.1.4.").format(told=told))
    if told not in own_addresses():
        sentence = _("This machine does not have {told} now. Phones are told it once it has.")
        click.echo(sentence.format(told=told), err=True)
    return told


def _asked(found: Any) -> str:
    click.echo(_("This machine is on several networks. On which one are the phones?"))
    for number, candidate in enumerate(found, 1):
        click.echo(f"  {number}  {candidate.address:<15}  {candidate.interface}")
    choice = click.IntRange(1, len(found))
    number = click.prompt(_("Number"), type=choice, default=1)
    return str(found[int(number) - 1].address)
