"""The sorting desk as plain forms: answers become groups, groups become themes and questions."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance import intake
from appliance.conference.commands import Actor
from appliance.conference.groups import buckets
from appliance.conference.records import Bucket, Origin, Role, Separation
from appliance.conference.sorting import loose, resting_on
from appliance.web.app import create_app
from appliance.web.suggesting import Alike, CannotSuggest, OnProgress, Proposal

from .house import CONFERENCE, House, new_id, open_house, refusal, words

BOX = Actor(Role.BOX)
PATH = f"/prepare/{CONFERENCE}/sort"
OF = "survey.open"
ANSWERS = 74
"""Open answers in the reference survey."""

Comparing = Callable[[Mapping[str, str], Sequence[Bucket], OnProgress], Sequence[Proposal]]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The reference conference with the answers to its survey."""
    with open_house(tmp_path) as opened:
        for name in ("survey.json", "invitees.csv", "survey-responses.csv"):
            take_in(opened, files("appliance").joinpath(f"demo/{name}").read_bytes())
        yield opened


def take_in(house: House, content: bytes) -> None:
    """What a file holds, as `tafelronde import` does it."""
    commands = house.conductor.read(lambda room: list(intake.commands(room, content, CONFERENCE)))
    for command in commands:
        house.ask(command, BOX)


def made(house: House) -> list[Bucket]:
    """The groups made so far."""
    return house.conductor.read(lambda room: buckets(room, OF))


def still_loose(house: House) -> dict[str, str]:
    """The answers that are in no group."""
    return house.conductor.read(lambda room: loose(room, OF))


def send(client: FlaskClient, act: str, **form: Any) -> TestResponse:
    """Send a form of the desk, in English."""
    told = {"id": new_id(), "of": OF, "act": act, **form}
    return client.post(PATH, data=told, headers={"Accept-Language": "en"})


def group(house: House, client: FlaskClient, title: str, n: int = 3) -> Bucket:
    """A group of so many loose answers."""
    members = list(still_loose(house))[:n]
    assert send(client, "put", title=title, member=members).status_code == 303
    return made(house)[-1]


def page(client: FlaskClient, query: str = "") -> str:
    """The desk in English, white space made one."""
    answer = client.get(f"{PATH}{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_the_desk_is_for_the_facilitator_of_this_conference_only(house: House) -> None:
    for client in (house.client(), house.seated(), house.chair(), house.observer()):
        assert client.get(PATH).status_code == 401
        assert client.post(PATH, data={"act": "put"}).status_code == 401
        assert client.get(f"{PATH}/suggestions.json").status_code == 401
        assert client.get(f"{PATH}/texts.json?of={OF}").status_code == 401

    assert house.facilitator().get("/prepare/other/sort").status_code == 404


def test_the_desk_shows_fifty_loose_answers_at_a_time_and_what_is_left(house: House) -> None:
    client = house.facilitator()
    first, second = page(client), page(client, "?from=50")

    assert "74 answers of 74 are still loose." in first
    assert first.count("data-text=") == 50
    assert second.count("data-text=") == ANSWERS - 50
    assert "Next 50" in first
    assert "Next 50" not in second
    assert "Previous 50" in second


def test_searching_shows_the_answers_in_which_every_word_stands(house: House) -> None:
    client = house.facilitator()
    texts = still_loose(house).values()
    wanted = [text for text in texts if "bank" in text.lower() and "risico" in text.lower()]

    seen = page(client, "?q=RISICO+bank")

    assert wanted
    assert seen.count("data-text=") == len(wanted)


def test_what_is_ticked_becomes_a_group_and_is_loose_no_longer(house: House) -> None:
    client = house.facilitator()
    made_of = group(house, client, "Banken en risico")

    assert (made_of.title, len(made_of.members)) == ("Banken en risico", 3)
    assert not set(made_of.members) & still_loose(house).keys()
    seen = page(client)
    assert "71 answers of 74 are still loose." in seen
    assert f'id="group-{made_of.id}" data-title="Banken en risico"' in seen


def test_more_is_put_into_a_group_beside_what_is_there(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Inkoop")
    more = list(still_loose(house))[:2]

    answer = send(client, "put", bucket=first.id, member=more, title="", q="te", **{"from": "50"})

    assert answer.location == f"{PATH}?of={OF}&q=te&from=50#loose"
    (now,) = made(house)
    assert now.members == (*first.members, *more)
    assert now.title == "Inkoop"


def test_a_group_has_rows_only_where_somebody_looks_fifty_at_a_time(house: House) -> None:
    client = house.facilitator()
    large = group(house, client, "Groot", 60)
    other = group(house, client, "Klein", 4)
    closed = page(client)
    opened = page(client, f"?of={OF}&group={large.id}&after=50")
    beyond = page(client, f"?of={OF}&group={large.id}&after=999")

    assert closed.count("data-text=") == ANSWERS - 64
    assert "60 answers" in closed
    assert f'href="?of={OF}&amp;group={other.id}&amp;after=0#group-{other.id}"' in closed
    assert opened.count("data-text=") == ANSWERS - 64 + 10
    assert all(f'value="{member}"' in opened for member in large.members[50:])
    assert f'href="?of={OF}&amp;group={large.id}&amp;after=0#group-{large.id}"' in opened
    assert beyond.count("data-text=") == opened.count("data-text=")


def test_who_takes_something_out_without_script_stays_at_the_same_rows(house: House) -> None:
    client = house.facilitator()
    large = group(house, client, "Groot", 60)
    form = {"bucket": large.id, "group": large.id, "after": "50", "at": f"group-{large.id}"}

    answer = send(client, "take_out", member=large.members[55], **form)

    assert answer.location == f"{PATH}?of={OF}&group={large.id}&after=50#group-{large.id}"
    assert made(house)[0].members == (*large.members[:55], *large.members[56:])


def test_a_script_is_told_all_texts_and_where_they_are_at_once(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Eerste")

    told = client.get(f"{PATH}/texts.json?of={OF}").get_json()

    loose_now = still_loose(house)
    assert len(told["texts"]) == ANSWERS
    ids = [id for id, _ in told["texts"]]
    assert {group: [ids[n] for n in places] for group, places in told["members"].items()} == {
        first.id: list(first.members)
    }
    assert {id: text for id, text in told["texts"] if id not in first.members} == loose_now
    assert told["seq"] == house.conductor.read(lambda room: room.seq)


def test_a_form_that_is_sent_twice_makes_one_group(house: House) -> None:
    client = house.facilitator()
    form = {"id": new_id(), "title": "Eens", "member": list(still_loose(house))[:2]}

    send(client, "put", **form)
    send(client, "put", **form)

    assert [each.title for each in made(house)] == ["Eens"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"title": "Leeg"}, "Tick at least one answer first."),
        ({"member": ["there"], "title": " "}, "Give the group a name first."),
        ({"member": ["nobody"], "title": "Niemand"}, "One of these answers is no longer here."),
        ({"member": ["there"], "bucket": "gone"}, "This group is no longer here."),
    ],
)
def test_what_does_not_work_is_told_and_nothing_that_was_ticked_is_lost(
    house: House, form: dict[str, Any], sentence: str
) -> None:
    client = house.facilitator()
    there = next(iter(still_loose(house)))
    told = {**form, "at": "loose"}
    if form.get("member") == ["there"]:
        told["member"] = [there]
    before = house.records()

    answer = send(client, "put", **told)

    assert answer.status_code in (404, 422)
    assert sentence in " ".join(answer.text.split())
    assert house.records() == before
    if told.get("member") == [there]:
        assert f'value="{there}" checked' in answer.text


def test_a_group_is_renamed_unless_somebody_else_just_did(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Geld")

    send(client, "rename", bucket=first.id, was="Geld", title="Financiering")
    assert made(house)[0].title == "Financiering"

    late = send(client, "rename", bucket=first.id, was="Geld", title="Kapitaal")
    assert late.status_code == 409
    assert "Somebody changed this in the meantime." in late.text
    assert made(house)[0].title == "Financiering"


def test_what_is_taken_out_is_loose_and_remembered(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Inkoop")
    out = first.members[0]

    send(client, "take_out", bucket=first.id, member=[out])

    (now,) = made(house)
    assert (now.members, now.without) == (first.members[1:], (out,))
    assert out in still_loose(house)


def test_a_group_is_split_as_often_as_one_likes(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Geld", 4)

    for member in first.members[:2]:
        assert send(client, "split", bucket=first.id, member=[member]).status_code == 303

    assert [(each.title, each.members) for each in made(house)] == [
        ("Geld", first.members[2:]),
        ("Geld (2)", first.members[:1]),
        ("Geld (3)", first.members[1:2]),
    ]
    assert send(client, "split", bucket=first.id).status_code == 422


def test_groups_are_merged_removed_and_all_of_it_is_undone(house: House) -> None:
    client = house.facilitator()
    one, other = group(house, client, "Een"), group(house, client, "Ander")
    before = {each.title: set(each.members) for each in made(house)}

    send(client, "merge", bucket=one.id, into=other.id)
    assert [len(each.members) for each in made(house)] == [6]
    assert "Undo merging two groups" in page(client)
    send(client, "remove", bucket=other.id)
    assert made(house) == []
    assert len(still_loose(house)) == ANSWERS

    for _ in range(2):
        act = house.conductor.read(
            lambda room: max(a.seq for a in room.acts.values() if not a.is_undone)
        )
        assert send(client, "undo", seq=str(act)).status_code == 303
    assert {each.title: set(each.members) for each in made(house)} == before


def test_a_group_becomes_a_theme_that_shows_the_answers_it_rests_on(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Regels & bank")
    send(client, "theme", bucket=first.id)
    theme = made(house)[0].theme

    texts = house.conductor.read(lambda room: resting_on(room, theme))
    seen = page(client, f"?theme={theme}")

    assert len(texts) == 3
    assert "“Regels &amp; bank” rests on" in seen
    resting = seen[seen.index('class="sort-resting"') :]
    resting = resting[: resting.index("</ul>")]
    assert resting.count("<li ") == 3
    assert "Make a theme of it" not in seen


def test_a_group_becomes_a_question_and_its_answers_come_into_the_room_once(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Welke regels knellen?")
    send(client, "question", bucket=first.id, step="oplossingen")
    where = made(house)[0].question
    assert where.startswith("oplossingen.")
    assert "Question: Welke regels knellen?" in page(client)

    for _ in range(2):
        assert send(client, "bring", bucket=first.id, where=where).status_code == 303

    entries = [entry for entry in house.entries() if entry.origin is Origin.SURVEY]
    assert sorted(e.text for e in entries) == sorted(
        house.conductor.read(
            lambda room: [room.responses[m].answers["open"] for m in first.members]
        )
    )


def test_a_script_is_told_only_what_differs(house: House) -> None:
    client = house.facilitator()
    first = group(house, client, "Eerste")
    since = house.conductor.read(lambda room: room.seq)
    members = list(still_loose(house))[:2]
    form = {"id": new_id(), "of": OF, "act": "put", "title": "Tweede", "member": members}
    accept = {"Accept": "application/json", "Accept-Language": "en"}

    told = client.post(PATH, data={**form, "since": since}, headers=accept).get_json()

    second = made(house)[1]
    assert told["order"] == [first.id, second.id]
    assert list(told["groups"]) == [second.id]
    assert told["groups"][second.id].startswith(f'<li class="sort-group" id="group-{second.id}"')
    assert told["members"] == {second.id: list(second.members)}
    assert "sort-words" not in told["groups"][second.id]
    assert told["left"] == "69 answers of 74 are still loose."
    assert told["seq"] > since

    form = {**form, "id": new_id(), "member": []}
    assert refusal(client.post(PATH, data=form, headers=accept))["code"] == "none_chosen"


# -- suggestions -------------------------------------------------------------------------------


def comparing(house: House, suggest: Comparing) -> FlaskClient:
    """The facilitator of a house in which this compares."""
    house.app = create_app(replace(house.parts, suggest=suggest), words())
    return house.facilitator()


def once_done(client: FlaskClient) -> str:
    """What is suggested when the comparing is over."""
    for _ in range(2000):
        told = client.get(f"{PATH}/suggestions.json?of={OF}", headers={"Accept-Language": "en"})
        if not told.get_json()["is_going_on"]:
            return " ".join(told.get_json()["suggestions"].split())
        threading.Event().wait(0.005)
    raise AssertionError("the comparing never ended")


def pairs(texts: Mapping[str, str], buckets: Sequence[Bucket], *_: object) -> list[Proposal]:
    """The first two loose texts belong together, and the third into the first group."""
    placed = {member for bucket in buckets for member in bucket.members}
    one, two, three, *_ = (id for id in texts if id not in placed)
    new = Proposal(
        None, ("banken", "risico"), (Alike(one, two, 0.64, ("risico",)), Alike(two, one, 0.64))
    )
    more = [Proposal(b.id, (), (Alike(three, b.members[0], 0.4),)) for b in buckets[:1]]
    return [*more, new]


def test_suggestions_are_worked_out_aside_and_accepted_by_a_form(house: House) -> None:
    going_on, may_end = threading.Event(), threading.Event()

    def suggest(
        texts: Mapping[str, str],
        buckets: Sequence[Bucket],
        apart: Sequence[Separation],
        on_progress: OnProgress,
    ) -> list[Proposal]:
        on_progress(0.25)
        going_on.set()
        assert may_end.wait(20)
        return pairs(texts, buckets)

    client = comparing(house, suggest)
    assert "Suggest groups" in page(client)
    assert send(client, "suggest").status_code == 303
    assert going_on.wait(20)
    told = client.get(f"{PATH}/suggestions.json?of={OF}").get_json()
    assert (told["is_going_on"], told["share"]) == (True, 0.25)
    assert "You can go on meanwhile." in page(client)
    may_end.set()
    seen = once_done(client)

    one, two = list(still_loose(house))[:2]
    assert 'value="banken, risico"' in seen
    assert "64% alike, shared: risico" in seen
    send(client, "put", title="Risico", member=[one, two])
    assert made(house)[0].members == (one, two)
    assert "Nothing more is suggested." in once_done(client)


def test_what_is_left_and_what_was_taken_out_is_not_shown_again(house: House) -> None:
    client = comparing(house, pairs)
    first = group(house, client, "Eerste")
    send(client, "suggest")
    assert "More for “Eerste”" in once_done(client)
    one, two, three = list(still_loose(house))[:3]

    send(client, "put", bucket=first.id, member=[three])
    send(client, "take_out", bucket=first.id, member=[three])
    assert "More for “Eerste”" not in once_done(client)
    send(client, "leave", suggested=[one, two])
    assert "Nothing more is suggested." in once_done(client)
    send(client, "suggest")
    assert "Nothing more is suggested." in once_done(client)


def test_what_was_left_stays_so_after_a_restart_and_can_be_taken_back(house: House) -> None:
    client = comparing(house, pairs)
    one, two, three = list(still_loose(house))[:3]
    send(client, "suggest")
    once_done(client)
    send(client, "leave", suggested=[two, one])

    def more(texts: Mapping[str, str], *_: object) -> list[Proposal]:
        return [Proposal(None, ("alle",), tuple(Alike(id, one, 0.5) for id in (one, two, three)))]

    client = comparing(house, more)
    send(client, "suggest")
    seen = once_done(client)
    assert [id in seen for id in (one, two, three)] == [True, False, True]
    undo = re.search(r'name="seq" value="(\d+)".*?Undo leaving a suggestion', page(client))
    assert undo
    send(client, "undo", seq=undo[1])
    assert all(id in once_done(client) for id in (one, two, three))


def test_what_was_left_for_a_group_may_still_come_into_another(house: House) -> None:
    client = comparing(house, pairs)
    first = group(house, client, "Eerste")
    send(client, "suggest")
    once_done(client)
    *_, three = list(still_loose(house))[:3]
    send(client, "leave", bucket=first.id, suggested=[three])
    assert "More for “Eerste”" not in once_done(client)
    assert made(house)[0].without == (three,)
    assert house.conductor.read(lambda room: room.separations) == {}


def test_where_nothing_can_compare_the_page_says_so_and_the_rest_works(house: House) -> None:
    client = house.facilitator()
    send(client, "suggest")
    assert "This box has nothing to compare answers with." in once_done(client)
    assert group(house, client, "Toch").title == "Toch"

    def missing(*_: object) -> list[Proposal]:
        raise CannotSuggest("{n} words", n="Ten")

    client = comparing(house, missing)
    send(client, "suggest")
    assert "Ten words" in once_done(client)


def test_a_mishap_while_comparing_is_noted_without_a_word_of_the_answers(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    def stumbles(texts: Mapping[str, str], *_: object) -> list[Proposal]:
        raise ValueError(next(iter(texts.values())))

    client = comparing(house, stumbles)
    send(client, "suggest")

    assert "Comparing stopped half-way." in once_done(client)
    assert "ValueError" in caplog.text
    assert not any(text in caplog.text for text in still_loose(house).values())


def test_a_conference_without_a_survey_has_nothing_to_sort(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        seen = page(house.facilitator())

    assert "There is nothing to sort yet." in seen
    assert "0 answers" in seen


def test_the_programme_leads_to_the_desk_and_to_what_each_theme_rests_on(house: House) -> None:
    seen = house.facilitator().get(f"/prepare/{CONFERENCE}").text

    assert f'href="{PATH}"' in seen
    assert f'href="{PATH}?theme=financiering#themes"' in seen
