"""Sorting texts into buckets: what people answered to an open question, before the conference.

A list is named by what it holds: "survey.<question>" for the open answers of the survey, the id of
a sorting step for contributions (see `grouping`). A text is in one bucket of its list at most. What
a person took out of a bucket is remembered, so that no suggestion puts it back; and so is what a
person did not want together at all.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from .change import Change, Moment
from .commands import (
    Actor,
    BringAnswers,
    BucketToQuestion,
    BucketToTheme,
    KeepApart,
    MergeBuckets,
    PutActivity,
    PutBucket,
    PutTheme,
    RemoveBucket,
    TakeOut,
)
from .grouping import (
    BUCKETS_MOST,
    TITLE_MOST,
    bucket_of,
    emptied,
    leaving,
    refuse_if_chosen_from,
    refuse_unless_sorter,
)
from .groups import buckets, is_for_everyone
from .preparing import put_activity, put_theme, slug_of
from .records import Activity, Bucket, Entry, Origin, Scope, Separation, State, Table
from .refusal import Refused, refuse_if_changed
from .room import Room
from .steps import activity_of
from .surveys.holding import counted
from .text import typed
from .writing import activity_item

SEPARATIONS_MOST: Final = 1000

SURVEY: Final = "survey."
"""Begins the name of a list of the survey's answers."""


def list_of(question: str) -> str:
    """The name of the list of the survey's open answers to this question."""
    return SURVEY + question


def texts(room: Room, of: str) -> dict[str, str]:
    """What there is to sort: the texts by the id of the response, in the order of the ids."""
    return dict(sorted(_texts(room, of)))


def count(room: Room, of: str) -> int:
    """How many texts there are to sort."""
    return len(_texts(room, of))


def separations(room: Room, of: str) -> list[Separation]:
    """What is kept apart in a list, in the order in which it was said."""
    found = (each for each in room.separations.values() if each.of == of)
    return sorted(found, key=lambda each: (each.seq, each.id))


def loose(room: Room, of: str) -> dict[str, str]:
    """The texts that are in no bucket."""
    sorted_ = {member for bucket in buckets(room, of) for member in bucket.members}
    return {id: text for id, text in texts(room, of).items() if id not in sorted_}


def resting_on(room: Room, theme: str) -> list[str]:
    """The texts that a theme rests on: those of the buckets that it was made of."""
    found = []
    for bucket in room.buckets.values():
        if bucket.theme == theme and bucket.of.startswith(SURVEY):
            told = (_text(room, bucket.of, member) for member in bucket.members)
            found += [text for text in told if text is not None]
    return found


def put_bucket(room: Room, actor: Actor, command: PutBucket, moment: Moment) -> Sequence[Change]:
    """Make a bucket, or give one another title or other texts; each leaves the one it was in."""
    if any(_text(room, command.of, member) is None for member in command.members):
        raise Refused("unknown_text")
    old = _bucket(room, command.bucket) if command.bucket is not None else None
    if old is None and len(buckets(room, command.of)) >= BUCKETS_MOST:
        raise Refused("out_of_range", least=0, most=BUCKETS_MOST)
    base = old or Bucket(moment.new_id(), command.of, "")
    members = tuple(dict.fromkeys(command.members))
    without = leaving(base.without, members)
    new = replace(base, title=typed(command.title, TITLE_MOST), members=members, without=without)
    if new == old:
        return []
    if old is not None:
        refuse_if_changed(old.rev, command.if_rev)
    return [Change(old, new), *emptied(room, new, new.members)]


def merge_buckets(
    room: Room, actor: Actor, command: MergeBuckets, moment: Moment
) -> Sequence[Change]:
    """Put all texts of one bucket into another of the same list."""
    bucket, into = bucket_of(room, command.bucket), bucket_of(room, command.into)
    if bucket.id == into.id or bucket.of != into.of:
        raise Refused("unknown_bucket")
    if not bucket.of.startswith(SURVEY) and bucket.theme != into.theme:
        raise Refused("other_theme")
    refuse_unless_sorter(room, actor, bucket)
    refuse_if_chosen_from(room, bucket)
    together = replace(
        into,
        members=into.members + bucket.members,
        without=leaving(into.without, bucket.members),
        by_count=into.by_count + bucket.by_count,
        stands_for=_standing_for(room, bucket, into),
    )
    return [Change(into, together), Change(bucket, None)]


def remove_bucket(
    room: Room, actor: Actor, command: RemoveBucket, moment: Moment
) -> Sequence[Change]:
    """Take a bucket away; its texts are loose again. What was made of it stays."""
    bucket = bucket_of(room, command.bucket)
    refuse_unless_sorter(room, actor, bucket)
    refuse_if_chosen_from(room, bucket)
    return [Change(bucket, None)]


def take_out(room: Room, actor: Actor, command: TakeOut, moment: Moment) -> Sequence[Change]:
    """Take texts out of a bucket, for good: no suggestion puts them back into it."""
    bucket = bucket_of(room, command.bucket)
    refuse_unless_sorter(room, actor, bucket)
    members = leaving(bucket.members, command.members)
    if members == bucket.members:
        return []
    out = leaving(bucket.members, members)
    return [Change(bucket, replace(bucket, members=members, without=(*bucket.without, *out)))]


def keep_apart(room: Room, actor: Actor, command: KeepApart, moment: Moment) -> Sequence[Change]:
    """Say that texts do not belong together, or not in a bucket: no later suggestion says so."""
    told = [_text(room, command.of, member) for member in command.members]
    if not told or None in told:
        raise Refused("unknown_text")
    if command.bucket is not None:
        return _not_in(_bucket(room, command.bucket), command.members)
    apart = tuple(sorted(set(command.members)))
    kept = separations(room, command.of)
    if len(apart) < 2 or any(set(apart) <= set(each.members) for each in kept):
        return []
    if len(kept) >= SEPARATIONS_MOST:
        raise Refused("out_of_range", least=0, most=SEPARATIONS_MOST)
    return [Change(None, Separation(moment.new_id(), command.of, apart))]


def bucket_to_theme(
    room: Room, actor: Actor, command: BucketToTheme, moment: Moment
) -> Sequence[Change]:
    """Make a theme of a bucket's title. One that is a theme already stays as it is."""
    bucket = _bucket(room, command.bucket)
    if bucket.theme in room.themes:
        return []
    made = put_theme(room, actor, PutTheme({"title": bucket.title}), moment)
    return [*made, Change(bucket, replace(bucket, theme=made[0].record))]


def bucket_to_question(
    room: Room, actor: Actor, command: BucketToQuestion, moment: Moment
) -> Sequence[Change]:
    """Add a bucket's title to a step as a prepared question, for its theme where it has one."""
    bucket, activity = _bucket(room, command.bucket), activity_of(room, command.activity)
    item = activity_item(activity)
    asked: list[dict[str, Any]] = list(item.get("questions", []))
    base = slug_of(bucket.title) or "vraag"
    ids = [base, *(f"{base}-{n}" for n in range(2, len(asked) + 3))]
    id = next(id for id in ids if id not in {question["id"] for question in asked})
    themes = [bucket.theme] if bucket.theme in room.themes else []
    item["questions"] = [*asked, {"id": id, "text": bucket.title, "themes": themes}]
    changed = put_activity(room, actor, PutActivity(item), moment)
    return [*changed, Change(bucket, replace(bucket, question=f"{activity.id}.{id}"))]


def bring_answers(
    room: Room, actor: Actor, command: BringAnswers, moment: Moment
) -> Sequence[Change]:
    """Make contributions of a bucket's texts, marked as from the survey; none twice.

    They are dealt over the tables of the bucket's theme, or of those that the question is put to,
    so that each is there once. Raises Refused `activity_sealed`, `unknown_question`,
    `no_table` where nobody would see them.
    """
    bucket, activity = _bucket(room, command.bucket), activity_of(room, command.activity)
    if activity.state is State.SEALED:
        raise Refused("activity_sealed")
    tables = _tables(room, activity, command.question, bucket)
    there = {
        (entry.question, entry.text)
        for entry in room.entries_of(activity.id)
        if entry.origin is Origin.SURVEY
    }
    told = (_text(room, bucket.of, id) for id in bucket.members)
    new = [
        text
        for text in dict.fromkeys(told)
        if text is not None and (command.question, text) not in there
    ]
    return [
        Change(None, _entry(activity, command.question, tables[n % len(tables)], text, moment, n))
        for n, text in enumerate(new)
    ]


def _standing_for(room: Room, bucket: Bucket, into: Bucket) -> tuple[str, ...]:
    """The groups that were merged into a group, of a step that everyone sorts."""
    step = room.activities.get(into.of)
    if step is None or not is_for_everyone(step):
        return into.stands_for
    return (*into.stands_for, bucket.id, *bucket.stands_for)


def _texts(room: Room, of: str) -> list[tuple[str, str]]:
    """Every text of a list with the id of its response, in any order."""
    told = ((id, _text(room, of, id)) for id in room.responses)
    return [(id, text) for id, text in told if text is not None]


def _text(room: Room, of: str, id: str) -> str | None:
    """What a response says to the question of a list; None where it is not among its texts."""
    response = room.responses.get(id)
    told = counted(response) if response else None
    text = told.answers.get(_question(of)) if told else None
    return text if isinstance(text, str) else None


def _question(of: str) -> str:
    """The question of a list; "" is none."""
    return of.removeprefix(SURVEY) if of.startswith(SURVEY) else ""


def _bucket(room: Room, bucket: str) -> Bucket:
    """A group of survey answers: of others nothing is made here."""
    found = bucket_of(room, bucket)
    if not found.of.startswith(SURVEY):
        raise Refused("unknown_bucket")
    return found


def _not_in(bucket: Bucket, texts: Sequence[str]) -> list[Change]:
    new = leaving(texts, (*bucket.members, *bucket.without))
    without = (*bucket.without, *dict.fromkeys(new))
    return [Change(bucket, replace(bucket, without=without))] if new else []


def _tables(room: Room, activity: Activity, question: str, bucket: Bucket) -> list[Table]:
    asked = next((q for q in activity.questions if q.id == question), None)
    if asked is None:
        raise Refused("unknown_question")
    themes = set(asked.themes or room.themes)
    if bucket.theme in themes:
        themes = {bucket.theme}
    in_use = (t for t in room.tables.values() if t.is_in_use and t.theme in themes)
    tables = sorted(in_use, key=lambda table: table.number)
    if not tables:
        raise Refused("no_table")
    return tables[:1] if activity.scope is Scope.PLENARY else tables


def _entry(
    activity: Activity, question: str, table: Table, text: str, moment: Moment, n: int
) -> Entry:
    return Entry(
        id=moment.new_id(f"answer {n}"),
        activity=activity.id,
        question=question,
        theme=table.theme,
        table=table.id,
        text=text,
        origin=Origin.SURVEY,
        minute=moment.minute,
    )
