"""What a rehearsal found: the counts, the times, and what the box used.

Pure: it knows no clock and no socket.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in milliseconds; None when it never happened."""

    p50: float | None
    p95: float | None
    p99: float | None
    max: float | None

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Self:
        """The nearest-rank percentiles of durations in seconds."""
        ordered = sorted(seconds)
        if not ordered:
            return cls(None, None, None, None)
        return cls(*(_ms(ordered[_rank(part, len(ordered))]) for part in (0.5, 0.95, 0.99, 1.0)))

    def __str__(self) -> str:
        if self.p50 is None:
            return "never"
        return f"{self.p50} / {self.p95} / {self.p99} / {self.max} ms"


@dataclass(frozen=True, slots=True)
class ServerUse:
    """What the box used: processor seconds during the rehearsal, memory and threads at its end.

    None where it cannot be seen from here.
    """

    cpu_s: float | None = None
    rss_mb: float | None = None
    threads: int | None = None

    def since(self, before: "ServerUse") -> "ServerUse":
        """The same use, with the processor's time counted from `before`."""
        if self.cpu_s is None or before.cpu_s is None:
            return self
        return replace(self, cpu_s=round(self.cpu_s - before.cpu_s, 2))


@dataclass(frozen=True, slots=True)
class Figures:
    """A rehearsal in numbers.

    `lost` was acknowledged and is not in the console's last view as it was typed, or not in the
    stored results. `doubled` stands there more often than it was sent. `unseen` never came to a
    phone of its table or to the console while it was waited for.
    """

    phones: int
    joined: int
    posted: int
    acknowledged: int
    lost: int
    doubled: int
    unseen: int
    ack_ms: Times
    event_ms: Times
    join_ms: Times
    server: ServerUse

    @property
    def is_clean(self) -> bool:
        """Whether everybody was let in and everything that was sent arrived, once."""
        all_in = self.joined == self.phones and self.acknowledged == self.posted
        return all_in and not (self.lost or self.doubled or self.unseen)

    def to_json(self) -> Mapping[str, Any]:
        """The figures under the names that machines read."""
        members = asdict(self)
        return {name: members[name] for name in members if name not in ("phones", "unseen")}

    def lines(self) -> list[str]:
        """The figures as a person reads them."""
        server = self.server
        return [
            f"joined        {self.joined} of {self.phones} phones",
            f"posted        {self.posted}, acknowledged {self.acknowledged}",
            f"lost          {self.lost}",
            f"doubled       {self.doubled}",
            f"never seen    {self.unseen}",
            "              p50 / p95 / p99 / max",
            f"to join       {self.join_ms}",
            f"to be saved   {self.ack_ms}",
            f"to be seen    {self.event_ms}",
            f"server        {_or_unknown(server.cpu_s, 's of processor')}, "
            f"{_or_unknown(server.rss_mb, 'MB')}, {_or_unknown(server.threads, 'threads')}",
        ]


def _rank(part: float, size: int) -> int:
    return max(0, math.ceil(part * size) - 1)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _or_unknown(value: float | None, unit: str) -> str:
    return f"{'unknown' if value is None else value} {unit}"
