"""Finding one's own vote in the list of all votes: from the phone after sealing, and by code."""

import pytest
from playwright.sync_api import expect

from .box import Facilitator
from .guests import Guests
from .votes import VOTE, put_vote

pytestmark = pytest.mark.browser


def test_the_phone_still_finds_its_vote_when_the_box_has_forgotten_whose_it_is(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator)
    page = guests.phone()
    page.locator(".vote-choice", has_text="fonds").click()
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()
    for item in ("percelen", "percelen", "regels", "meten"):
        facilitator.ask("cast_ballot", activity=VOTE, values={item: 1}, table="4")
    facilitator.ask("close_activity", activity=VOTE)
    assert page.get_by_role("link", name="Uw stem zoeken").count() == 0
    facilitator.ask("reveal_results", activity=VOTE)
    facilitator.ask("seal_activity", activity=VOTE)
    expect(page.get_by_text("De stemmen zijn nu anoniem.")).to_be_visible()
    page.reload()
    link = page.locator("tafel-vote").get_by_role("link", name="Uw stem zoeken")
    code = (link.get_attribute("href") or "").rpartition("-")[2]
    link.click()
    expect(page.locator(".thread:target")).to_contain_text(code)
    expect(page.locator(".thread:target")).to_contain_text("fonds")
    expect(page.locator(".ballot-cast")).to_have_count(5)
    plain = guests.person(java_script_enabled=False).new_page()
    plain.goto(f"{guests.box.url}/results/{VOTE}/ballots")
    plain.get_by_label("Uw controlecode").fill(f" {code[:5].upper()} {code[5:]}")
    plain.get_by_role("button", name="Mijn stem zoeken").click()
    expect(plain.locator("p.notice[role=status]")).to_contain_text("Uw stem staat in de lijst")
    expect(plain.locator(".thread[data-highlighted]")).to_contain_text("fonds")


def test_who_may_not_read_the_votes_goes_back_to_where_they_were(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator)
    guests.may_lose_line = True  # the browser calls a refusal a failure to load
    page, chair = guests.phone(), guests.chair()
    page.locator(".vote-choice", has_text="fonds").click()
    chair.locator(".vote-choice", has_text="fonds").click()
    for seen in (page, chair):
        expect(seen.get_by_text("Uw stem is bewaard.")).to_be_visible()
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    for seen, way in (
        (page, "Terug naar uw tafel"),
        (chair, "Terug naar de pagina van de voorzitter"),
    ):
        before = seen.url
        seen.get_by_role("link", name="Uw stem zoeken").click()
        expect(seen.get_by_text("Minder dan 5 stemmen")).to_be_visible()
        seen.get_by_role("link", name=way).click()
        expect(seen.locator("tafel-vote")).to_be_visible()
        assert seen.url == before
