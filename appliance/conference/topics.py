"""The topics of a discussion: the questions that the programme gives it, and what is on its list.

A topic is a question to whatever gathers, counts, shows and tells contributions; so nothing but
this page needs to know that it came from a list. Knows no audience.
"""

from typing import Final

from .records import Activity, Item, Question, Scope

DISCUSSION: Final = "discussion"
"""The kind of activity."""


TOPICS_MOST: Final = 60
"""More than so many nobody goes through on a phone."""


def is_discussion(activity: Activity) -> bool:
    """Whether topics are talked about in this activity."""
    return activity.kind == DISCUSSION


def lacks_topics(activity: Activity) -> bool:
    """Whether there is nothing to talk about but what a list may bring."""
    return is_discussion(activity) and not activity.questions


def questions_of(activity: Activity) -> tuple[Question, ...]:
    """What the contributions of an activity are about, also what was taken off the list since.

    Of a discussion the topics of its list are known once it was opened.
    """
    if not is_discussion(activity):
        return activity.questions
    return (*activity.questions, *(_topic(activity, item) for item in _listed(activity)))


def questions_asked(activity: Activity) -> tuple[Question, ...]:
    """The same without what was taken off the list."""
    if not is_discussion(activity):
        return activity.questions
    live = (item for item in _listed(activity) if not item.is_withdrawn)
    return (*activity.questions, *(_topic(activity, item) for item in live))


def _listed(activity: Activity) -> list[Item]:
    """A question of the programme goes before what bears the same name on the list."""
    known = {question.id for question in activity.questions}
    return [item for item in activity.items or () if item.id not in known]


def _topic(activity: Activity, item: Item) -> Question:
    """Where the whole room talks together everybody has every topic, else whose theme it is."""
    has_own = bool(item.theme) and activity.scope is not Scope.PLENARY
    return Question(item.id, item.text, (item.theme,) if has_own else ())
