"""Giving dots: by touch, by keyboard alone, without script; and what the room sees of it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import LIVE, PHONE, Guests
from .listening import RECORD
from .votes import ITEMS, VOTE, put_vote

pytestmark = pytest.mark.browser

UNDER_WAY = f"""async (values) => {{
    {LIVE}
    const vote = {{ do: "cast_ballot", activity: "{VOTE}", table: "3", values }};
    modules["outbox.js"].outbox.post(vote);
}}"""
"""Send off a vote as it was filled in before the list changed."""


def left(page: Page) -> str:
    """How many dots the page says are left."""
    return page.locator(".vote-left").inner_text()


def test_dots_are_saved_as_they_are_given_and_can_be_taken_back(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, dots_each=2)
    page = guests.phone(has_touch=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat gaat voor?")
    assert left(page) == "Nog 2 van 2 stippen te geven"
    for name in ("fonds", "drie jaar"):
        page.locator(".vote-choice", has_text=name).tap()
    expect(page.locator(".vote-left")).to_have_text("Nog 0 van 2 stippen te geven")
    expect(page.locator(".vote-choice input:disabled")).to_have_count(3)
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()
    page.locator(".vote-choice", has_text="fonds").tap()
    expect(page.locator(".vote-left")).to_have_text("Nog 1 van 2 stippen te geven")
    page.reload()
    expect(page.locator("tafel-vote .vote-choice input:checked")).to_have_count(1)
    expect(page.locator("tafel-vote .vote-choice[data-chosen]")).to_contain_text("drie jaar")


def test_the_result_stays_secret_until_it_is_shown_to_all_at_once(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator)
    page, stage, chair = guests.phone(), guests.stage(), guests.chair()
    control = guests.control()
    page.locator(".vote-choice", has_text="fonds").click()
    chair.locator(".vote-choice", has_text="fonds").click()
    chair.locator(".vote-choice", has_text="percelen").click()
    expect(control.locator(".turnout")).to_contain_text("2 van 2 hebben gestemd")
    expect(stage.locator("stage-picture")).to_contain_text("hebben gestemd")
    expect(page.locator(".vote-secret")).to_contain_text("De uitslag is nog geheim.")
    facilitator.ask("close_activity", activity=VOTE)
    expect(page.get_by_text("De stemming is gesloten.")).to_be_visible()
    assert control.locator("tafel-results").count() == 0
    again = control.get_by_role("button", name="“Wat gaat voor?” heropenen")
    expect(again).to_be_visible()
    control.get_by_role("button", name="Eerst zelf kijken").click()
    expect(control.locator("tafel-results tbody tr").first).to_contain_text("fonds")
    # Whoever knows the result would vote otherwise.
    expect(again).to_have_count(0)
    assert page.locator("tafel-results").count() == 0
    control.get_by_role("button", name="Uitslag aan iedereen tonen").click()
    for seen in (page, chair):
        expect(seen.locator("tafel-results tbody tr").first).to_contain_text("fonds")
    expect(stage.locator("stage-picture li").first).to_contain_text("fonds")


def test_a_vote_by_keyboard_alone(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, is_stackable=True, dots_each=3)
    page = guests.phone()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Een stip meer":
            break
    for _ in range(4):
        page.keyboard.press("Enter")
    expect(page.locator(".vote-left")).to_have_text("Nog 0 van 3 stippen te geven")
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Een stip meer"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".vote-left")).to_have_text("Nog 1 van 3 stippen te geven")


def test_without_script_one_votes_and_votes_otherwise(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, dots_each=2)
    guests.may_lose_line = True  # the browser calls a refusal a failure to load
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    for name in ("fonds", "drie jaar"):
        page.locator(".vote-choice", has_text=name).click()
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.locator("#vote")).to_contain_text("Uw stem is bewaard.")
    page.locator(".vote-choice", has_text="percelen").click()
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.get_by_role("alert")).to_have_text("U gaf 3 stippen. U hebt er 2.")
    expect(page.locator(".vote-choice input:checked")).to_have_count(3)
    page.locator(".vote-choice", has_text="fonds").click()
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.locator(".vote-choice input:checked")).to_have_count(2)
    order = page.locator(".vote-words").all_inner_texts()
    assert len(order) == len(ITEMS)


def test_the_order_is_another_for_each_and_the_same_with_and_without_script(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator)
    orders = set()
    for _ in range(4):
        context = guests.person()
        page = guests.at_table(context)
        alive = page.locator("tafel-vote .vote-words").all_inner_texts()
        plain = page.evaluate(
            """async () => {
              const page = await (await fetch(location.href)).text();
              const parsed = new DOMParser().parseFromString(page, "text/html");
              return [...parsed.querySelectorAll("#plain .vote-words")].map((e) => e.innerText);
            }"""
        )
        assert alive == plain
        orders.add(tuple(alive))
    assert len(orders) > 1


def test_what_is_left_is_said_once_when_somebody_pauses(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, is_stackable=True, dots_each=5)
    page = guests.phone()
    page.evaluate(RECORD)
    more = page.get_by_role("button", name="Een stip meer").first
    for _ in range(3):
        more.press("Enter")
    page.wait_for_function("() => window.told.length > 0")
    assert [said for _, said in page.evaluate("() => window.told")] == [
        "Uw stem is bewaard. Nog 2 van 5 stippen te geven"
    ]


def test_what_the_facilitator_takes_off_or_merges_is_told_on_an_open_ballot(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, dots_each=2)
    page, control = guests.phone(), guests.control(size=PHONE)
    for name in ("fonds", "drie jaar"):
        page.locator(".vote-choice", has_text=name).click()
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()

    control.get_by_text("De lijst van deze stemming (5)").click()
    assert control.evaluate("document.documentElement.scrollWidth <= innerWidth")
    listed(control, "fonds").get_by_role("button", name="Van de lijst halen").press("Enter")
    asked = control.get_by_role("dialog")
    expect(asked).to_contain_text("Stippen erop tellen niet meer mee.")
    asked.get_by_role("button", name="Zo laten").click()
    expect(page.locator(".vote-left")).to_have_text("Nog 0 van 2 stippen te geven")
    listed(control, "fonds").get_by_role("button", name="Van de lijst halen").press("Enter")
    asked.get_by_role("button", name="Van de lijst halen").press("Enter")
    expect(page.locator(".vote-left")).to_have_text("Nog 1 van 2 stippen te geven")
    expect(page.locator(".vote-gone")).to_have_text(
        "“Eén fonds voor de eerste lening” is van de lijst gehaald. "
        "Uw stip erop telt niet mee. U kunt hem aan iets anders geven."
    )
    expect(control.locator("console-items summary")).to_have_text("De lijst van deze stemming (4)")

    # A vote that was under way meanwhile goes on with what still stands of it.
    page.evaluate(UNDER_WAY, {"fonds": 1, "percelen": 1})
    expect(page.locator(".vote-choice[data-chosen]")).to_contain_text(["percelen"])
    page.locator(".vote-choice", has_text="percelen").click()
    page.locator(".vote-choice", has_text="drie jaar").click()
    expect(page.locator(".vote-choice[data-chosen]")).to_contain_text(["drie jaar"])

    listed(control, "drie jaar").get_by_role("button", name="Samenvoegen met").press("Enter")
    control.get_by_label("Samenvoegen met").select_option("meten")
    control.get_by_label("Samenvoegen met").press("Tab")
    control.keyboard.press("Enter")
    expect(asked).to_contain_text("Stippen op allebei tellen ervoor.")
    asked.get_by_role("button", name="Samenvoegen").press("Enter")
    expect(page.locator(".vote-choice[data-chosen]")).to_have_text(["Samen meten wat het oplevert"])
    expect(page.locator(".vote-gone p").last).to_contain_text("Uw stip erop telt nu daar mee")
    page.locator(".vote-choice", has_text="percelen").click()
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()

    undo = control.get_by_role("button", name="Wijzigen van de lijst van “Wat gaat voor?”")
    undo.press("Enter")
    expect(control.locator("console-items summary")).to_have_text("De lijst van deze stemming (4)")
    listed(control, "fonds").get_by_role("button", name="Terughalen").press("Enter")
    expect(page.locator(".vote-gone")).to_have_count(0)
    assert page.locator(".refusal").count() + control.locator(".refusal").count() == 0


def listed(control: Page, text: str) -> Locator:
    """Something on the list of the vote, on the facilitator's page."""
    return control.locator("console-items li", has_text=text)
