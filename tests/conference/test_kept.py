"""What is kept on disk is the room: after any schedule, however it was cut into batches."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.change import Answer, Batch, Change
from appliance.conference.commands import Actor, Command
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.store import Store
from tests.builders import Meeting, kinds
from tests.conference.schedules import COVERING, WISHES, Wish, begun, resolve

WALL_MS = 29_000_000 * 60_000

CUT, RESTART, SAVE = "cut", "restart", "checkpoint"

SCHEDULES = st.lists(WISHES | COVERING | st.sampled_from((CUT, CUT, RESTART, SAVE)), max_size=35)


class Kept:
    """A meeting that is written down, batch by batch."""

    def __init__(self, folder: Path, is_practice: bool) -> None:
        """Begin with a room in which everything is open."""
        self._folder = folder
        self._changes: list[Change] = []
        self._answers: dict[str, Answer] = {}
        self.store = Store.open(folder, boot="boot-1")
        self.meeting = begun([], is_practice)
        # The same from nothing, so that all that came before is written too.
        self._changes = [Change(None, record) for record in self.meeting.room.records()]
        self._answers = {"begin": Answer(self.meeting.room.seq)}
        self.meeting.on_change = lambda changes: self._changes.extend(changes)

    @property
    def room(self) -> Room:
        """The room as the rules left it."""
        return self.meeting.room

    def ask(self, wish: Wish) -> None:
        """Do what is wished, if it may be."""
        self.meeting.wait(wish.after_ms)
        try:
            answer = self.meeting.ask(wish.actor, resolve(self.room, wish))
        except Refused:
            return
        self._answers[f"command-{answer.seq}"] = answer

    def write(self) -> None:
        """Write down what was done since the last time."""
        if not self._answers:
            return
        wall_ms = WALL_MS + self.room.room_ms
        changes, answers = tuple(self._changes), dict(self._answers)
        self.store.append(
            Batch(self.room.seq, self.room.room_ms, wall_ms, changes=changes, answers=answers)
        )
        self._changes.clear()
        self._answers.clear()

    def restart(self) -> None:
        """Close the store, open it again, and take the room from it."""
        self.write()
        self.store.close()
        self.store = Store.open(self._folder, boot="boot-2")
        room_ms = max(self.room.room_ms, self.store.room_ms)
        before = self.meeting
        room = Room(self.store.records(), self.store.seq, room_ms, before.room.minute)
        assert kinds(room) == kinds(before.room)
        self.meeting = Meeting(room, on_change=before.on_change)


@given(SCHEDULES, st.booleans())
@settings(deadline=None, max_examples=40)
def test_what_comes_back_from_disk_is_the_room(schedule, is_practice):
    with TemporaryDirectory() as folder:
        kept = Kept(Path(folder), is_practice)
        for step in schedule:
            match step:
                case Wish():
                    kept.ask(step)
                case "cut":
                    kept.write()
                case "restart":
                    kept.restart()
                case "checkpoint":
                    kept.write()
                    kept.store.checkpoint()
        kept.write()
        assert kinds(Room(kept.store.records())) == kinds(kept.room)
        assert kept.store.seq == kept.room.seq
        kept.restart()
        kept.store.close()


@given(st.lists(WISHES, max_size=25))
@settings(deadline=None, max_examples=20)
def test_a_room_from_disk_decides_as_the_one_before_it(wishes):
    """Nothing that a rule looks at is lost on the way, and no index is built otherwise."""
    with TemporaryDirectory() as folder:
        kept = Kept(Path(folder), is_practice=False)
        for wish in wishes[: len(wishes) // 2]:
            kept.ask(wish)
        before = kept.meeting
        kept.restart()
        for wish in wishes[len(wishes) // 2 :]:
            try:
                command = resolve(before.room, wish)
            except Refused:
                continue
            here, there = (
                decided(meeting, wish.actor, command) for meeting in (before, kept.meeting)
            )
            assert here == there
            for meeting in (before, kept.meeting):
                if not isinstance(here, str):
                    meeting.room.seq += 1
                    meeting.room.apply(here)
        assert kinds(kept.room) == kinds(before.room)
        kept.store.close()


def decided(meeting: Meeting, actor: Actor, command: Command) -> tuple[Change, ...] | str:
    """The changes, or the code with which it is refused; at the same moment in any room."""
    meeting.room.room_ms, meeting.room.minute = 10**7, 29_000_100
    try:
        return meeting.decide(actor, command)
    except Refused as refused:
        return refused.code
