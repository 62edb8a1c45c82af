"""Answering the survey as an invitee: page by page, with a personal code or without one."""

import logging
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import (
    CloseSurvey,
    PutSurvey,
    RemoveInvitee,
    SealSurvey,
)
from appliance.web.app import create_app
from appliance.web.invitee import BODY_MOST_BYTES
from appliance.web.survey_pages import pages_of

from .house import COMPILED, House, words
from .surveyed import ANSWERS, CODE, EIGHT, OTHER, PAGES, reference, responses, survey

HERE = f"/s/{CODE}"


def send(
    client: FlaskClient, number: int, form: Mapping[str, Any], go: str = "next", at: str = HERE
) -> TestResponse:
    """Send one page."""
    return client.post(f"{at}/{number}", data={**form, "go": go})


def answer_all(client: FlaskClient, at: str = HERE) -> None:
    """Go through all pages and send."""
    client.get(at)
    for number, form in enumerate(PAGES, 1):
        assert send(client, number, form, at=at).status_code == 303
    assert client.post(f"{at}/check").headers["Location"] == f"{at}/done"


def said(response: TestResponse) -> str:
    """The words on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_all_eight_kinds_are_answered_as_plain_forms(house: House) -> None:
    survey(house)
    answer_all(house.client())
    [response] = responses(house)
    assert dict(response.answers) == ANSWERS
    assert response.is_complete
    assert (response.role, response.name) == ("financier", "")


def test_a_page_is_saved_at_next_and_counts_only_when_sent(house: House) -> None:
    survey(house)
    client = house.client()
    assert responses(house) == []
    assert send(client, 1, PAGES[0]).headers["Location"] == f"{HERE}/2"
    [response] = responses(house)
    assert response.answers["jaren"] == 12
    assert not response.is_complete


def test_back_saves_too_and_leads_one_page_back(house: House) -> None:
    survey(house)
    client = house.client()
    assert send(client, 3, PAGES[2], go="back").headers["Location"] == f"{HERE}/2"
    assert send(client, 1, {"asks": ["rol"]}, go="back").headers["Location"] == HERE
    assert responses(house)[0].answers["hoop"] == 7


def test_looking_changes_nothing(house: House) -> None:
    survey(house)
    client, before = house.client(), house.records()
    for address in ("/s", HERE, f"{HERE}/1", f"{HERE}/3", f"{HERE}/check", "/s/about", "/s/open"):
        assert client.get(address).status_code == 200, address
    assert client.get(f"{HERE}/done").headers["Location"] == f"{HERE}/check"
    assert house.records() == before


def test_the_same_link_on_another_device_shows_what_was_answered(house: House) -> None:
    survey(house)
    answer_all(house.client())
    other = house.client(REMOTE_ADDR="10.0.0.9")
    assert "Uw antwoorden zijn binnen" in said(other.get(HERE))
    page = other.get(f"{HERE}/2").text
    assert re.search(r'name="a\|knelpunt\|geld" value="ja, zeker" checked', page)
    assert page.count(" checked>") == 5
    assert re.search(r'<option value="3" selected>3', page) is None  # places close up: 1 and 2
    assert page.count(" selected>") == 2
    assert 'value="12"' in other.get(f"{HERE}/1").text


def test_changing_after_sending_is_saved_and_still_counts(house: House) -> None:
    survey(house)
    client = house.client()
    answer_all(client)
    send(client, 1, {"asks": ["rol", "jaren"], "a|rol": "overheid", "a|jaren": ""})
    [response] = responses(house)
    assert response.is_complete
    assert response.answers["rol"] == "overheid"
    assert "jaren" not in response.answers
    assert response.answers["open"] == ANSWERS["open"]


def test_the_same_form_sent_again_doubles_nothing(house: House) -> None:
    survey(house)
    client = house.client()
    for _ in range(3):
        answer_all(client)
    assert len(responses(house)) == 1


def test_what_does_not_fit_comes_back_as_typed_with_the_reason_at_the_question(
    house: House,
) -> None:
    survey(house)
    form = {**PAGES[0], "a|jaren": "een hele poos", "a|rol": "overheid"}
    response = send(house.client(), 1, form)
    assert response.status_code == 422
    assert 'value="een hele poos"' in response.text
    assert 'aria-describedby="q-jaren-more q-jaren-how q-jaren-no"' in response.text
    assert re.search(r'id="q-jaren-no">Geef een heel getal van 0 tot 60\.<', response.text)
    assert 'href="#q-jaren"' in response.text
    assert re.search(r'value="overheid" checked', response.text)
    # What did fit is safe already.
    assert dict(responses(house)[0].answers) == {"rol": "overheid", "kanalen": ["krant", "straat"]}


@pytest.mark.parametrize(
    ("page", "wrong", "sentence"),
    [
        (1, {"a|jaren": "61"}, "Geef een heel getal van 0 tot 60."),
        (1, {"a|jaren": "1,5"}, "Geef een heel getal van 0 tot 60."),
        (1, {"a|jaren": "٣"}, "Geef een heel getal van 0 tot 60."),
        (1, {"a|rol": "keizer"}, "Dit antwoord past niet bij de vraag. Kies opnieuw."),
        (1, {"a|kanalen": ["krant", "x"]}, "Dit antwoord past niet bij de vraag. Kies opnieuw."),
        (2, {"a|top2": ["geld", "regels", "mensen"]}, "U koos er 3. Kies er hoogstens 2."),
        (2, {"a|volgorde|goedkoop": "1"}, "Plaats 1 staat er twee keer. Geef elke plaats één"),
        (2, {"a|volgorde|goedkoop": "eerst"}, "Dit antwoord past niet bij de vraag."),
        (2, {"a|knelpunt|geld": "soms"}, "Dit antwoord past niet bij de vraag. Kies opnieuw."),
        (3, {"a|hoop": "11"}, "Geef een heel getal van 0 tot 10."),
        (3, {"a|open": "x" * 4001}, "Uw antwoord heeft 4.001 tekens. Er passen er 4.000."),
    ],
)
def test_every_wrong_answer_is_told_where_it_is(
    house: House, page: int, wrong: dict[str, Any], sentence: str
) -> None:
    survey(house)
    response = send(house.client(), page, {**PAGES[page - 1], **wrong})
    assert response.status_code == 422
    assert sentence in said(response)
    [answered] = responses(house)
    name = next(iter(wrong)).split("|")[1]
    assert set(answered.answers) == {*PAGES[page - 1]["asks"]} - {name}


def test_what_lacks_is_told_and_holds_nobody_up(house: House) -> None:
    survey(house)
    client = house.client()
    form = {**PAGES[1], "a|knelpunt|regels": ""}
    response = send(client, 2, form)
    assert response.status_code == 422
    assert "Kies in elke rij een antwoord." in said(response)
    assert f'<a class="act quiet" href="{HERE}/3">Later antwoorden</a>' in response.text
    assert responses(house)[0].answers["knelpunt"] == {"geld": "ja, zeker", "mensen": "nee"}
    assert send(client, 2, form, go="back").status_code == 303


def test_the_last_page_says_what_lacks_and_does_not_send_before(house: House) -> None:
    survey(house)
    client = house.client()
    send(client, 3, PAGES[2])
    page = client.get(f"{HERE}/check")
    assert "2 vragen hebben nog een antwoord nodig:" in said(page)
    assert f'href="{HERE}/1#q-rol"' in page.text
    refused = client.post(f"{HERE}/check")
    assert refused.status_code == 422
    assert "2 vragen hebben nog een antwoord nodig:" in said(refused)
    assert not responses(house)[0].is_complete
    for number in (1, 2):
        send(client, number, PAGES[number - 1])
    assert "nog een antwoord nodig" not in said(client.get(f"{HERE}/check"))


def test_the_receipt_says_that_it_is_saved_and_repeats_the_answers(house: House) -> None:
    closes = int(time.time()) // 60 + 60
    survey(house, closes_minute=closes)
    client = house.client()
    answer_all(client)
    told = said(client.get(f"{HERE}/done"))
    assert "Uw antwoorden zijn bewaard." in told
    assert "U kunt ze wijzigen tot" in told
    for words_ in ("financier", "krant", "Geld", "ja, zeker", "1. goed", "2. snel", "7"):
        assert words_ in told
    assert "&lt;b&gt;twee&lt;/b&gt; 😀" in client.get(f"{HERE}/done").text


def test_the_first_page_says_who_asks_how_long_until_when_and_what_is_kept(house: House) -> None:
    survey(house, closes_minute=int(time.time()) // 60 + 60)
    page = house.client().get(HERE)
    told = said(page)
    for words_ in (
        "Wij willen weten wat u vindt.",
        "Ongeveer 4 minuten",
        "Tot wanneer",
        "Zonder naam: uw naam wordt niet bij uw antwoorden bewaard.",
        "Met uw persoonlijke link kunt u stoppen",
        "Uiterlijk een dag na sluiting wordt dat gewist.",
        "Kunt u er niet bij zijn?",
    ):
        assert words_ in told
    english = said(house.client().get(HERE, headers={"Accept-Language": "en"}))
    assert "We want to know what you think." in english
    assert "About 4 minutes" in english


def test_a_survey_with_names_says_so(house: House) -> None:
    survey(house, attribution="named")
    client = house.client()
    told = said(client.get(HERE))
    assert "Met naam: de organisatie ziet welke antwoorden van u zijn." in told
    assert "Zonder naam" not in told
    answer_all(client)
    assert responses(house)[0].name == "Anna"


@pytest.mark.parametrize("typed", [CODE, CODE.upper(), "KWATER123", " kw at er 12 3 "])
def test_a_code_is_understood_however_it_is_typed(house: House, typed: str) -> None:
    survey(house)
    response = house.client().post("/s", data={"code": typed})
    assert (response.status_code, response.headers["Location"]) == (303, HERE)


def test_wrong_taken_back_and_strange_codes_look_all_the_same(house: House) -> None:
    survey(house)
    [bert] = house.conductor.read(
        lambda room: [i.id for i in room.invitees.values() if i.code == OTHER]
    )
    house.ask(RemoveInvitee(bert))
    seen = set()
    for n, code in enumerate((OTHER, "kwat-er124", "x", "------", "%F0%9F%98%80", "open1")):
        client = house.client(REMOTE_ADDR=f"10.0.1.{n}")
        response = client.get(f"/s/{code}")
        # Its own address stands in it, as typed.
        page = re.sub(r'(value="|next=)[^"]*"', "", response.text)
        seen.add((response.status_code, page, tuple(sorted(h for h, _ in response.headers))))
    assert len(seen) == 1
    [(status, page, _)] = seen
    assert status == 403
    assert "Probeer het over 2 seconden opnieuw. De code staat in uw uitnodiging." in page


def test_guessing_is_slowed_down_and_a_right_code_then_waits_as_well(house: House) -> None:
    survey(house)
    guesser = house.client(REMOTE_ADDR="10.0.0.7")
    assert guesser.get("/s/guess-1").status_code == 403
    for code in ("guess-2", CODE):
        response = guesser.get(f"/s/{code}")
        assert response.status_code == 429
        assert 1 <= int(response.headers["Retry-After"]) <= 2
    assert guesser.post("/s", data={"code": CODE}).status_code == 429
    assert house.client(REMOTE_ADDR="10.0.0.8").get(HERE).status_code == 200


def test_who_was_let_in_is_not_held_up_by_others_behind_the_same_address(house: House) -> None:
    survey(house)
    anna, guesser = house.client(), house.client()
    anna.get(HERE)
    assert guesser.get("/s/guess-1").status_code == 403
    assert guesser.get(HERE).status_code == 429
    assert send(anna, 1, PAGES[0]).status_code == 303
    assert anna.get(f"/s/{OTHER}").status_code == 429


def test_a_whole_office_with_right_codes_waits_for_nobody(house: House) -> None:
    survey(house)
    assert {house.client().get(f"/s/{c}").status_code for c in (CODE, OTHER) * 20} == {200}


def test_codes_stand_in_no_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    survey(house)
    with caplog.at_level(logging.DEBUG):
        client = house.client()
        answer_all(client)
        client.get("/s/verkeerde-code")
    assert CODE not in caplog.text
    assert "verkeerde-code" not in caplog.text


def test_no_page_lets_a_code_leave(house: House) -> None:
    survey(house)
    client = house.client()
    answer_all(client)
    for address in (HERE, f"{HERE}/1", f"{HERE}/check", f"{HERE}/done"):
        response = client.get(address)
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert not re.search(r'(href|src|action)="(https?:)?//', response.text)
    for go in (f"{HERE}/1", "/language/en?next=https://evil.example/" + CODE):
        location = client.get(go).headers.get("Location", "/")
        assert location.startswith("/")
        assert not location.startswith("//")


def test_without_a_code_one_answers_under_a_mark_of_the_browser(house: House) -> None:
    survey(house)
    one, other = house.client(), house.client()
    for client in (one, other):
        answer_all(client, at="/s/open")
    answer_all(one, at="/s/open")
    found = responses(house)
    assert [dict(response.answers) for response in found] == [ANSWERS, ANSWERS]
    owners = {response.owner or "" for response in found}
    assert len(owners) == 2
    for owner in owners:
        assert re.fullmatch("open-[a-z2-7]{16}", owner)
        assert all(owner[5:] not in str(cookie) for cookie in one._cookies.values())


def test_the_mark_is_shown_to_the_survey_only_and_is_no_other_cookie(house: House) -> None:
    survey(house)
    client = house.client()
    client.get("/t/3")
    client.get("/s/open")
    client.get(HERE)
    kept = {cookie.key: cookie for cookie in client._cookies.values()}
    assert {"device", "survey", "invited"} <= kept.keys()
    assert {kept["survey"].path, kept["invited"].path} == {"/s"}
    assert kept["survey"].http_only
    assert kept["invited"].http_only
    assert CODE not in str(kept["invited"].value)


def test_without_a_code_and_without_cookies_one_is_told(house: House) -> None:
    survey(house)
    client = house.app.test_client(use_cookies=False)
    assert client.get("/s/open").status_code == 200
    for response in (client.get("/s/open/1"), send(client, 1, PAGES[0], at="/s/open")):
        assert response.status_code == 403
        assert "Uw browser onthoudt niets van deze pagina." in said(response)
    assert responses(house) == []


def test_where_a_code_is_needed_open_is_a_wrong_code(house: House) -> None:
    survey(house, is_for_anyone=False)
    client = house.client()
    assert "Zonder code antwoorden" not in said(client.get("/s"))
    assert client.get("/s/open").status_code == 403
    assert responses(house) == []


def test_while_it_is_planned_every_code_sees_from_when(house: House) -> None:
    survey(house, is_open=False, opens_minute=int(time.time()) // 60 + 60 * 24)
    pages = {
        re.sub(r"next=[^\"]*|/s/[\w-]+", "", house.client().get(f"/s/{c}").text)
        for c in (CODE, "guess-1", "guess-2", OTHER, "open")
    }
    assert len(pages) == 1
    assert "U kunt antwoorden vanaf" in pages.pop()


def test_after_closing_and_sealing_every_code_sees_that_it_is_over(house: House) -> None:
    survey(house)
    client = house.client()
    answer_all(client)
    house.ask(CloseSurvey())
    assert "De enquête is gesloten" in said(client.get(HERE))
    late = send(client, 3, {"asks": ["open"], "a|open": "Net te laat <i>getypt</i>"})
    assert late.status_code == 409
    assert "Dit kwam te laat en is niet bewaard" in said(late)
    assert "Net te laat &lt;i&gt;getypt&lt;/i&gt;" in late.text
    assert responses(house)[0].answers["open"] == ANSWERS["open"]
    assert client.post(f"{HERE}/check").status_code == 409
    house.ask(SealSurvey())
    told = said(client.get("/s/guess-1"))
    assert "De antwoorden zijn nu anoniem" in told
    assert "antwoordde." in told


def test_a_disk_that_refuses_keeps_what_was_typed_on_the_page(house: House) -> None:
    survey(house)
    client = house.client()
    client.get(HERE)
    house.store.is_full = True
    response = send(client, 3, PAGES[2])
    house.store.is_full = False
    assert response.status_code == 503
    assert "Regel één" in response.text
    assert re.search(r'name="a\|hoop" value="7" checked', response.text)


def test_a_survey_that_changed_under_ones_hands_keeps_all_that_still_fits(house: House) -> None:
    survey(house)
    client = house.client()
    send(client, 3, PAGES[2])
    fewer = [q for q in EIGHT["questions"] if q["id"] not in ("hoop", "knelpunt", "top2")]
    house.ask(PutSurvey({**EIGHT, "questions": fewer}))
    # An old form of page 3 names a question that is gone, and says nothing of others.
    response = send(client, 3, {"asks": ["hoop", "open"], "a|hoop": "2", "a|open": "Nieuw"})
    assert response.status_code == 303
    assert responses(house)[0].answers["open"] == "Nieuw"
    assert client.get(f"{HERE}/9").status_code == 404


def test_a_page_full_of_long_answers_fits(house: House) -> None:
    questions = [{"id": f"o{n}", "kind": "open", "text": f"Vraag {n}"} for n in range(8)]
    survey(house, questions=[{**questions[0], "section": "Alles"}, *questions[1:]])
    text = "\U0001f600" * 4000
    form = {"asks": [q["id"] for q in questions], **{f"a|{q['id']}": text for q in questions}}
    assert len(text.encode()) * 3 * 8 < BODY_MOST_BYTES
    assert send(house.client(), 1, form).status_code == 303
    assert responses(house)[0].answers == {q["id"]: text for q in questions}


def test_without_sections_every_question_has_its_page(house: House) -> None:
    survey(house, questions=reference()["questions"])
    asked = house.conductor.read(lambda room: room.surveys["survey"])
    assert [[q.id for q in page.questions] for page in pages_of(asked)] == [
        ["rol"],
        ["komt"],
        ["knelpunt"],
        ["top3"],
        ["open"],
    ]
    page = house.client().get(f"{HERE}/4").text
    # Its options are the rows of the question before.
    assert "Verkrijgen van financiering" in page
    assert "Pagina 4 van 5" in page


def test_a_box_without_a_survey_says_so(house: House) -> None:
    for address in ("/s", "/s/open", HERE, "/s/about"):
        assert house.client().get(address).status_code == 404


@pytest.mark.parametrize(
    "form", [{}, {"asks": "nope"}, {"asks": "rol", "a|rol": ["x", "\ufffd\x00"]}]
)
def test_strange_forms_change_nothing_and_do_no_harm(house: House, form: dict[str, Any]) -> None:
    survey(house)
    assert send(house.client(), 1, form).status_code in (303, 422)
    assert not [r for r in responses(house) if r.answers]


def test_a_form_of_another_site_is_refused(house: House) -> None:
    survey(house)
    response = house.client().post(
        f"{HERE}/1", data=PAGES[0], headers={"Origin": "https://evil.example"}
    )
    assert response.status_code == 403
    assert responses(house) == []


def test_cookies_are_secure_on_the_internet(house: House) -> None:
    survey(house)
    parts = replace(house.parts, is_public=True, address=lambda: "https://survey.example.org")
    app = create_app(parts, words())
    app.jinja_env.bytecode_cache = COMPILED
    client = app.test_client()
    site = "https://survey.example.org"
    for address in (HERE, "/s/open", "/language/en", "/text-size/large"):
        response = client.get(address, base_url=site)
        for cookie in response.headers.getlist("Set-Cookie"):
            assert "; Secure;" in cookie
        assert "Set-Cookie" in response.headers
