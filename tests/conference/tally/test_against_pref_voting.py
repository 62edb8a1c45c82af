"""The same by pref_voting, where it is installed: it brings hundreds of megabytes along.

`pip install pref_voting` in an environment of its own (its numba holds numpy to an older version
than ours), then run this file there.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.tally.pairs import pairs
from appliance.conference.tally.places import leaders
from appliance.conference.tally.ranked import borda, condorcet_winner, copeland
from appliance.conference.tally.schulze import schulze

pytest.importorskip("pref_voting", reason="pref_voting is not installed (see above)")

from pref_voting.margin_based_methods import beat_path
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.scoring_methods import symmetric_borda_scores

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

ITEMS = range(5)
NAMES = [str(item) for item in ITEMS]
BALLOT = st.dictionaries(st.sampled_from(ITEMS), st.integers(1, 4), min_size=1)


def both(ballots):
    """Our count and their profile, in which what is ranked stands above what is not."""
    tiers = [[[str(i) for i in b if b[i] == n] for n in range(1, 5)] for b in ballots]
    profile = ProfileWithTies(ballots, candidates=list(ITEMS))
    profile.use_extended_strict_preference()
    return pairs(NAMES, tiers), profile


@given(st.lists(BALLOT, min_size=1, max_size=9))
@settings(max_examples=2_000, deadline=None)
@pytest.mark.timeout(600)
def test_every_rule_places_alike(ballots):
    found, profile = both(ballots)
    for a in ITEMS:
        assert [profile.support(a, b) if a != b else 0 for b in ITEMS] == list(found.above[a])
    winners = beat_path(profile, strength_function=profile.support)
    assert sorted(leaders(schulze(found))) == [str(item) for item in winners]
    scores = profile.copeland_scores(scores=(1, 0.5, 0))
    # They count an item as tied with itself or not, by version: only the differences are told.
    ours = {one.item: one.score for one in copeland(found)}
    assert {ours[str(i)] - scores[i] for i in ITEMS} in ({0.0}, {-0.5})
    winner = profile.condorcet_winner()
    assert condorcet_winner(found) == (None if winner is None else str(winner))


@given(st.lists(BALLOT, min_size=1, max_size=9))
@settings(max_examples=1_000, deadline=None)
@pytest.mark.timeout(600)
def test_borda_with_shared_points_is_their_symmetric_borda(ballots):
    found, profile = both(ballots)
    theirs = symmetric_borda_scores(profile)
    ours = {one.item: one.score for one in borda(found)}
    # Theirs is how many more stand below than above; ours counts from 0.
    middle = found.n * (len(ITEMS) - 1) / 2
    assert {i: ours[str(i)] for i in ITEMS} == {i: middle + theirs[i] / 2 for i in ITEMS}
