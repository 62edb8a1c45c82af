"""What decides an order, how much the room agrees on it, and what other rules would make of it."""

from collections.abc import Mapping, Sequence

from appliance.conference.outcomes import comparison
from appliance.conference.records import Text
from appliance.conference.tally.agreement import Agreement
from appliance.conference.tally.comparison import Comparison, Rule
from appliance.conference.tally.votes import live_items
from appliance.conference.vote_words import (
    AGREEMENT_WORDS,
    COMPARED_MOST,
    REASON_WORDS,
    RULE_WORDS,
)
from appliance.report.choice import Variant
from appliance.report.figures import number
from appliance.report.value import Column, Holds, Table

from .chapter import Piece, Source, anchor, heading, joined, said, shown
from .outcomes import Voted


def order(source: Source, one: Voted) -> list[str]:
    """What decides a ranking, and how much the room agrees; [] for another vote."""
    _, told = source.voice.say, one.told or {}
    if "rule" not in told:
        return []
    found = [_("What decides: {rule}.", rule=_(RULE_WORDS[Rule(told["rule"])]))]
    if told["agreement"] is not None:
        w = number(told["w"], Holds.NUMBER, source.language)
        found.append(_(AGREEMENT_WORDS[Agreement(told["agreement"])]))
        found.append(_("Kendall’s W is {w}: 0 is no agreement, 1 is the same order for all.", w=w))
    return found


def other_rules(source: Source, one: Voted) -> Piece:
    """The places of the items under each rule, and one sentence on why the rules differ."""
    _ = source.voice.say
    items = one.activity.items or ()
    is_part = source.choice.variant is Variant.THEME
    if not one.ballots or is_part or len(live_items(items)) > COMPARED_MOST:
        return Piece()
    found = comparison(source.room, one.activity)
    if found is None:
        return Piece()
    texts = {item.id: item.text for item in items}
    head = heading(source.line(_("The same votes counted in other ways")))
    return joined(
        (Piece((head, said(_sentence(source, found, texts)))), shown(_table(source, one, found)))
    )


def _table(source: Source, one: Voted, found: Comparison) -> Table:
    _ = source.voice.say
    texts = {item.id: item.text for item in one.activity.items or ()}
    places = [{each.item: each.place for each in told} for told in found.standings.values()]
    return Table(
        id=f"vote-{anchor(one.activity.id)}.rules",
        caption=_("Places under every rule in “{title}”", title=source.title(one.activity.title)),
        columns=(
            Column("what", _("What")),
            *(Column(rule.value, _(RULE_WORDS[rule]), Holds.COUNT) for rule in found.standings),
        ),
        rows=tuple(
            (source.organisers(texts[each.item]), *(there.get(each.item) for there in places))
            for each in next(iter(found.standings.values()))
        ),
    )


def _sentence(source: Source, found: Comparison, texts: Mapping[str, Text]) -> str:
    _, reason = source.voice.say, found.reason
    items: Sequence[str] = [f"“{source.title(texts[id])}”" for id in reason.items]
    return _(
        REASON_WORDS[reason.why],
        rule=_(RULE_WORDS[reason.rule]) if reason.rule else "",
        items=source.voice.listed(items),
        first=items[0] if items else "",
        second=items[-1] if items else "",
    )
