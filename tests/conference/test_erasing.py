"""What the box knows of one person under their name, and leaving nothing of it."""

from dataclasses import replace

from appliance.conference.commands import (
    AnswerSurvey,
    CloseEvent,
    EditConference,
    ErasePerson,
    Introduce,
    JoinTable,
    OpenActivity,
    OpenSurvey,
    PutAction,
    PutInvitees,
    PutSurvey,
    PutTable,
    RemoveAction,
    Undo,
)
from appliance.conference.erasing import GONE, Named, erased, found
from appliance.conference.records import Item, Role
from appliance.conference.tally.response_rate import response_rate
from appliance.conference.tally.results import results
from tests.builders import (
    ACTIONS,
    AT_TABLES,
    AT_THEMES,
    DOTS,
    FACILITATOR,
    Meeting,
    kinds,
    participant,
)
from tests.conference.surveys.test_answering import FILE as SURVEY
from tests.conference.surveys.test_answering import as_ann, invitee

JAN = "Jan Jansen"


def named() -> Meeting:
    """Jan wrote with his name and promised something; others wrote too, one of them of him."""
    meeting = Meeting.at_work(AT_THEMES)
    for person, name in (("ann", JAN), ("bob", "Bob"), ("cas", "Jan Pietersen")):
        meeting.ask(participant(person), Introduce(name=name, role="baker"))
    meeting.post("ann", "My secret plan", AT_THEMES)
    meeting.post("bob", "I agree with Jan Jansen", AT_THEMES)
    meeting.post("cas", "Something else", AT_THEMES)
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    meeting.ask(FACILITATOR, PutAction(ACTIONS, "Write it down", who=JAN))
    return meeting


def surveyed(attribution: str = "without_name") -> Meeting:
    """Ann and five others answered a survey that is open."""
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, PutSurvey({**SURVEY, "attribution": attribution}))
    people = [{"label": "Ann", "email": "ann@example.org", "role": "bank"}]
    people += [{"label": f"P{n}", "email": f"p{n}@example.org", "role": "shop"} for n in range(6)]
    meeting.ask(FACILITATOR, PutInvitees(tuple(people)))
    meeting.ask(FACILITATOR, OpenSurvey())
    answer = {"rol": "baker", "why": "Because of Ann"}
    meeting.ask(as_ann(meeting), AnswerSurvey(answer, is_complete=True))
    return meeting


def test_what_stands_under_a_name_is_found_however_it_was_typed() -> None:
    meeting = named()
    told = found(meeting.room, "  jan ")
    assert told.named == (
        Named(JAN, entries=1, actions=1, tables=("1",)),
        Named("Jan Pietersen", entries=1, tables=("2",)),
    )
    assert (told.invitees, told.mentions) == ((), 1)
    assert found(meeting.room, " ").named == ()
    assert found(meeting.room, "nobody") == replace(found(meeting.room, ""), mentions=0)


def test_who_was_invited_is_found_by_name_and_by_address() -> None:
    meeting = surveyed()
    ann = invitee(meeting, "ann@example.org")
    assert found(meeting.room, "ANN@example").invitees == (ann,)
    assert found(meeting.room, "ann").invitees == (ann,)


def test_nothing_of_theirs_is_left_and_everything_of_others_is() -> None:
    meeting = named()
    before = kinds(meeting.room)
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    after = kinds(meeting.room)
    own = next(e for e in before["entries"].values() if e.name == JAN)
    assert after["entries"][own.id] == replace(
        own, text="", name="", is_withdrawn=True, rev=meeting.room.seq
    )
    assert (after["people"]["ann"].name, after["people"]["ann"].role) == ("", "")
    assert after["people"]["ann"].table == "1"
    (action,) = after["actions"].values()
    assert (action.what, action.who) == ("Write it down", "")
    assert after["people"]["cas"] == before["people"]["cas"]
    others = [id for id in before["entries"] if id != own.id]
    assert [after["entries"][id] for id in others] == [before["entries"][id] for id in others]
    assert JAN not in repr(list(after["acts"].values()))


def test_the_other_counts_stay_right() -> None:
    meeting = named()
    before = results(meeting.room)
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    after = results(meeting.room)
    assert (after.count, after.people) == (before.count - 1, before.people)


def test_an_act_that_would_bring_it_back_can_be_taken_back_no_more() -> None:
    meeting = named()
    (action,) = meeting.room.actions
    meeting.ask(FACILITATOR, RemoveAction(action))
    removed = meeting.room.seq
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    assert meeting.refusal(FACILITATOR, Undo(removed)) == "unknown_act"


def test_what_was_made_of_their_words_loses_them_too() -> None:
    meeting = named()
    own = next(e for e in meeting.room.entries.values() if e.name == JAN)
    activity = meeting.room.activities[DOTS]
    items = (Item(own.id, own.text, "care", (own.id,)), Item("x", "Trains"))
    listed = [{"id": own.id, "text": own.text}, {"id": "y", "text": "Boats"}]
    settings = {**activity.settings, "items": listed}
    voted = replace(activity, items=items, settings=settings)
    meeting.room.kinds["activities"][DOTS] = voted
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    after = meeting.room.activities[DOTS]
    assert [item.text for item in after.items] == [GONE, "Trains"]
    assert [item["text"] for item in after.settings["items"]] == [GONE, "Boats"]


def test_what_was_given_without_a_name_is_neither_found_nor_touched() -> None:
    """Whoever leads would see what goes, and know whose it was."""
    meeting = Meeting.at_work(AT_TABLES)
    meeting.ask(participant("ann"), Introduce(name=JAN))
    own = meeting.post("ann", "Said without a name")
    before = meeting.entry(own)
    assert found(meeting.room, JAN).named == (Named(JAN, tables=("1",)),)
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    assert meeting.entry(own) == before


def test_an_invitee_stays_counted_without_name_address_and_code() -> None:
    meeting = surveyed("named")
    ann = invitee(meeting, "ann@example.org")
    rate = response_rate(meeting.room, meeting.room.surveys["survey"])
    meeting.ask(FACILITATOR, CloseEvent())
    meeting.ask(FACILITATOR, ErasePerson(invitees=(ann.id,), names=("Ann",)))
    left = meeting.room.invitees[ann.id]
    assert (left.label, left.email, left.code, left.role) == ("", "", "", "")
    assert meeting.room.responses == {}
    after = response_rate(meeting.room, meeting.room.surveys["survey"])
    assert (after.invited, after.answered) == (rate.invited, rate.answered)


def test_an_answer_without_name_leaves_the_figures_with_others_and_never_alone() -> None:
    meeting = surveyed()
    ann = invitee(meeting, "ann@example.org")
    for n in range(6):
        them = participant("x")
        them = replace(them, role=Role.INVITEE, person=invitee(meeting, f"p{n}@example.org").id)
        meeting.ask(them, AnswerSurvey({"rol": "bank"}, is_complete=True))
    meeting.ask(FACILITATOR, ErasePerson(invitees=(ann.id,)))
    assert all(response.owner != ann.id for response in meeting.room.responses.values())
    meeting.ask(FACILITATOR, CloseEvent())
    assert "Because of Ann" not in repr(kinds(meeting.room))


def test_who_is_not_there_cannot_be_erased() -> None:
    meeting = named()
    assert meeting.refusal(FACILITATOR, ErasePerson(names=("Piet",))) == "person_unknown"
    assert meeting.refusal(FACILITATOR, ErasePerson(names=("",))) == "person_unknown"
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    assert meeting.refusal(FACILITATOR, ErasePerson(names=(JAN,))) == "person_unknown"


def test_what_may_stand_in_no_line_is_what_was_theirs_alone() -> None:
    meeting = named()
    own = next(e for e in meeting.room.entries.values() if e.name == JAN)
    (action,) = meeting.room.actions
    changes = meeting.decide(FACILITATOR, ErasePerson(names=(JAN,)))
    assert erased(changes) == {own.id, "My secret plan", JAN, "ann", action}


def test_a_table_of_theirs_stays_theirs() -> None:
    meeting = named()
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    assert meeting.decide(participant("ann"), JoinTable("1")) == ()


def test_contributions_merged_word_for_word_lose_the_words() -> None:
    meeting = named()
    own = next(e for e in meeting.room.entries.values() if e.name == JAN)
    other = next(e for e in meeting.room.entries.values() if e.name == "Bob")
    merged = replace(own, id="merged", name="", owner=None, behind=(own.id, other.id))
    meeting.room.kinds["entries"]["merged"] = merged
    meeting.ask(FACILITATOR, ErasePerson(names=(JAN,)))
    assert meeting.entry("merged").text == GONE


def test_a_chair_and_whom_to_call_are_persons_too() -> None:
    meeting = named()
    meeting.ask(FACILITATOR, PutTable({"number": 2, "chair": "Ada de Vries"}))
    meeting.ask(FACILITATOR, PutTable({"number": 2, "chair": "Ben"}))
    meeting.ask(FACILITATOR, PutTable({"number": 3, "chair": "Ada de Vries"}))
    contact = {"name": "Ada de Vries", "phone": "06-12345678"}
    meeting.ask(FACILITATOR, EditConference({"contact": contact}))
    told = found(meeting.room, "ada")
    assert told.named == (Named("Ada de Vries", chairs=("3",), is_contact=True),)
    changes = meeting.decide(FACILITATOR, ErasePerson(names=("Ada de Vries",)))
    assert erased(changes) == {"Ada de Vries", "06-12345678"}
    meeting.ask(FACILITATOR, ErasePerson(names=("Ada de Vries",)))
    assert "Ada de Vries" not in repr(kinds(meeting.room))
    assert [table.chair for table in meeting.room.tables.values()][1:3] == ["Ben", ""]
