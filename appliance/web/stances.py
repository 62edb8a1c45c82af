"""Where a contribution stands to a topic, in a word; js/talking/stances.js says the same."""

from appliance.conference.records import Entry, Relation

from .speech import plainly as _


def stance(entry: Entry) -> str:
    """For, against or a question; "" where it says nothing of that."""
    if entry.relation is None:
        return ""
    words = {
        Relation.FOR: _("For"),
        Relation.AGAINST: _("Against"),
        Relation.QUESTION: _("Question"),
    }
    return words.get(entry.relation, "")
