"""The same ballots under several rules side by side, and why the rules differ where they do.

The reason is a code with the items that it is about; the sentence for people is made elsewhere.
By pairs there is one reason behind all of them: whether an item beats every other (Condorcet).
Of amounts it is that a few may give much, and many a little.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import Final

from .approval import approval
from .budget import BudgetBallot, budget
from .criteria import Criterion, RatingBallot, rated, shares
from .dots import DotBallot, dots
from .pairs import Order, Pairs, order, pairs
from .places import DECIMALS, Placed, leaders, placed
from .ranked import borda, condorcet_winner, copeland, plurality, top_cycle
from .scale import ratings
from .schulze import schulze

HIGH_FROM: Final = 0.7
"""From so far along its scale on a rating is high: 7 of 10, 4 of 5."""


class Rule(StrEnum):
    """How ballots are counted. PEOPLE: how many gave any dots, or any of their amount. HIGH: the
    share of ratings that are high. APPROVAL: how many chose it. SHARED_VOTE: one vote each, in
    equal parts over what was chosen."""

    DOTS = "dots"
    PEOPLE = "people"
    MEAN = "mean"
    MEDIAN = "median"
    HIGH = "high"
    APPROVAL = "approval"
    SHARED_VOTE = "shared_vote"
    PLURALITY = "plurality"
    BORDA = "borda"
    COPELAND = "copeland"
    SCHULZE = "schulze"


class Why(StrEnum):
    """Why the first places differ, or that they do not."""

    NO_BALLOTS = "no_ballots"
    ALL_AGREE = "all_agree"
    """Every rule has the same on its first place: `items`."""
    BEATEN_IN_PAIRS = "beaten_in_pairs"
    """`rule` has `items[1]` first, but more people place `items[0]` above it, as above any other,
    than below."""
    SHARED_FIRST = "shared_first"
    """The rules do not contradict each other; `rule` has `items` on a shared first place."""
    CYCLE = "cycle"
    """Each of `items` is beaten in pairs by another of them: there is no best one by majority."""
    TIED_IN_PAIRS = "tied_in_pairs"
    """As many people prefer one of `items` as another: none of them beats all others."""
    MORE_EACH = "more_each"
    """More people gave to `items[0]`, but those who gave to `items[1]` gave more each: by `rule`,
    the mean, that one is first."""
    NO_MIDDLE = "no_middle"
    """To each item at least half gave nothing: every median is 0, and `rule` tells no order."""
    IN_THE_MIDDLE = "in_the_middle"
    """`items[0]` is first by mean and by people, `items[1]` by `rule`, the median, on which the
    largest amounts have no weight."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the rules differ; what `rule` and `items` are is told by the code."""

    why: Why
    rule: Rule | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The standing under each rule, in the order in which they are shown, and the one reason."""

    standings: Mapping[Rule, tuple[Placed, ...]]
    reason: Reason


def compare_rankings(
    items: Sequence[str], ballots: Iterable[Order], decides: Rule = Rule.PLURALITY
) -> Comparison:
    """Rankings under plurality, Borda, Copeland and Schulze; the rule that `decides` comes first,
    so that a difference is told of that one where it is one of those that differ."""
    found = pairs(items, ballots)
    standings = {Rule.PLURALITY: plurality(found), **_by_pairs(found)}
    first = {decides: standings.pop(decides)}
    return _comparison({**first, **standings}, found)


def compare_dots(items: Sequence[str], ballots: Iterable[DotBallot]) -> Comparison:
    """Dots added up, how many people gave any, and the order that somebody's dots say."""
    given = list(ballots)
    total = dots(items, given).items
    people = {one.item: one.people for one in total} if given else {}
    found = pairs(items, [order({i: n for i, n in ballot.items() if n}) for ballot in given])
    standings = {
        Rule.DOTS: tuple(Placed(one.item, one.dots, one.place, one.is_shared) for one in total),
        Rule.PEOPLE: placed(items, people),
        **_by_pairs(found),
    }
    return _comparison(standings, found)


def compare_ratings(
    items: Sequence[str], criteria: Sequence[Criterion], ballots: Iterable[RatingBallot]
) -> Comparison:
    """Mean, median, share of high ratings, and the order that somebody's ratings say.

    Several criteria are one rating by their weights; who has no opinion on one that weighs does not
    rate the item. Pairs are compared where somebody rated both items.
    """
    given = list(ballots)
    own = [_own(items, criteria, ballot) for ballot in given]
    rates = {item: [one[item] for one in own if one[item] is not None] for item in items}
    found = pairs(items, map(order, own), is_rest_below=False)
    standings = {
        Rule.MEAN: placed(items, {one.item: one.score for one in rated(items, criteria, given)}),
        Rule.MEDIAN: placed(items, {item: _median(criteria, given, item) for item in items}),
        Rule.HIGH: placed(items, {item: _high(known) for item, known in rates.items()}),
        **_by_pairs(found),
    }
    return _comparison(standings, found)


def compare_budgets(
    items: Sequence[str], amount: float, ballots: Iterable[BudgetBallot]
) -> Comparison:
    """Mean, median and how many people gave anything; a ballot that gives nothing is none."""
    given = [ballot for ballot in ballots if any(ballot.get(item) for item in items)]
    told = budget(items, amount, given).items
    medians = {one.item: one.amounts.median for one in told}
    standings = {
        Rule.MEAN: placed(items, {one.item: one.amounts.mean for one in told}),
        Rule.MEDIAN: placed(items, medians),
        Rule.PEOPLE: placed(items, {one.item: one.people for one in told} if given else {}),
    }
    return Comparison(standings, _reason_of_amounts(standings, any(medians.values())))


def compare_choices(items: Sequence[str], ballots: Iterable[Collection[str]]) -> Comparison:
    """How many chose each item beside one vote per person, divided equally over what they chose.

    Brams & Kilgour, "Satisfaction Approval Voting" (2014), is the second. By pairs too, who is
    chosen by most beats every other.
    """
    given = [frozenset(ballot).intersection(items) for ballot in ballots]
    voted = [ballot for ballot in given if ballot]
    found = pairs(items, [[tuple(ballot)] for ballot in voted])
    parts = {item: fsum(1 / len(ballot) for ballot in voted if item in ballot) for item in items}
    counts = {one.item: one.n for one in approval(items, voted).items}
    return _comparison(
        {
            Rule.APPROVAL: placed(items, counts if voted else {}),
            Rule.SHARED_VOTE: placed(items, parts if voted else {}),
        },
        found,
    )


def _own(
    items: Sequence[str], criteria: Sequence[Criterion], ballot: RatingBallot
) -> dict[str, float | None]:
    """What one person thinks of each item, from 0 to 1."""
    return {item: _weighted(criteria, ballot.get(item, {})) for item in items}


def _weighted(criteria: Sequence[Criterion], values: Mapping[str, float | None]) -> float | None:
    parts = []
    for criterion, weight in zip(criteria, shares(criteria), strict=True):
        if weight == 0:
            continue
        value = values.get(criterion.id)
        if value is None:
            return None
        share = (value - criterion.scale.low) / criterion.scale.length
        parts.append(weight * (1 - share if criterion.is_reversed else share))
    return fsum(parts)


def _median(
    criteria: Sequence[Criterion], given: Sequence[RatingBallot], item: str
) -> float | None:
    """The item's median on each criterion, weighted as the means are."""
    medians = {
        one.id: ratings(one.scale, [ballot.get(item, {}).get(one.id) for ballot in given]).median
        for one in criteria
    }
    return _weighted(criteria, medians)


def _high(known: Sequence[float | None]) -> float | None:
    high = sum(rate is not None and round(rate, DECIMALS) >= HIGH_FROM for rate in known)
    return high / len(known) if known else None


def _by_pairs(found: Pairs) -> dict[Rule, tuple[Placed, ...]]:
    return {
        Rule.BORDA: borda(found),
        Rule.COPELAND: copeland(found),
        Rule.SCHULZE: schulze(found),
    }


def _comparison(standings: Mapping[Rule, tuple[Placed, ...]], found: Pairs) -> Comparison:
    firsts = {rule: leaders(standing) for rule, standing in standings.items()}
    return Comparison(standings, _reason(firsts, found))


def _reason(firsts: Mapping[Rule, tuple[str, ...]], found: Pairs) -> Reason:
    if not found.n or not found.items:
        return Reason(Why.NO_BALLOTS)
    every = list(firsts.values())
    if all(set(one) == set(every[0]) for one in every):
        return Reason(Why.ALL_AGREE, items=every[0])
    winner = condorcet_winner(found)
    if winner is not None:
        for rule, first in firsts.items():
            if winner not in first:
                return Reason(Why.BEATEN_IN_PAIRS, rule, (winner, first[0]))
    if set.intersection(*map(set, every)):
        rule = next(rule for rule, first in firsts.items() if len(first) > 1)
        return Reason(Why.SHARED_FIRST, rule, firsts[rule])
    return _no_winner(found)


def _no_winner(found: Pairs) -> Reason:
    top = top_cycle(found)
    at = [found.items.index(item) for item in top]
    is_cycle = all(any(found.is_won(b, a) for b in at) for a in at)
    return Reason(Why.CYCLE if is_cycle else Why.TIED_IN_PAIRS, items=top)


def _reason_of_amounts(standings: Mapping[Rule, tuple[Placed, ...]], has_middle: bool) -> Reason:
    firsts = {rule: leaders(standing) for rule, standing in standings.items()}
    mean, median, people = (set(first) for first in firsts.values())
    if not mean:
        return Reason(Why.NO_BALLOTS)
    if mean == median == people:
        return Reason(Why.ALL_AGREE, items=firsts[Rule.MEAN])
    if not mean & people:
        both = (firsts[Rule.PEOPLE][0], firsts[Rule.MEAN][0])
        return Reason(Why.MORE_EACH, Rule.MEAN, both)
    if not has_middle:
        return Reason(Why.NO_MIDDLE, Rule.MEDIAN)
    if mean & median & people:
        rule = next(rule for rule, first in firsts.items() if len(first) > 1)
        return Reason(Why.SHARED_FIRST, rule, firsts[rule])
    first = next(item for item in firsts[Rule.MEAN] if item in people)
    return Reason(Why.IN_THE_MIDDLE, Rule.MEDIAN, (first, firsts[Rule.MEDIAN][0]))
