"""What the box's own DNS answers: its names and the hosts of probes, and nothing else.

Where the organiser lets the room onto the internet, the rest is asked there.

Lines for dnsmasq, as NetworkManager reads them from dnsmasq-shared.d. Not `address=/…/`: that
answers "no such name" to every question but the one for an IPv4 address, and some resolvers then
forget the address too; and it takes in every name below it.
"""

from collections.abc import Iterator
from typing import Final

from .names import ZONE, dns_names
from .plan import ONLINE
from .probes import SITES, WINDOWS_DNS, probe_hosts
from .room import ADDRESS, PROBES_ADDRESS

TTL_S: Final = 5
"""Short, so that a phone that goes home does not take our answers with it."""


def drop_in(mark: str, policy: str, *, has_internet: bool) -> Iterator[str]:
    """The lines for a box with this mark and this policy for probes."""
    yield "# Written by: tafelronde network dns"
    yield from _ASK if has_internet else _DENY
    for name in dns_names(mark):
        yield _record(name, ADDRESS)
    if policy == ONLINE:
        for host in probe_hosts():
            # A site that people may want to read is theirs; the others stay ours, so that phones
            # stay too when the venue's internet fails.
            if not (has_internet and host in SITES):
                yield _record(host, PROBES_ADDRESS)
        yield _record(*WINDOWS_DNS)


_DENY: Final = ("no-resolv", "address=/#/")
_ASK: Final = ("domain-needed", "bogus-priv", f"local=/{ZONE}/", "local=/local/")
"""Whom to ask stands in /etc/resolv.conf, where NetworkManager keeps it. Our own endings and the
names of private addresses are nobody's business there."""


def _record(name: str, address: str) -> str:
    return f"host-record={name},{address},{TTL_S}"
