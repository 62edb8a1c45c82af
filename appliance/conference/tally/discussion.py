"""What a discussion comes to, topic by topic: how many are for, against, or ask something."""

from collections.abc import Iterable
from dataclasses import dataclass

from appliance.conference.records import Activity, Question, Relation, State, Table
from appliance.conference.room import Room
from appliance.conference.topics import is_discussion, questions_asked, questions_of

from .contributors import Written, written


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said about one topic; hidden, late and withdrawn contributions count nowhere.

    `entries` holds all contributions, also those without a stance; `open_questions` are the
    questions that nobody answered yet; `answers` what was written beneath contributions.
    """

    entries: int
    in_favour: int
    against: int
    questions: int
    open_questions: int
    answers: int


@dataclass(frozen=True, slots=True)
class TopicResults:
    """A topic with what was said about it."""

    topic: Question
    talk: Talk


@dataclass(frozen=True, slots=True)
class DiscussionResults:
    """A discussion that was opened, with its topics in their order."""

    activity: Activity
    topics: tuple[TopicResults, ...]


def discussions(room: Room) -> tuple[DiscussionResults, ...]:
    """Every discussion that was opened, in the order of the programme, over all tables."""
    opened = (a for a in room.programme() if is_discussion(a) and a.state is not State.PLANNED)
    return tuple(DiscussionResults(activity, _topics(room, activity)) for activity in opened)


def topics_told(room: Room, activity: Activity) -> list[Question]:
    """The topics of a discussion, also those taken off its list that something was said about."""
    if activity.state is State.PLANNED:
        return []
    asked = {topic.id for topic in questions_asked(activity)}
    return [
        topic
        for topic in questions_of(activity)
        if topic.id in asked or any(_is_used(room, activity, topic, t) for t in room.tables)
    ]


def talk(room: Room, activity: Activity, topic: str, tables: Iterable[Table]) -> Talk:
    """What these tables said about a topic. Added up once, however many audiences look."""
    ids = tuple(table.id for table in tables)
    known = room.talked.setdefault((activity.id, topic), {})
    found: Talk | None = known.get(ids)
    if found is None:
        found = known[ids] = _added(written(room, (activity.id, topic, id)) for id in ids)
    return found


def _topics(room: Room, activity: Activity) -> tuple[TopicResults, ...]:
    tables = room.tables.values()
    return tuple(
        TopicResults(topic, talk(room, activity, topic.id, tables))
        for topic in topics_told(room, activity)
    )


def _added(cells: Iterable[Written]) -> Talk:
    found = list(cells)
    asked = frozenset[str]().union(*(cell.asked for cell in found))
    answered = frozenset[str]().union(*(cell.answered for cell in found))
    return Talk(
        entries=sum(cell.entries for cell in found),
        in_favour=sum(cell.stances.get(Relation.FOR, 0) for cell in found),
        against=sum(cell.stances.get(Relation.AGAINST, 0) for cell in found),
        questions=len(asked),
        open_questions=len(asked - answered),
        answers=sum(cell.comments for cell in found),
    )


def _is_used(room: Room, activity: Activity, topic: Question, table: str) -> bool:
    return room.is_used((activity.id, topic.id, table))
