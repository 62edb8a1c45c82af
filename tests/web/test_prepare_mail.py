"""Invitations and reminders, from the page to the provider."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from appliance.conference.commands import (
    CloseSurvey,
    OpenSurvey,
    PutInvitees,
    PutSurvey,
    TypeResponse,
)
from appliance.mail.post import Post
from appliance.mail.provider import Provider
from appliance.rewriting import rewrite
from appliance.web.desk import NAME
from tests.mail.provider import Inbox, serving

from .house import House, new_id
from .test_prepare_survey import AT, EN, demo_survey

CLOSES = 2_000_000 * 60


@pytest.fixture
def inbox() -> Inbox:
    """What arrives."""
    return Inbox()


@pytest.fixture
def post(house: House, inbox: Inbox, tmp_path: Path) -> Iterator[Post]:
    """The mail of the house, through a provider on loopback."""
    with serving(inbox) as port:
        provider = Provider("localhost", port, sender="wij@example.org", security="none")
        made = Post(tmp_path, provider, 60_000, rewrite)
        put(house, made)
        yield made
        made.stop()


@pytest.fixture
def desk(house: House) -> FlaskClient:
    """The organiser of an open survey with three invitees, of whom one has no address."""
    house.ask(PutSurvey({**demo_survey(), "closes_minute": CLOSES}))
    people = [{"label": f"Mens {n}", "email": f"m{n}@example.org"} for n in (1, 2)]
    house.ask(PutInvitees((*people, {"label": "{link} {name}"})))
    house.ask(OpenSurvey())
    return house.facilitator()


def put(house: House, post: Post) -> None:
    """Hand the mail to the house."""
    desk = house.app.extensions[NAME]
    house.app.extensions[NAME] = replace(desk, parts=replace(desk.parts, mail=post))


def send(desk: FlaskClient, kind: str = "invitation") -> Any:
    """Press the button."""
    return desk.post(f"{AT}/mail/send", data={"id": new_id(), "kind": kind}, headers=EN)


def finish(post: Post) -> None:
    """Wait until nothing more is sent."""
    assert post._thread is not None
    post._thread.join(timeout=20)


def codes(house: House) -> dict[str, str]:
    """The code of each invitee by address."""
    return house.conductor.read(lambda room: {i.email: i.code for i in room.invitees.values()})


def test_everybody_with_an_address_is_invited_once_in_both_languages(
    desk: FlaskClient, house: House, post: Post, inbox: Inbox
) -> None:
    page = desk.get(f"{AT}/mail", headers=EN).text
    assert "2 invitations wait." in page
    assert "1 person has no e-mail address." in page
    assert send(desk).status_code == 303
    finish(post)
    send(desk)
    finish(post)
    assert sorted(inbox.addresses) == ["m1@example.org", "m2@example.org"]
    address, letter = next(one for one in inbox.letters if one[0] == "m1@example.org")
    body = letter.get_content()
    assert body.count(f"http://192.168.1.4:8080/s/{codes(house)[address]}") == 2
    assert "Beste Mens 1," in body
    assert "Dear Mens 1," in body
    assert re.search(r"until .* \d{4}, \d\d:\d\d\.", body)
    assert letter["Subject"].startswith("Uitnodiging: ")
    assert "2 were sent." in desk.get(f"{AT}/mail", headers=EN).text


def test_what_was_sent_before_stays_on_the_page_also_after_a_new_start(
    desk: FlaskClient, house: House, post: Post, inbox: Inbox, tmp_path: Path
) -> None:
    assert "Sent before" not in desk.get(f"{AT}/mail", headers=EN).text
    inbox.refuses = {"m2@example.org": "550 no such mailbox"}
    send(desk)
    finish(post)
    send(desk, "reminder-1")
    finish(post)
    put(house, Post(tmp_path, Provider("localhost", 1, sender="wij@example.org"), 60, rewrite))
    page = " ".join(desk.get(f"{AT}/mail", headers=EN).text.split())
    (table,) = re.findall(r'<table class="links mail-past".*?</table>', page)
    rows = re.findall(r"<td>([^<]*)</td> <td>([^<]*?) ?</td>", table)
    assert rows == [
        ("Reminder 1", "1 was sent. 1 was refused."),
        ("Invitation", "1 was sent. 1 was refused."),
    ]
    assert len(re.findall(r'<th scope="row">\d+ \w+ \d{4}, \d\d:\d\d</th>', table)) == 2


def test_reminders_go_only_to_those_who_have_not_answered(
    desk: FlaskClient, house: House, post: Post, inbox: Inbox
) -> None:
    send(desk)
    finish(post)
    first = house.conductor.read(
        lambda room: next(i for i in room.invitees.values() if i.email == "m1@example.org")
    )
    house.ask(TypeResponse({"rol": "financier"}, invitee=first.id))
    assert (
        "1 person who has not answered gets a reminder." in desk.get(f"{AT}/mail", headers=EN).text
    )
    for _ in range(2):  # the same form sent twice
        send(desk, "reminder-1")
        finish(post)
    send(desk, "reminder-2")
    finish(post)
    assert inbox.addresses[2:] == ["m2@example.org", "m2@example.org"]
    assert send(desk, "reminder-9").status_code == 400


def test_texts_are_the_organisers_and_keep_their_link(
    desk: FlaskClient, post: Post, inbox: Inbox
) -> None:
    page = desk.get(f"{AT}/mail").text
    form = dict.fromkeys(re.findall(r'name="(\w+_(?:subject|body)_\w\w)"', page), "")
    assert len(form) == 8
    form |= {"invitation_subject_nl": "Doe mee\r\nBcc: x@example.org"}
    form |= {"invitation_body_nl": "Hoi {name}: {link} {onbekend} {0}"}
    form |= {"reminder_body_en": "Without the place"}
    wrong = desk.post(f"{AT}/mail/texts", data=form, headers=EN)
    assert (wrong.status_code, "Put {link} in every text" in wrong.text) == (422, True)
    assert "Without the place" in wrong.text
    assert post.texts() == {}

    kept = desk.post(f"{AT}/mail/texts", data={**form, "reminder_body_en": "Hi: {link}"})
    assert kept.status_code == 303
    send(desk)
    finish(post)
    letter = inbox.letters[0][1]
    assert letter["Subject"] == "Doe mee Bcc: x@example.org"
    assert letter["Bcc"] is None
    assert "{onbekend} {0}" in letter.get_content()
    assert "Dear" not in letter.get_content()


def test_a_refused_address_stands_on_the_page(desk: FlaskClient, post: Post, inbox: Inbox) -> None:
    inbox.refuses = {"m1@example.org": "550 <b>no such mailbox"}
    send(desk)
    finish(post)
    page = desk.get(f"{AT}/mail", headers=EN).text
    assert "m1@example.org" in page
    assert "550 &lt;b&gt;no such mailbox" in page


def test_mail_goes_out_only_while_the_survey_is_open(
    desk: FlaskClient, house: House, post: Post, inbox: Inbox
) -> None:
    house.ask(CloseSurvey())
    page = send(desk)
    assert (page.status_code, "Open the survey first." in page.text) == (409, True)
    assert inbox.letters == []


def test_without_settings_the_page_says_so_and_offers_the_table(
    desk: FlaskClient, house: House, tmp_path: Path
) -> None:
    put(house, Post(tmp_path, Provider(), 60, rewrite))
    page = desk.get(f"{AT}/mail", headers=EN)
    assert "This box cannot send mail yet" in page.text
    assert "/invitees.csv" in page.text
    assert send(desk).status_code == 409


def test_nothing_of_a_letter_stands_in_a_log(
    desk: FlaskClient, post: Post, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.refuses = {"m1@example.org": "550 no"}
    inbox.hangs_up = ["data m2@example.org"]
    send(desk)
    finish(post)
    assert "example.org" not in caplog.text


def test_what_is_remembered_of_mail_is_no_part_of_the_room(
    desk: FlaskClient, house: House, post: Post, tmp_path: Path
) -> None:
    before = house.records()
    send(desk)
    finish(post)
    assert house.records() == before
    assert "example.org" not in (tmp_path / "mail.sent").read_text()
