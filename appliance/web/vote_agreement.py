"""What a ranking came to in sentences: what decides, and how much the room agrees on the order."""

from collections.abc import Mapping
from typing import Any, Final

from appliance.conference.tally.agreement import Agreement
from appliance.conference.tally.comparison import Rule

from .speech import number
from .speech import plainly as _
from .vote_rules import RULES
from .words import N_

AGREEMENTS: Final[Mapping[Agreement, str]] = {
    Agreement.VERY_STRONG: N_("The room agrees almost completely on the order."),
    Agreement.STRONG: N_("The room largely agrees on the order."),
    Agreement.MODERATE: N_("The room agrees fairly well on the order."),
    Agreement.WEAK: N_("The room agrees a little on the order."),
    Agreement.VERY_WEAK: N_("The room hardly agrees on the order."),
}


def agreement(called: str) -> str:
    """How much the room agrees, in one sentence."""
    return _(AGREEMENTS[Agreement(called)])


def told_of_order(told: Mapping[str, Any]) -> list[str]:
    """What the results of a ranking say beside its table; nothing for those of another vote."""
    if "rule" not in told:
        return []
    found = [_("What decides: {rule}.", rule=_(RULES[Rule(told["rule"])]))]
    if told["agreement"] is not None:
        w = number(round(told["w"], 2))
        found.append(agreement(told["agreement"]))
        found.append(_("Kendall’s W is {w}: 0 is no agreement, 1 is the same order for all.", w=w))
    return found
