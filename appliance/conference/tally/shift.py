"""What changed between a vote and its repeat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .places import DECIMALS, Placed


@dataclass(frozen=True, slots=True)
class Shift:
    """An item before and after; None where it was not there.

    `risen`: places gained, below 0 lost; `change`: what was added to the score. Both None where
    one of the two is not known.
    """

    item: str
    before: Placed | None
    after: Placed | None
    risen: int | None
    change: float | None


def shifts(before: Sequence[Placed], after: Sequence[Placed]) -> tuple[Shift, ...]:
    """Every item as it stands after, then what is there no more.

    Hand in scores that compare when more or fewer people voted: a mean or a share, not a total.
    """
    was = {one.item: one for one in before}
    known = {one.item for one in after}
    gone = [Shift(one.item, one, None, None, None) for one in before if one.item not in known]
    return (*(_shift(was.get(one.item), one) for one in after), *gone)


def changes(
    before: Mapping[str, float | None], after: Mapping[str, float | None]
) -> dict[str, float | None]:
    """The same for any other number, as dissent: what was added to it, in the order of `after`."""
    return {item: _added(before.get(item), number) for item, number in after.items()}


def _shift(before: Placed | None, after: Placed) -> Shift:
    if before is None:
        return Shift(after.item, None, after, None, None)
    lost = _added(before.place, after.place)
    return Shift(
        item=after.item,
        before=before,
        after=after,
        risen=None if lost is None else -int(lost),
        change=_added(before.score, after.score),
    )


def _added(before: float | None, after: float | None) -> float | None:
    # 0.7 - 0.4 is shown as 0.3: what is left of binary fractions is no change.
    return None if before is None or after is None else round(after - before, DECIMALS)
