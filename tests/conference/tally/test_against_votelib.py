"""The same ballots counted by votelib, which shares no line with us: partial ones, with ties."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import Copeland, Schulze, SmithSet, pairwise_wins

from appliance.conference.tally.pairs import pairs
from appliance.conference.tally.ranked import borda, condorcet_winner, copeland, top_cycle
from appliance.conference.tally.schulze import schulze, strongest_paths

ITEMS = "abcde"
CASES = 2_000

pytestmark = pytest.mark.slow


@st.composite
def profiles(draw):
    """How often each ballot was given; a place from 4 on is not ranked."""
    ballot = st.tuples(*(st.integers(0, 5) for _ in ITEMS))
    found = {}
    for places in draw(st.lists(ballot, min_size=1, max_size=8)):
        tiers = [[i for i, p in zip(ITEMS, places, strict=True) if p == n] for n in range(4)]
        groups = tuple(frozenset(tier) for tier in tiers if tier)
        found[groups] = found.get(groups, 0) + draw(st.integers(1, 3))
    return found


def ours(profile):
    return pairs(
        ITEMS, [[sorted(tier) for tier in b] for b, n in profile.items() for _ in range(n)]
    )


def theirs(profile):
    """Counted by pairs; what nobody ranks loses to nobody and is put in with zeros."""
    counts = RankedToCondorcetVotes().convert(profile)
    every = [(a, b) for a in ITEMS for b in ITEMS if a != b]
    above_the_rest = {
        i: sum(n for b, n in profile.items() if any(i in t for t in b)) for i in ITEMS
    }
    unranked = {i for i in ITEMS if not above_the_rest[i]}
    rest = {(a, b): above_the_rest[a] for a, b in every if b in unranked and a not in unranked}
    return {**dict.fromkeys(every, 0), **counts, **rest}


@given(profiles())
@settings(max_examples=CASES, deadline=None)
@pytest.mark.timeout(300)
def test_every_pair_and_path_is_counted_alike(profile):
    found, counts = ours(profile), theirs(profile)
    paths, ours_paths = Schulze.widest_paths(counts), strongest_paths(found)
    for a, one in enumerate(ITEMS):
        for b, other in enumerate(ITEMS):
            if a != b:
                assert found.above[a][b] == counts[one, other]
                assert ours_paths[a][b] == paths.get((one, other), 0)


@given(profiles())
@settings(max_examples=CASES, deadline=None)
@pytest.mark.timeout(300)
def test_every_rule_places_alike(profile):
    found, counts = ours(profile), theirs(profile)
    wins = pairwise_wins(counts)
    net = {i: Copeland.scores(wins).get(i, 0) for i in ITEMS}
    # Wins less losses is our score on another scale: wins and half of the ties.
    placed = {one.item: one for one in copeland(found)}
    assert {i: placed[i].score for i in ITEMS} == {
        i: (net[i] + len(ITEMS) - 1) / 2 if found.n else None for i in ITEMS
    }
    if not found.n:
        return
    ahead = pairwise_wins(Schulze.widest_paths(counts))
    losers = {loser for _, loser in ahead}
    assert {one.item for one in schulze(found) if one.place == 1} == set(ITEMS) - losers
    assert set(top_cycle(found)) == set(SmithSet().evaluate(counts))
    beaten = {winner: sum(w == winner for w, _ in wins) for winner in ITEMS}
    champion = [i for i in ITEMS if beaten[i] == len(ITEMS) - 1]
    assert condorcet_winner(found) == (champion[0] if champion else None)


@given(profiles())
@settings(max_examples=CASES, deadline=None)
@pytest.mark.timeout(300)
def test_borda_is_half_the_margins_above_the_middle(profile):
    # Young, "An Axiomatization of Borda's Rule", Journal of Economic Theory 9 (1974): with points
    # shared among ties the score is the sum of the margins, on another scale.
    found, counts = ours(profile), theirs(profile)
    middle = found.n * (len(ITEMS) - 1) / 2
    for one in borda(found):
        others = [i for i in ITEMS if i != one.item]
        margins = sum(counts[one.item, other] - counts[other, one.item] for other in others)
        assert one.score == (middle + margins / 2 if found.n else None)
