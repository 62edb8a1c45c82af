"""Wrong clocks: what was written while the clock was off is shown at its right minute."""

from appliance.conference import views
from appliance.conference.commands import NoteClock, StopPractice
from appliance.conference.records import ClockSet, Conference
from appliance.conference.tally.results import Results, results
from tests.builders import AT_TABLES, BOX, FACILITATOR, Meeting

NOON = 29_000_000


def conference(meeting: Meeting) -> Conference:
    """The conference as it is now."""
    assert meeting.room.conference is not None
    return meeting.room.conference


def minutes(found: Results | None) -> list[int]:
    """The minutes in the results, in the order in which they stand there."""
    assert found is not None
    return [
        entry.minute
        for theme in found.themes
        for question in theme.questions
        for table in question.tables
        for entry in table.entries
    ]


def test_what_was_written_before_the_clock_was_set_is_shown_at_its_right_minute() -> None:
    meeting = Meeting.at_work()
    meeting.room.minute = NOON - 90
    since = meeting.room.seq
    early = meeting.post("ann")
    meeting.room.minute = NOON + 1
    meeting.ask(BOX, NoteClock(90, since, meeting.room.seq, "organiser"))
    late = meeting.post("bob")

    for audience in ("control", "table:1"):
        shown = views.view(audience, meeting.room)["entries"]
        assert [shown[entry]["minute"] for entry in (early, late)] == [NOON, NOON + 1]
    assert views.mine("ann", meeting.room)["entries"][early]["minute"] == NOON
    assert minutes(results(meeting.room)) == [NOON, NOON + 1]
    assert meeting.entry(early).minute == NOON - 90


def test_what_was_written_when_the_clock_was_right_keeps_its_minute() -> None:
    meeting = Meeting.at_work()
    meeting.room.minute = NOON
    right = meeting.post("ann")
    since = meeting.room.seq
    meeting.room.minute = NOON + 600
    wrong = meeting.post("bob")
    meeting.ask(BOX, NoteClock(-598, since, meeting.room.seq, "ntp"))

    assert meeting.room.right_minute(meeting.entry(right)) == NOON
    assert meeting.room.right_minute(meeting.entry(wrong)) == NOON + 2


def test_two_settings_add_up() -> None:
    meeting = Meeting.at_work()
    meeting.room.minute = NOON
    since = meeting.room.seq
    first = meeting.post("ann")
    meeting.ask(BOX, NoteClock(60, since, meeting.room.seq, "organiser"))
    second = meeting.post("ann")
    meeting.ask(BOX, NoteClock(-5, since, meeting.room.seq, "organiser"))

    told = [meeting.room.right_minute(meeting.entry(entry)) for entry in (first, second)]
    assert told == [NOON + 55, NOON - 5]


def test_it_is_kept_with_the_conference_and_told_to_nobody() -> None:
    meeting = Meeting.at_work()
    meeting.ask(BOX, NoteClock(7, 0, 3, "organiser"))

    assert conference(meeting).clocks == (ClockSet(7, 0, 3, "organiser"),)
    (shown,) = views.view("control", meeting.room)["conferences"].values()
    assert "clocks" not in shown


def test_nothing_is_kept_where_nothing_was_written_meanwhile() -> None:
    meeting = Meeting.at_work()
    before = conference(meeting)
    meeting.ask(BOX, NoteClock(7, 3, 3, "organiser"))
    meeting.ask(BOX, NoteClock(0, 0, 3, "organiser"))

    assert conference(meeting) == before


def test_order_and_counts_stay_as_they_were() -> None:
    meeting = Meeting.at_work()
    entries = [meeting.post("ann") for _ in range(3)]
    meeting.room.minute -= 24 * 60
    entries += [meeting.post("bob") for _ in range(3)]
    meeting.ask(BOX, NoteClock(-24 * 60, 0, meeting.room.seq, "rtc"))

    assert [entry.id for entry in meeting.room.entries_of(AT_TABLES)] == entries


def test_the_end_of_practice_leaves_what_is_known_of_the_clock() -> None:
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(BOX, NoteClock(7, 0, 1, "organiser"))
    meeting.ask(FACILITATOR, StopPractice())

    assert len(conference(meeting).clocks) == 1
