"""One story: five phones, a chair, a facilitator and the big screen, from idea to action.

Everything is done on the pages, as the people in the room do it: the phones by touch.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from .guests import Guests, is_live, is_saved, write

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TABLE_OF_PHONE = (3, 3, 3, 4, 4)
"""Two tables talk about the same theme; the chair of table 3 sorts what both wrote."""

IDEAS = (
    "Eén fonds voor de eerste lening",
    "Een garantie van de gemeente",
    "Banken rekenen mee wat het oplevert",
    "Een landelijk garantiefonds",
    "Vouchers om investeringsklaar te worden",
)
FUND, BANKS, VOUCHERS = "Garanties en fondsen", "Banken die meerekenen", "Vouchers"
GROUPS = {
    FUND: (IDEAS[0], IDEAS[1], IDEAS[3]),
    BANKS: (IDEAS[2],),
    VOUCHERS: (IDEAS[4],),
}
DOTS = ({FUND: 3, BANKS: 2}, {FUND: 5}, {BANKS: 4, VOUCHERS: 1}, {FUND: 2, BANKS: 3}, {FUND: 5})
"""15, 9 and 1: every phone gives all of its five."""

RATINGS = ({FUND: "9", BANKS: "0"}, {FUND: "8", BANKS: "10"}, {FUND: "9", BANKS: "0"})
RATINGS += ({FUND: "7", BANKS: "10"}, {FUND: "8", BANKS: "10"})
"""What each phone says of the effect: they agree on the one, and not at all on the other."""

POINTS = ("Begin met één garantiefonds", "Vraag de banken om mee te rekenen")

KNELPUNTEN, OPLOSSINGEN = "Knelpunten aan tafel", "Oplossingen aan tafel"
PAUZE, ORDENEN, PRIORITEITEN = "Pauze", "Ordenen per thema", "Prioriteiten stellen"
BEOORDELEN, BESPREKEN = "Effect en haalbaarheid", "Bespreken: Effect en haalbaarheid"
OOGST, ACTIES = "Oogst van de tafels", "Wie is aan zet?"

SAID = "Banken kennen de sector nu al beter dan een fonds."
WHAT, WHO, BY_WHEN = "Een garantiefonds voorbereiden", "Ministerie", "1 juni"


@dataclass
class Room:
    """Everybody's page."""

    phones: list[Page]
    chair: Page
    control: Page
    stage: Page

    @property
    def screen(self) -> Locator:
        """What stands on the big screen."""
        return self.stage.locator("stage-picture")

    def open(self, title: str) -> None:
        """The facilitator opens a step, with the button that stands for it."""
        press(self.control, f"“{title}” openen")
        now = self.control.locator("console-steer .now-title")
        expect(now).to_have_text(title)

    def close(self, title: str) -> None:
        """The facilitator closes the step; once more, where somebody was typing a moment ago."""
        press(self.control, f"“{title}” sluiten")
        elsewhere = self.control.locator("console-steer .now-title").filter(has_not_text=title)
        expect(elsewhere.or_(self.button("Nu sluiten"))).to_be_visible()
        if self.button("Nu sluiten").is_visible():
            press(self.control, "Nu sluiten")
        expect(elsewhere).to_be_visible()

    def button(self, name: str) -> Locator:
        """A button of the facilitator."""
        return self.control.get_by_role("button", name=name, exact=True)


def press(page: Page, name: str) -> None:
    """Press a button, once there is only one that is called so."""
    page.get_by_role("button", name=name, exact=True).click()


def gathered(guests: Guests) -> Room:
    """Everybody has come in."""
    phones = [guests.phone(table, has_touch=True) for table in TABLE_OF_PHONE]
    return Room(phones, guests.chair(has_touch=True), guests.control(), guests.stage())


def write_ideas(room: Room) -> None:
    """Everybody writes what they think would help."""
    room.close(KNELPUNTEN)
    room.open(OPLOSSINGEN)
    for phone, idea in zip(room.phones, IDEAS, strict=True):
        expect(phone.get_by_role("heading", level=1)).to_have_text(OPLOSSINGEN)
        write(phone, idea)
        is_saved(phone)
    expect(room.control.locator("console-stream .entry")).to_have_count(len(IDEAS))
    room.close(OPLOSSINGEN)


def sort(room: Room) -> None:
    """During the break the chair makes groups of what both tables wrote, and says: ready."""
    room.open(PAUZE)
    room.open(ORDENEN)
    for title, ideas in GROUPS.items():
        for idea in ideas:
            room.chair.locator(".sort-card", has_text=idea).get_by_role("checkbox").check()
        room.chair.get_by_label("Nieuwe groep").fill(title)
        room.chair.get_by_role("button", name="Groep maken").tap()
        made = room.chair.locator(".board-group summary", has_text=title)
        expect(made).to_have_text(f"{title} ({len(ideas)})")
    room.chair.get_by_role("button", name="Lijst klaar").tap()
    expect(room.control.locator("console-sorting")).to_contain_text("Lijst klaar")
    room.close(ORDENEN)
    room.close(PAUZE)


def give_dots(room: Room) -> None:
    """Everybody gives five dots, and sees that nobody knows yet what came of it."""
    room.open(PRIORITEITEN)
    for phone, dots in zip(room.phones, DOTS, strict=True):
        for title, n in dots.items():
            row = phone.locator(".vote-choice", has_text=title)
            for _ in range(n):
                row.get_by_role("button", name="Een stip meer").tap()
        expect(phone.locator(".vote-left")).to_have_text("Nog 0 van 5 stippen te geven")
        expect(phone.get_by_text("Uw stem is bewaard.")).to_be_visible()
    expect(room.screen).to_contain_text("5 van 5 hebben gestemd")
    for page in (*room.phones, room.chair, room.control, room.stage):
        assert page.locator("tafel-results, stage-picture meter").count() == 0


def show_dots(room: Room) -> None:
    """The result comes to everybody at once."""
    room.close(PRIORITEITEN)
    expect(room.phones[0].get_by_text("De stemming is gesloten.")).to_be_visible()
    room.button("Uitslag aan iedereen tonen").click()
    for page in (*room.phones, room.chair, room.control):
        rows = page.locator("tafel-results tbody tr")
        expect(rows).to_have_count(len(GROUPS))
        for row, (title, n) in zip(
            rows.all(), ((FUND, 15), (BANKS, 9), (VOUCHERS, 1)), strict=True
        ):
            expect(row).to_contain_text(title)
            expect(row).to_contain_text(str(n))
    expect(room.screen.locator("li").first).to_contain_text(FUND)


def rate(room: Room) -> None:
    """Everybody says what they think of the first on the list."""
    room.open(BEOORDELEN)
    for phone, given in zip(room.phones, RATINGS, strict=True):
        for title, value in given.items():
            item = phone.locator(".rating-item", has_text=title)
            for criterion, mark in (("Effect", value), ("Haalbaarheid", "6")):
                row = item.locator(".rating-criterion", has_text=criterion)
                row.get_by_role("radio", name=mark, exact=True).tap()
        expect(phone.locator(".vote-left")).to_have_text("2 van 3 beoordeeld")
        expect(phone.get_by_text("Uw stem is bewaard.")).to_be_visible()
    expect(room.screen).to_contain_text("5 van 5 hebben gestemd")


def show_ratings(room: Room) -> None:
    """The room sees that it is divided on one of them, and the facilitator lets it talk."""
    room.close(BEOORDELEN)
    room.button("Uitslag aan iedereen tonen").click()
    for page in (*room.phones, room.chair, room.control):
        divided = page.locator("tafel-results tbody tr", has_text=BANKS)
        expect(divided).to_contain_text("Hierover is de zaal verdeeld.")
    expect(room.screen).to_contain_text(FUND)
    room.button("Hierover praten").click()
    expect(room.control.locator("console-steer .next")).to_contain_text(BESPREKEN)


def discuss(room: Room) -> None:
    """What divides the room is talked about before it decides."""
    room.open(BESPREKEN)
    phone = room.phones[0]
    expect(phone.get_by_role("heading", level=1)).to_have_text(BANKS)
    phone.locator(".talk-stances button", has_text="Tegen").tap()
    phone.locator("tafel-say textarea").fill(SAID)
    phone.get_by_role("button", name="Versturen").tap()
    expect(phone.locator(".talk-said article", has_text=SAID)).to_be_visible()
    expect(room.control.locator("console-discussion")).to_contain_text(SAID)
    room.close(BESPREKEN)


def harvest(room: Room) -> None:
    """The chair says what the table wants everybody to hear, and it stands on the big screen."""
    room.open(OOGST)
    for n, point in enumerate(POINTS, 1):
        room.chair.get_by_label(f"Punt {n}").fill(point)
    room.chair.get_by_role("button", name="Dit klopt").tap()
    expect(room.chair.locator(".agreement")).to_contain_text("U zei: dit klopt.")
    press(room.control, "Volgende tafel")
    expect(room.screen.locator("h2")).to_contain_text("Tafel 3")
    expect(room.screen.locator("li")).to_have_text(list(POINTS))
    for phone in room.phones:
        expect(phone.locator("tafel-phone > tafel-harvest li")).to_have_text(list(POINTS))


def act(room: Room) -> None:
    """Who does what by when is written down, and everybody reads it."""
    room.close(OOGST)
    room.open(ACTIES)
    room.control.keyboard.press(".")
    form = room.control.locator(".action-new tafel-action-form")
    for name, told in (("what", WHAT), ("who", WHO), ("by_when", BY_WHEN)):
        form.locator(f"[name={name}]").fill(told)
    form.locator("[name=by_when]").press("Enter")
    for page in room.phones:
        expect(page.locator("tafel-phone tafel-actions")).to_contain_text(WHAT)
    expect(room.screen).to_contain_text(WHAT)
    expect(room.screen).to_contain_text(WHO)


STEPS: list[Callable[[Room], None]] = [
    write_ideas,
    sort,
    give_dots,
    show_dots,
    rate,
    show_ratings,
    discuss,
    harvest,
    act,
]
"""As the room goes through it."""


def test_five_phones_go_from_ideas_to_an_action(guests: Guests) -> None:
    room = gathered(guests)
    for step in STEPS:
        step(room)
    # Who comes back later finds the same.
    room.phones[0].reload()
    is_live(room.phones[0])
    expect(room.phones[0].locator("tafel-phone tafel-actions")).to_contain_text(WHAT)
