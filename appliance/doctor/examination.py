"""All checks, one after the other, from what most often goes wrong to what seldom does."""

from collections.abc import Iterable, Iterator

from appliance.network import radios

from .air import look_at_air
from .disk import look_at_disk
from .findings import Finding, Verdict
from .hours import look_at_hours
from .surroundings import Surroundings
from .wire import look_at_wires, wires_of


def examine(around: Surroundings) -> Iterator[Finding]:
    """Every finding, as it comes: asking the network and the disk takes seconds."""
    wires = wires_of()
    yield from look_at_air(around, radios.radios(), radios.country(), wires)
    yield from look_at_wires(around, wires)
    yield from look_at_disk(around.folder)
    yield from look_at_hours(around)


def works(findings: Iterable[Finding]) -> bool:
    """Whether a room would work on this machine."""
    return all(finding.verdict is not Verdict.WOULD_NOT_WORK for finding in findings)
