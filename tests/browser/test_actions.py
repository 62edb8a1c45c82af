"""Actions: who does what by when, written fast, changed by two at once, read by everybody."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import PHONE, Guests
from .judging import AXE, axe
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

ACTIONS = "acties"


@pytest.fixture
def acting(facilitator: Facilitator) -> Facilitator:
    """A facilitator who opened the step in which actions are written down."""
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity=ACTIONS)
    return facilitator


def where_everyone_writes(facilitator: Facilitator) -> None:
    """The same where participants write too."""
    facilitator.ask("close_activity", activity="knelpunten")
    step = {"id": ACTIONS, "kind": "actions", "title": "Wie is aan zet?", "who": "everyone"}
    facilitator.ask("put_activity", item=step)
    facilitator.ask("open_activity", activity=ACTIONS)


def put(facilitator: Facilitator, what: str, **told: str) -> str:
    """An action of the facilitator; its id."""
    return str(facilitator.ask("put_action", activity=ACTIONS, what=what, **told)["made"])


def actions_of(facilitator: Facilitator) -> list[tuple[str, str, str]]:
    """What, who and by when of every action, in the order in which they were written down."""
    found = sorted(facilitator.view()["actions"].values(), key=lambda one: one["seq"])
    return [(one["what"], one["who"], one["by_when"]) for one in found]


def fill(page: Page, what: str, who: str = "", by_when: str = "") -> None:
    """Type a new action."""
    form = page.locator(".action-new tafel-action-form")
    form.locator("[name=what]").fill(what)
    form.locator("[name=who]").fill(who)
    form.locator("[name=by_when]").fill(by_when)


def is_without_fault(page: Page) -> None:
    """No fault that axe knows, and nothing wider than the page."""
    page.evaluate(axe())
    assert page.evaluate(AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_facilitator_writes_one_after_the_other_by_keyboard_alone(
    guests: Guests, acting: Facilitator
) -> None:
    control, stage, phone = guests.control(), guests.stage(), guests.phone()
    expect(control.locator("console-actions")).to_contain_text("Nog geen acties.")
    keyboard = Keyboard(control, is_watchful=True)
    keyboard.press(".")
    expect(control.locator(".action-new [name=what]")).to_be_focused()
    for what, who, when in (("Loket openen", "Gemeente", "1-3-2027"), ("Bellen", "Jan", "")):
        control.keyboard.type(what)
        keyboard.go_to("Wie doet het")
        control.keyboard.type(who)
        keyboard.go_to("Wanneer klaar")
        control.keyboard.type(when)
        keyboard.press("Enter")
        expect(control.locator(".action-new [name=what]")).to_be_focused()
        expect(control.locator(".action-new [name=what]")).to_have_value("")
        expect(control.locator(".action-row").first).to_contain_text(what)
    expect(stage.locator(".stage-action")).to_have_text(
        ["Loket openen Gemeente 1 maart 2027", "Bellen Jan"]
    )
    expect(phone.locator(".action-row").first).to_contain_text("Wanneer klaar: 1 maart 2027")
    assert phone.locator("tafel-actions button").count() == 0
    assert actions_of(acting) == [("Loket openen", "Gemeente", "1-3-2027"), ("Bellen", "Jan", "")]
    keyboard.act("Wijzigen Bellen")
    expect(control.locator(".action-row [name=what]")).to_be_focused()
    keyboard.write("Opbellen")
    keyboard.press("Enter")
    expect(control.locator(".action-row").first).to_contain_text("Opbellen")
    expect(control.get_by_role("button", name="Wijzigen Opbellen")).to_be_focused()
    keyboard.act("Van de lijst halen Opbellen")
    expect(control.locator(".action-removed")).to_contain_text("Opbellen")
    expect(control.locator("[data-undo]")).to_be_focused()
    expect(stage.locator(".stage-action")).to_have_count(1)
    keyboard.press("Enter")
    expect(control.locator(".action-row").first).to_contain_text("Opbellen")
    expect(control.get_by_role("button", name="Wijzigen Opbellen")).to_be_focused()
    is_without_fault(control)


def test_an_action_comes_from_what_was_highlighted_and_found_by_searching(
    guests: Guests, facilitator: Facilitator
) -> None:
    entries = [
        facilitator.ask("post_entry", activity="knelpunten", text=text, for_table="3")["made"]
        for text in ("Banken durven niet", "Regels veranderen", "Niet uitgelicht")
    ]
    for entry in entries[:2]:
        facilitator.ask("highlight_entry", entry=entry)
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity=ACTIONS)
    control, phone = guests.control(), guests.phone(table=5)
    keyboard = Keyboard(control, is_watchful=True)
    keyboard.go_to("Wat gaat er gebeuren")
    control.keyboard.type("Met banken praten")
    control.locator(".action-new summary").press("Enter")
    expect(control.locator(".action-source")).to_have_count(3)
    keyboard.go_to("Zoeken")
    control.keyboard.type("banken")
    expect(control.locator(".action-source")).to_have_count(2)
    # Enter in the search field sends nothing off.
    keyboard.press("Enter")
    control.get_by_role("radio", name="Banken durven niet uitgelicht").check()
    expect(control.locator(".action-chosen")).to_have_text("Banken durven niet")
    is_without_fault(control)
    control.locator(".action-new [name=what]").press("Enter")
    expect(phone.locator(".action-row")).to_contain_text("uit: Banken durven niet")
    (action,) = facilitator.view()["actions"].values()
    assert action["source"] == entries[0]
    facilitator.ask("hide_entry", entry=entries[0])
    expect(phone.locator(".action-row")).not_to_contain_text("Banken durven niet")


def test_two_who_change_the_same_action_see_both_texts(guests: Guests, acting: Facilitator) -> None:
    id = put(acting, "Loket openen")
    control = guests.control()
    control.get_by_role("button", name="Wijzigen Loket openen").click()
    row = control.locator(f"[data-action='{id}']")
    row.locator("[name=what]").fill("Eén loket openen")
    acting.ask("put_action", activity=ACTIONS, action=id, what="Twee loketten", who="Jan")
    row.get_by_role("button", name="Bewaren").click()
    expect(row.get_by_role("alert")).to_contain_text("Twee loketten · Jan")
    expect(row.locator("[name=what]")).to_have_value("Eén loket openen")
    row.get_by_role("button", name="Houden wat ik typte").click()
    expect(row.locator(".action-what")).to_have_text("Eén loket openen")
    assert actions_of(acting) == [("Eén loket openen", "", "")]
    control.get_by_role("button", name="Wijzigen Eén loket").click()
    row.locator("[name=what]").fill("Geen loket")
    acting.ask("remove_action", action=id)
    row.get_by_role("button", name="Bewaren").click()
    row.get_by_role("button", name="Opnieuw opschrijven").click()
    expect(control.locator(".action-what")).to_have_text(["Geen loket"])
    assert actions_of(acting) == [("Geen loket", "", "")]


def test_what_is_half_typed_is_there_after_loading_again(
    guests: Guests, acting: Facilitator
) -> None:
    put(acting, "Loket openen")
    control = guests.control()
    fill(control, "Nog niet", "Jan")
    control.get_by_role("button", name="Wijzigen Loket openen").click()
    control.locator(".action-row [name=who]").fill("Gemeente")
    control.reload()
    expect(control.locator(".action-new [name=what]")).to_have_value("Nog niet")
    expect(control.locator(".action-row [name=who]")).to_have_value("Gemeente")
    control.locator(".action-row").get_by_role("button", name="Zo laten").click()
    expect(control.locator(".action-row .action-what")).to_have_text("Loket openen")


def test_a_chair_writes_for_their_own_table_by_touch_and_takes_back(
    guests: Guests, acting: Facilitator
) -> None:
    put(acting, "Van de begeleider")
    chair = guests.chair(size=PHONE, has_touch=True)
    expect(chair.locator(".action-row")).to_contain_text("Van de begeleider")
    assert chair.locator(".action-row button").count() == 0
    fill(chair, "Met banken praten", "Wij")
    chair.get_by_role("button", name="Actie toevoegen").tap()
    row = chair.locator(".action-row", has_text="Met banken praten")
    expect(row).to_contain_text("opgeschreven aan tafel 3")
    is_without_fault(chair)
    row.get_by_role("button", name="Van de lijst halen").tap()
    expect(row).to_have_count(0)
    chair.get_by_role("button", name="Ongedaan maken").tap()
    expect(row).to_have_count(1)
    acting.ask("close_activity", activity=ACTIONS)
    expect(chair.locator("tafel-action-form")).to_have_count(0)
    expect(row).to_be_visible()


def test_what_is_refused_stays_in_sight_with_its_words(guests: Guests, acting: Facilitator) -> None:
    chair, control = guests.chair(), guests.control()
    control.locator(".action-new").get_by_role("button", name="Actie toevoegen").click()
    expect(control.get_by_role("alert")).to_have_text("Schrijf eerst op wat er gaat gebeuren.")
    expect(control.locator(".action-new [name=what]")).to_be_focused()
    fill(chair, "Te laat")
    # An act is asked now or not at all.
    chair.context.set_offline(True)
    guests.may_lose_line = True
    chair.get_by_role("button", name="Actie toevoegen").click()
    expect(chair.locator(".told[data-wrong]")).to_contain_text("Te laat")
    chair.context.set_offline(False)
    chair.get_by_role("button", name="Opnieuw versturen").click()
    expect(chair.locator(".action-row")).to_contain_text("Te laat")
    expect(chair.locator(".told")).to_have_count(0)
    assert actions_of(acting) == [("Te laat", "", "")]


def test_where_everyone_writes_a_phone_adds_and_changes(
    guests: Guests, facilitator: Facilitator
) -> None:
    where_everyone_writes(facilitator)
    phone, other = guests.phone(has_touch=True), guests.phone(table=5)
    fill(phone, "Samen inkopen", "Ada", "voor de zomer")
    phone.get_by_role("button", name="Actie toevoegen").tap()
    expect(other.locator(".action-row")).to_contain_text("Samen inkopen")
    assert other.locator(".action-row button").count() == 0
    phone.get_by_role("button", name="Wijzigen Samen inkopen").tap()
    phone.locator(".action-row [name=what]").fill("Samen goed inkopen")
    phone.get_by_role("button", name="Bewaren").tap()
    expect(other.locator(".action-row")).to_contain_text("Samen goed inkopen")
    assert phone.get_by_role("button", name="Van de lijst halen").count() == 0
    is_without_fault(phone)
    fill(phone, "Half")
    facilitator.ask("close_activity", activity=ACTIONS)
    facilitator.ask("open_activity", activity="oogst")
    expect(phone.get_by_text("Uw concept blijft staan.")).to_be_visible()
    phone.get_by_role("button", name="Actie toevoegen").tap()
    expect(phone.locator(".told[data-wrong]")).to_contain_text("Half")


def test_without_script_a_phone_reads_and_where_everyone_writes_it_writes(
    guests: Guests, facilitator: Facilitator
) -> None:
    where_everyone_writes(facilitator)
    guests.may_lose_line = True  # the browser calls a refusal a failure to load
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    page.get_by_role("button", name="Actie toevoegen").click()
    expect(page.get_by_role("alert")).to_have_text("Schrijf eerst op wat er gaat gebeuren.")
    new = page.locator(".action-new")
    new.get_by_label("Wat gaat er gebeuren").fill("Samen inkopen")
    new.get_by_label("Wanneer klaar").fill("1-3-2027")
    new.get_by_role("button", name="Actie toevoegen").click()
    expect(page.locator(".action-row")).to_contain_text("Wanneer klaar: 1 maart 2027")
    (id,) = facilitator.view()["actions"]
    page.locator(".action-row summary").click()
    row = page.locator(".action-row")
    row.get_by_label("Wat gaat er gebeuren").fill("Samen goed inkopen")
    facilitator.ask("put_action", activity=ACTIONS, action=id, what="Alleen inkopen")
    row.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("Iemand heeft dit intussen gewijzigd.")
    expect(row).to_contain_text("Alleen inkopen")
    expect(row.get_by_label("Wat gaat er gebeuren")).to_have_value("Samen goed inkopen")
    row.get_by_role("button", name="Bewaren").click()
    expect(row.locator(".action-what")).to_have_text("Samen goed inkopen")
    new.get_by_label("Wat gaat er gebeuren").fill("Te laat")
    facilitator.ask("close_activity", activity=ACTIONS)
    new.get_by_role("button", name="Actie toevoegen").click()
    expect(page.locator(".told")).to_contain_text("Te laat")


def test_a_long_list_pages_through_on_the_big_screen_and_shows_the_newest_first(
    guests: Guests, acting: Facilitator
) -> None:
    for n in range(1, 16):
        put(acting, f"Actie nummer {n} met een flink aantal woorden erin", who=f"Tafel {n}")
    stage = guests.stage()
    expect(stage.locator(".stage-action")).to_have_count(15)
    expect(stage.locator(".sheet")).to_be_visible()
    shown = stage.locator(".stage-action:not([hidden])")
    expect(shown.last).to_contain_text("Actie nummer 15 ")
    assert shown.count() < 15
    first = next(iter(acting.view()["actions"]))
    acting.ask("put_action", activity=ACTIONS, action=first, what="Anders")
    expect(shown.first).to_contain_text("Anders")


def test_an_observer_reads_and_has_no_act(guests: Guests, acting: Facilitator) -> None:
    put(acting, "Loket openen", who="Gemeente")
    watch = guests.watch()
    expect(watch.locator("console-actions .action-row")).to_contain_text("Gemeente")
    assert watch.locator("console-actions button, console-actions input").count() == 0


def test_afterwards_they_stand_in_the_results_by_day(guests: Guests, acting: Facilitator) -> None:
    for what, when in (("Later", ""), ("Daarna", "1-3-2027"), ("Eerst", "1 februari 2027")):
        put(acting, what, by_when=when)
    control = guests.control()
    control.goto(f"{guests.box.url}/results")
    expect(control.locator("#actions-acties")).to_have_text("Wie is aan zet?")
    expect(control.locator("[id^=action-] th")).to_have_text(["Eerst", "Daarna", "Later"])
    expect(control.locator("[id^=action-]").first).to_contain_text("1 februari 2027")
    is_without_fault(control)
