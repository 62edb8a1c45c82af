"""What is suggested for the lists that are being sorted: worked out aside, followed, kept per list.

Knows no page, no room and no way of comparing: the box hands in who compares. What is kept here is
no decision of anybody: it is lost at a restart, and only costs asking again.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock, Thread

from appliance import mishap
from appliance.conference.records import Bucket, Separation

from .words import N_

NOTHING_COMPARES = N_("This box has nothing to compare answers with. You can sort them yourself.")
STOPPED = N_("Comparing stopped half-way. Nothing has changed. Ask for suggestions once more.")


@dataclass(frozen=True, slots=True)
class Alike:
    """A text that is suggested, the text there that it resembles most, and why.

    `similarity` is from 0 to 1; `words` are in both, `nearly` are pairs that differ a little.
    """

    text: str
    like: str
    similarity: float
    words: tuple[str, ...] = ()
    nearly: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Texts that seem to belong together; `bucket` is the group that they would come into, if one
    is there already. `words` tell what they are about."""

    bucket: str | None
    words: tuple[str, ...]
    texts: tuple[Alike, ...]


class CannotSuggest(Exception):
    """There are no suggestions; `message` says to people what to do, with `values` in it."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


OnProgress = Callable[[float], None]
Suggest = Callable[
    [Mapping[str, str], Sequence[Bucket], Sequence[Separation], OnProgress], Sequence[Proposal]
]
"""Compares texts by id, given the groups made so far and what is kept apart. Takes seconds. Raises
CannotSuggest."""


def no_suggestions(
    texts: Mapping[str, str],
    buckets: Sequence[Bucket],
    apart: Sequence[Separation],
    on_progress: OnProgress,
) -> Sequence[Proposal]:
    """Where nothing compares texts. Raises CannotSuggest."""
    raise CannotSuggest(NOTHING_COMPARES)


@dataclass(frozen=True, slots=True)
class Run:
    """How far the comparing of a list is: a share from 0 to 1, then proposals or a trouble."""

    share: float = 0.0
    proposals: tuple[Proposal, ...] | None = None
    trouble: CannotSuggest | None = None

    @property
    def is_going_on(self) -> bool:
        """Whether something is still to come."""
        return self.proposals is None and self.trouble is None


@dataclass(slots=True)
class Suggesting:
    """The suggestions for every list, by its name. Safe to use from several threads."""

    _runs: dict[str, Run] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def run(self, of: str) -> Run | None:
        """How far it is, or None where nobody asked yet."""
        return self._runs.get(of)

    def start(self, of: str, work: Callable[[OnProgress], Sequence[Proposal]]) -> None:
        """Let it be worked out anew, aside. While one goes on, no other begins."""
        with self._lock:
            if any(run.is_going_on for run in self._runs.values()):
                return
            self._runs[of] = Run()
        Thread(target=self._work, args=(of, work), name="suggesting", daemon=True).start()

    def open(
        self,
        of: str,
        loose: Collection[str],
        buckets: Sequence[Bucket],
        apart: Sequence[Separation],
    ) -> list[Proposal]:
        """What is still to be decided, the largest first within what is there and what is new."""
        run = self._runs.get(of)
        there = {bucket.id: bucket for bucket in buckets}
        decided = [frozenset(each.members) for each in apart]
        proposals = (run and run.proposals) or ()
        found = (_still_open(each, loose, there, decided) for each in proposals)
        return [each for each in found if each]

    def _work(self, of: str, work: Callable[[OnProgress], Sequence[Proposal]]) -> None:
        def progress(share: float) -> None:
            self._runs[of] = Run(share)

        try:
            self._runs[of] = Run(1.0, tuple(work(progress)))
        except CannotSuggest as no:
            self._runs[of] = Run(trouble=no)
        except Exception as unexpected:  # noqa: BLE001 (noted once; who waits must hear of it)
            mishap.note(unexpected)
            self._runs[of] = Run(trouble=CannotSuggest(STOPPED))


def _still_open(
    proposal: Proposal,
    loose: Collection[str],
    there: Mapping[str, Bucket],
    apart: Sequence[frozenset[str]],
) -> Proposal | None:
    """What is left of a proposal after what was decided since, or None."""
    bucket = there.get(proposal.bucket or "")
    if proposal.bucket and bucket is None:
        return None
    without = set(bucket.without) if bucket else set()
    texts = [each for each in proposal.texts if each.text in loose and each.text not in without]
    if bucket is None:
        texts = _together(texts, apart)
    if len(texts) < (1 if bucket else 2):
        return None
    return replace(proposal, texts=tuple(texts))


def _together(texts: Sequence[Alike], apart: Sequence[frozenset[str]]) -> list[Alike]:
    """Of texts that are kept apart only the first."""
    kept: list[Alike] = []
    for each in texts:
        foes = frozenset[str]().union(*(some for some in apart if each.text in some))
        if not any(other.text in foes for other in kept):
            kept.append(each)
    return kept
