"""Sorting contributions into groups, by many people at once, and merging what says the same.

Who may sort is set on the step: the facilitator, or also the chairs, each the list of their
table's theme. Nobody sorts what a later step took its list from already.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from .change import Change, Moment
from .commands import (
    Actor,
    AddBucket,
    MarkList,
    MergeEntries,
    RenameBucket,
    SortInto,
    SplitEntry,
)
from .groups import (
    all_to_sort,
    buckets,
    is_for_chairs,
    is_for_everyone,
    later_with_list,
    step_sorting,
    steps_sorting,
    theme_of,
    themes_of,
)
from .members import is_slug
from .records import Activity, Bucket, Entry, Origin, Role, Scope, State, say
from .refusal import Refused, refuse_if_changed
from .room import Room
from .steps import activity_of
from .text import typed

TEXT_MOST: Final = 2_000
TITLE_MOST: Final = 200
BUCKETS_MOST: Final = 200

_ORIGIN: Final = {Role.CHAIR: Origin.CHAIR, Role.FACILITATOR: Origin.FACILITATOR}
_HOST_MAY: Final = (State.OPEN, State.PAUSED, State.CLOSED)


def add_bucket(room: Room, actor: Actor, command: AddBucket, moment: Moment) -> Sequence[Change]:
    """Make a group. Raises Refused `bucket_known` where its id is taken already."""
    step = _step(room, command.activity)
    theme = _theme(room, actor, step, command)
    refuse_unless_sorting(room, actor, step, theme)
    if len(buckets(room, step.id)) >= BUCKETS_MOST:
        raise Refused("out_of_range", least=0, most=BUCKETS_MOST)
    members = tuple(dict.fromkeys(command.members))
    refuse_unless_listed(room, step, theme, members)
    title = typed(command.title, TITLE_MOST)
    made = Bucket(_id(room, command, moment), step.id, title, members, theme=theme)
    return [Change(None, made), *emptied(room, made, members)]


def sort_into(room: Room, actor: Actor, command: SortInto, moment: Moment) -> Sequence[Change]:
    """Put texts into a group beside what others put there meanwhile; each leaves its other one."""
    bucket = bucket_of(room, command.bucket)
    refuse_unless_sorter(room, actor, bucket)
    added = leaving(dict.fromkeys(command.members), bucket.members)
    refuse_unless_listed(room, _step(room, bucket.of), bucket.theme, added)
    members = (*bucket.members, *added)
    without = leaving(bucket.without, added)
    # What is here because most put it here stays from now on because of this.
    by_count = leaving(bucket.by_count, command.members)
    changed = replace(bucket, members=members, without=without, by_count=by_count)
    return [] if changed == bucket else [Change(bucket, changed), *emptied(room, bucket, added)]


def rename_bucket(
    room: Room, actor: Actor, command: RenameBucket, moment: Moment
) -> Sequence[Change]:
    """Give a group another title. The same again changes nothing."""
    bucket = bucket_of(room, command.bucket)
    refuse_unless_sorter(room, actor, bucket)
    title = typed(command.title, TITLE_MOST)
    if title == bucket.title:
        return []
    refuse_if_changed(bucket.rev, command.if_rev)
    return [Change(bucket, replace(bucket, title=title))]


def mark_list(room: Room, actor: Actor, command: MarkList, moment: Moment) -> Sequence[Change]:
    """Say whether the list of a theme is ready. May be repeated."""
    step = _step(room, command.activity)
    if command.theme not in themes_of(room, step):
        raise Refused("unknown_theme")
    refuse_unless_sorting(room, actor, step, command.theme)
    if (command.theme in step.ready) is command.is_ready:
        return []
    left = tuple(theme for theme in step.ready if theme != command.theme)
    ready = (*left, command.theme) if command.is_ready else left
    return [Change(step, replace(step, ready=ready))]


def merge_entries(
    room: Room, actor: Actor, command: MergeEntries, moment: Moment
) -> Sequence[Change]:
    """Make one contribution of several of a list. Its group is that of the first that has one.

    The originals stay as they are and count no more on this list. Raises Refused `merge_few`.
    """
    ids = tuple(dict.fromkeys(command.entries))
    if len(ids) < 2:
        raise Refused("merge_few")
    step = _step_of(room, ids[0])
    first = all_to_sort(room, step)[ids[0]]
    theme = theme_of(step, first)
    refuse_unless_sorting(room, actor, step, theme)
    refuse_unless_listed(room, step, theme, ids)
    merged = Entry(
        id=moment.new_id(),
        activity=step.id,
        question="",
        theme=first.theme,
        table=first.table,
        text=typed(command.text, TEXT_MOST),
        origin=_ORIGIN[actor.role],
        is_highlighted=any(room.entries[id].is_highlighted for id in ids),
        behind=ids,
        minute=moment.minute,
    )
    return [Change(None, merged), *_instead(room, step, ids, merged.id)]


def split_entry(room: Room, actor: Actor, command: SplitEntry, moment: Moment) -> Sequence[Change]:
    """Bring the originals back, into the group of what was merged. May be repeated."""
    merged = room.entries.get(command.entry)
    if merged is None or not merged.behind:
        raise Refused("unknown_entry")
    if merged.is_withdrawn:
        return []
    step = _step_of(room, merged.id)
    refuse_unless_sorting(room, actor, step, theme_of(step, merged))
    # Kept, not thrown away: taking this back needs its words, and no act holds any.
    apart = Change(merged, replace(merged, is_withdrawn=True, is_highlighted=False))
    back = (
        Change(bucket, replace(bucket, members=_spread(bucket.members, merged)))
        for bucket in buckets(room, step.id)
        if merged.id in bucket.members
    )
    return [apart, *back]


def may_sort(room: Room, actor: Actor, entry: Entry) -> bool:
    """Whether somebody sorts the list on which this contribution stands, now."""
    for step in steps_sorting(room, entry):
        try:
            refuse_unless_sorting(room, actor, step, theme_of(step, entry))
        except Refused:
            continue
        return True
    return False


def refuse_unless_sorter(room: Room, actor: Actor, bucket: Bucket) -> None:
    """Groups of a step are for who sorts there; groups of survey answers for the facilitator."""
    step = step_sorting(room, bucket.of)
    if step is not None:
        refuse_unless_sorting(room, actor, step, bucket.theme)
    elif actor.role is not Role.FACILITATOR:
        raise Refused("not_allowed")


def refuse_if_chosen_from(room: Room, bucket: Bucket) -> None:
    """Raises Refused while everyone chooses between this group and others: who did would not know
    where it went."""
    step = step_sorting(room, bucket.of)
    if step is not None and is_for_everyone(step) and step.state is State.OPEN:
        raise Refused("group_chosen_from")


def refuse_unless_sorting(room: Room, actor: Actor, step: Activity, theme: str) -> None:
    """Raises Refused where this list is not sorted now, or not by this actor."""
    if actor.role is Role.CHAIR and not _is_for_chair(room, actor, step, theme):
        raise Refused("sorting_elsewhere")
    if step.state is State.SEALED:
        raise Refused("activity_sealed")
    if step.state not in (_HOST_MAY if actor.role is Role.FACILITATOR else (State.OPEN,)):
        raise Refused("sorting_not_open")
    taker = later_with_list(room, step)
    if taker is not None:
        languages = room.conference.languages if room.conference else ()
        raise Refused("list_taken", title=say(taker.title, "", languages))


def refuse_unless_listed(room: Room, step: Activity, theme: str, ids: Sequence[str]) -> None:
    """Raises Refused where one of these stands on no list of the step, or on that of a theme."""
    listed = all_to_sort(room, step)
    for id in ids:
        if id not in listed:
            raise Refused("unknown_entry")
        if theme_of(step, listed[id]) != theme:
            raise Refused("other_theme")


def bucket_of(room: Room, bucket: str) -> Bucket:
    """The group with this id. Raises Refused `unknown_bucket`."""
    found = room.buckets.get(bucket)
    if found is None:
        raise Refused("unknown_bucket")
    return found


def emptied(room: Room, into: Bucket, members: Sequence[str]) -> list[Change]:
    """The other groups of the same list, without these."""
    changes = []
    for other in buckets(room, into.of):
        left = leaving(other.members, members)
        if other.id != into.id and left != other.members:
            changes.append(Change(other, replace(other, members=left)))
    return changes


def leaving(ids: Iterable[str], out: Collection[str]) -> tuple[str, ...]:
    """The ids but those, in their order. Groups hold thousands: never looked through per id."""
    gone = frozenset(out)
    return tuple(id for id in ids if id not in gone)


def are_apart(room: Room, changes: Sequence[Change]) -> bool:
    """Whether no text would be in two groups of one list after these changes."""
    changed = [c for c in changes if isinstance(c.after or c.before, Bucket)]
    if not changed:
        return True
    after = {**room.buckets, **{c.record: c.after for c in changed}}
    places = [
        (bucket.of, member)
        for bucket in after.values()
        if isinstance(bucket, Bucket)
        for member in bucket.members
    ]
    return len(places) == len(set(places))


def _step(room: Room, activity: str) -> Activity:
    step = step_sorting(room, activity_of(room, activity).id)
    if step is None:
        raise Refused("no_sorting")
    return step


def _step_of(room: Room, entry: str) -> Activity:
    """The step on whose list a contribution stands: the one that runs, else the last that did."""
    found = room.entries.get(entry)
    steps = steps_sorting(room, found) if found else []
    steps = [step for step in steps if entry in all_to_sort(room, step)]
    if not steps:
        raise Refused("unknown_entry")
    return max(steps, key=lambda step: (step.state is State.OPEN, step.opened_room_ms or 0))


def _theme(room: Room, actor: Actor, step: Activity, command: AddBucket) -> str:
    if step.scope is not Scope.THEME:
        return ""
    theme = command.theme
    if theme is None and command.members:
        first = room.entries.get(command.members[0])
        theme = first.theme if first else None
    if theme is None and actor.table in room.tables:
        theme = room.tables[actor.table].theme
    if theme not in room.themes:
        raise Refused("unknown_theme")
    return theme


def _id(room: Room, command: AddBucket, moment: Moment) -> str:
    if command.slug is None:
        return moment.new_id()
    if not is_slug(command.slug):
        raise Refused("bad_command")
    if command.slug in room.buckets:
        raise Refused("bucket_known")
    return command.slug


def _is_for_chair(room: Room, actor: Actor, step: Activity, theme: str) -> bool:
    table = room.tables.get(actor.table or "")
    if table is None or not is_for_chairs(step):
        return False
    return step.scope is not Scope.THEME or table.theme == theme


def _instead(room: Room, step: Activity, ids: Sequence[str], merged: str) -> list[Change]:
    """The groups with the new contribution in the place of the first of these that is in one."""
    changes: list[Change] = []
    gone = frozenset(ids)
    for bucket in buckets(room, step.id):
        at = next((n for n, id in enumerate(bucket.members) if id in gone), None)
        if at is None:
            continue
        members = list(leaving(bucket.members, gone))
        if not changes:
            members.insert(at, merged)
        changes.append(Change(bucket, replace(bucket, members=tuple(members))))
    return changes


def _spread(members: Sequence[str], merged: Entry) -> tuple[str, ...]:
    found = (merged.behind if id == merged.id else (id,) for id in members)
    return tuple(id for ids in found for id in ids)
