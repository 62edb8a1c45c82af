"""What a ranking came to in sentences: what decides, and how much the room agrees on the order."""

from collections.abc import Mapping
from typing import Any

from appliance.conference.tally.agreement import Agreement
from appliance.conference.tally.comparison import Rule
from appliance.conference.vote_words import AGREEMENT_WORDS, RULE_WORDS

from .speech import number
from .speech import plainly as _


def agreement(called: str) -> str:
    """How much the room agrees, in one sentence."""
    return _(AGREEMENT_WORDS[Agreement(called)])


def told_of_order(told: Mapping[str, Any]) -> list[str]:
    """What the results of a ranking say beside its table; nothing for those of another vote."""
    if "rule" not in told:
        return []
    found = [_("What decides: {rule}.", rule=_(RULE_WORDS[Rule(told["rule"])]))]
    if told["agreement"] is not None:
        w = number(round(told["w"], 2))
        found.append(agreement(told["agreement"]))
        found.append(_("Kendall’s W is {w}: 0 is no agreement, 1 is the same order for all.", w=w))
    return found
