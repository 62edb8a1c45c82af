"""What the box's own DNS answers: its names and the hosts of probes, and nothing else.

Lines for dnsmasq, as NetworkManager reads them from dnsmasq-shared.d. Not `address=/…/`: that
answers "no such name" to every question but the one for an IPv4 address, and some resolvers then
forget the address too; and it takes in every name below it.
"""

from collections.abc import Iterator
from typing import Final

from .names import dns_names
from .plan import ONLINE
from .probes import WINDOWS_DNS, probe_hosts
from .room import ADDRESS, PROBES_ADDRESS

TTL_S: Final = 5
"""Short, so that a phone that goes home does not take our answers with it."""


def drop_in(mark: str, policy: str) -> Iterator[str]:
    """The lines for a box with this mark and this policy for probes."""
    yield "# Written by: tafelronde network dns"
    yield "no-resolv"
    yield "address=/#/"
    for name in dns_names(mark):
        yield _record(name, ADDRESS)
    if policy == ONLINE:
        for host in probe_hosts():
            yield _record(host, PROBES_ADDRESS)
        yield _record(*WINDOWS_DNS)


def _record(name: str, address: str) -> str:
    return f"host-record={name},{address},{TTL_S}"
