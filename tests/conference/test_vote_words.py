"""What is said of a vote beside its figures."""

from appliance.conference.tally.agreement import Agreement
from appliance.conference.tally.comparison import Rule, Why
from appliance.conference.tally.vote_parts import CUTS
from appliance.conference.vote_words import AGREEMENT_WORDS, CUT_WORDS, REASON_WORDS, RULE_WORDS


def test_everything_that_can_be_said_of_a_vote_has_its_words() -> None:
    assert set(RULE_WORDS) == set(Rule)
    assert set(REASON_WORDS) == set(Why)
    assert set(AGREEMENT_WORDS) == set(Agreement)
    assert tuple(CUT_WORDS) == CUTS
