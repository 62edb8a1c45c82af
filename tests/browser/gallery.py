"""Every page in every state in which people meet it: one list, to be photographed and judged.

A scene is how far the conference is on a box of its own; it shows pages, and what is done on each
before it is looked at. Controls are found by their words, so that a page may be built otherwise.
A new state is one line.
"""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from appliance.network.plan import Plan
from appliance.network.state import RadioState, State, boot_id
from appliance.web.words import Words
from tests.media.pictures import SVG, hall
from tests.sheets.books import FILES
from tests.web.surveyed import CODE as INVITED
from tests.web.surveyed import EIGHT
from tests.web.surveyed import PAGES as SURVEY_PAGES

from .box import ROOT, Box, Facilitator
from .guests import LAPTOP, PHONE, TABLET, Guests, is_live, is_saved, wake, write
from .middle import Middle
from .people import STEP, fill
from .surveyed import REFERENCE, answered, many

LOCALES: Final = {"nl": "nl-NL", "en": "en-GB"}
SIZES: Final[Mapping[str, dict[str, int]]] = {"laptop": LAPTOP, "tablet": TABLET, "phone": PHONE}
"""The largest first: only a device without a touch screen can be given one."""
SCREENS: Final[Mapping[str, dict[str, int]]] = {"screen": {"width": 1920, "height": 1080}}
DESK: Final = ("Contributions", "Summary")
NEXT: Final = "oplossingen"
POLL: Final = "evaluatie"
VOTE: Final = "stemming"
HARVEST: Final = "oogst"
TALK: Final = "bespreken"
VOTE_TITLE: Final = {"nl": "Wat gaat voor?", "en": "What comes first?"}
VOTE_ITEMS: Final = [
    {
        "id": "fonds",
        "text": {"nl": "Eén fonds voor de eerste lening", "en": "One fund for the first loan"},
        "theme": "financiering",
    },
    {
        "id": "percelen",
        "text": {"nl": "Opdrachten in kleinere percelen", "en": "Contracts in smaller lots"},
        "theme": "inkoop",
    },
    {"id": "meten", "text": {"nl": "Samen meten wat het oplevert", "en": "Measure it together"}},
]
CRITERIA: Final = [
    {"id": "effect", "title": {"nl": "Effect", "en": "Effect"}, "scale": [0, 10]},
    {"id": "doen", "title": {"nl": "Haalbaarheid", "en": "Feasibility"}, "scale": [0, 10]},
]
EARLY_S: Final = 400
"""So far into the first step that every page has something to show, and none very much."""
HALF: Final = "Banken vinden het risico te hoog"
SENT: Final = "Investeerders vragen zekerheid die wij nog niet kunnen geven"
COMMENT: Final = "Een garantie van de gemeente zou al helpen"
ACTIONS: Final = "acties"
TO_DO: Final = (
    ("Een inkooploket openen voor kleine ondernemers", "Gemeente Utrecht", "1-3-2027"),
    ("Uitzoeken welke regels dubbel zijn", "Ministerie, Jan de Vries", "voor de zomer"),
    ("Met de banken praten over kleine leningen", "Onze tafel", ""),
)
"""What is going to be done, by whom and by when."""
SAID: Final = (
    ("for", "Eén loket scheelt iedere ondernemer maanden zoeken en vragen."),
    ("against", "Banken kennen de sector nu al beter dan een fonds."),
    ("question", "Wie draagt het risico als een lening niet terugkomt?"),
    ("", "In Utrecht bestaat er al zoiets."),
    ("for", "Dan hoeft niet elke gemeente het zelf te bedenken."),
    ("question", "En de provincies?"),
)
POINTS: Final = ("Geld gaat naar zekerheid", "Garanties helpen", "Elke bank vraagt iets anders")


@cache
def words() -> Words:
    """The catalogue of all messages."""
    return Words.read()


@dataclass(slots=True)
class Place:
    """A box in the state of a scene, and the people in the room with it, in one language."""

    box: Box
    facilitator: Facilitator
    guests: Guests
    middle: Middle
    language: str
    closing: ExitStack
    browsers: dict[str, BrowserContext] = field(default_factory=dict)
    """Those who come back to a page: by who they are."""

    def say(self, message: str, **values: Any) -> str:
        """What stands on the screen for an English message."""
        return words().say(self.language, message, **values)

    def ask(self, do: str, **members: Any) -> str:
        """Ask as the facilitator; the id of what was made."""
        return str(self.facilitator.ask(do, **members).get("made", ""))

    def entry(self) -> str:
        """The id of the newest contribution."""
        return str(self.facilitator.entries()[-1]["id"])

    def person(self) -> BrowserContext:
        """A browser with nothing in it."""
        return self.guests.person(language=LOCALES[self.language], size=LAPTOP)

    def page(self, who: str, address: str) -> Page:
        """A page in the browser of somebody who comes back."""
        if who not in self.browsers:
            self.browsers[who] = self._browser_of(who)
        page = self.browsers[who].new_page()
        page.goto(address)
        return page

    def _browser_of(self, who: str) -> BrowserContext:
        signs_in = {"control": self.guests.control, "watch": self.guests.watch}
        signs_in["stage"] = self.guests.stage
        if who not in signs_in:
            return self.person()
        page = signs_in[who](language=LOCALES[self.language], size=LAPTOP)
        page.close()
        return page.context


Open = Callable[[Place], Page]
Act = Callable[[Place, Page], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page in a state."""

    page: str
    state: str
    open: Open
    act: Act = lambda place, page: None
    sizes: Mapping[str, dict[str, int]] = field(default_factory=lambda: SIZES)
    sides: Sequence[str] = ()
    """What the buttons say that show, on a narrow screen, what a wide one shows side by side."""

    @property
    def name(self) -> str:
        """What pictures of it are called."""
        return f"{self.page}-{self.state}"


@dataclass(frozen=True, slots=True)
class Scene:
    """How far the conference is, and what is shown of it then."""

    name: str
    begin: Callable[[Place], None]
    shown: Sequence[Shown]
    change: Callable[[dict[str, Any]], None] | None = None
    """What is other in its conference than in the reference conference, which is in practice."""
    command: str = "demo"
    """How its box is started."""
    program: str = "appliance.cli"
    """What it is started with."""


# -- opening a page ----------------------------------------------------------------------------


def phone(place: Place) -> Page:
    """Somebody at table 3 who only reads, or leaves no trace."""
    page = place.page("reader", f"{place.box.url}/t/3")
    is_live(page)
    return page


def newcomer(place: Place) -> Page:
    """Somebody who has just come to table 3."""
    return place.guests.at_table(place.person())


def distant_phone(place: Place) -> Page:
    """The same over a line that can be cut."""
    return place.guests.at_table(place.person(), url=place.middle.url)


def loan_device(place: Place) -> Page:
    """A device that table 3 lends out."""
    page = place.person().new_page()
    page.goto(f"{place.box.url}/t/3?loan")
    is_live(page)
    return page


def chair(place: Place) -> Page:
    """The chair of table 3."""
    page = place.page("chair", place.box.links["chair"])
    is_live(page)
    return page


def stage(scene: str, **show: Any) -> Open:
    """The big screen when it shows a scene; `show` is what the facilitator chose for it."""

    def open(place: Place) -> Page:
        place.ask("show_on_stage", **(show or {"mode": "auto"}))
        page = place.page("stage", f"{place.box.url}/stage")
        expect(page.locator("stage-picture")).to_have_attribute("data-scene", scene)
        return page

    return open


def released_on_stage(place: Place) -> Page:
    """The big screen with three contributions on it."""
    entries = [entry["id"] for entry in place.facilitator.entries()]
    return stage("entries", mode="entries", entries=entries[-3:])(place)


def watch(place: Place) -> Page:
    """An observer."""
    return console(place, "watch")


def control(place: Place) -> Page:
    """The facilitator."""
    return console(place, "control")


def console(place: Place, who: str) -> Page:
    """A page on which all of the room is seen, live."""
    page = place.page(who, f"{place.box.url}/{who}")
    expect(page.locator("console-programme button").first).to_be_visible()
    return page


def at_desk(address: str) -> Open:
    """A page that only the facilitator may open."""
    return lambda place: place.page("control", place.box.url + address)


def searched_names(place: Place) -> Page:
    """What the box found in what people wrote, waiting to be covered or left."""
    if not any("Piet van der Berg" in text for text in place.facilitator.texts()):
        text = "Mail Piet van der Berg op piet@example.org, of vraag mevrouw Jansen"
        place.ask("post_entry", activity=STEP, text=text, for_table="3")
    page = at_desk("/results/redaction")(place)
    page.locator("button[value=search]").click()
    expect(page.locator(".found").first).to_be_visible()
    expect(page.locator("#search-progress")).to_have_count(0)
    return page


def unfolding_limits(place: Place, page: Page) -> None:
    """What the box does not find, unfolded."""
    page.locator("#search summary").click()


def papers(place: Place) -> Page:
    """The papers that go with asking people."""
    (conference,) = place.facilitator.view()["conferences"]
    return at_desk(f"/prepare/{conference}/papers")(place)


def observed(address: str) -> Open:
    """A page that an observer may open."""
    return lambda place: place.page("watch", place.box.url + address)


def sort_desk(query: str = "") -> Open:
    """The sorting desk."""

    def open(place: Place) -> Page:
        (conference,) = place.facilitator.view()["conferences"]
        page = at_desk(f"/prepare/{conference}/sort{query}")(place)
        # Where there is something to sort, all of it comes after the page.
        page.wait_for_function("() => !document.querySelector('#sort-desk:not([data-script] *)')")
        return page

    return open


def preview(step: str, sight: str) -> Open:
    """A step as people will see it."""

    def open(place: Place) -> Page:
        page = place.page("control", f"{place.box.url}/prepare")
        page.goto(f"{page.url}/preview/{step}?sight={sight}")
        return page

    return open


def choosing(step: str) -> Open:
    """What comes along to a step, to tick by hand."""

    def open(place: Place) -> Page:
        page = place.page("control", f"{place.box.url}/prepare")
        page.goto(f"{page.url}/steps/{step}/chosen")
        return page

    return open


def resting(place: Place) -> Page:
    """The sorting desk with what the newest theme rests on."""
    themes = place.facilitator.view()["themes"]
    newest = max(themes, key=lambda id: int(themes[id]["number"]))
    return sort_desk(f"?theme={newest}#themes")(place)


def staff(*troubles: str) -> Open:
    """Venue staff at a box that is an access point, with a Wi-Fi of its own."""

    def open_(place: Place) -> Page:
        data = place.box.data
        Plan("NL", "Tafelronde-3fa2", "kaars-appel-4729").keep(data)
        (data / "run").mkdir(exist_ok=True)
        radio = RadioState("wlan0", "iwlwifi", 14, 3, is_serving=not troubles, restarts=0)
        state = State(boot_id(), time.monotonic(), "10.77.0.1", radio, (), troubles)
        state.write(data / "run" / "network.json")
        return place.page("anyone", f"{place.box.url}/box")

    return open_


def anyone(address: str) -> Open:
    """A page that anyone may open."""
    return lambda place: place.page("anyone", place.box.url + address)


def refused_page(address: str) -> Open:
    """A page that is not there, about which Chromium writes."""

    def open(place: Place) -> Page:
        place.guests.may_lose_line = True
        return anyone(address)(place)

    return open


def invitee(address: str = "") -> Open:
    """Somebody who was invited to answer the survey."""
    return lambda place: place.page("invitee", f"{place.box.url}/s/{INVITED}{address}")


def refused_invitee(address: str) -> Open:
    """The same on a page that will come back, about which Chromium writes."""

    def open(place: Place) -> Page:
        place.guests.may_lose_line = True
        return invitee(address)(place)

    return open


# -- what is done on it ------------------------------------------------------------------------


def button(place: Place, page: Page | Locator, message: str, **values: Any) -> Locator:
    """The first button that says this; acts that ask first end in an ellipsis."""
    said = re.escape(place.say(message, **values))
    return page.get_by_role("button", name=re.compile(f"^{said}( …)?$")).first


def pressing(*messages: str) -> Act:
    """Press the buttons that say this, one after the other."""

    def act(place: Place, page: Page) -> None:
        for message in messages:
            button(place, page, message).click()

    return act


def unfolding(message: str) -> Act:
    """Unfold what is folded away under these words."""
    return lambda place, page: page.locator("summary", has_text=place.say(message)).first.click()


def typing(text: str) -> Act:
    """Type a contribution, but do not send it."""
    return lambda place, page: page.locator("tafel-step textarea").first.fill(text)


def sending(place: Place, page: Page) -> None:
    """Send a contribution and see that it is saved."""
    write(page, SENT)
    is_saved(page)


def sending_without_line(place: Place, page: Page) -> None:
    """Send while the Wi-Fi is gone."""
    place.guests.may_lose_line = True
    page.context.set_offline(True)
    write(page, SENT)
    expect(page.locator(".band[data-kind=gone]")).to_be_visible()


def own(*messages: str) -> Act:
    """Look at what one sent oneself, and press what stands there."""

    def act(place: Place, page: Page) -> None:
        sending(place, page)
        page.locator("#tab-mine").click()
        for message in messages:
            button(place, page.locator("#panel-mine"), message).click()

    return act


def no_passphrase(place: Place, page: Page) -> None:
    """Ask for an archive with a passphrase, and type none; Chromium writes about the answer."""
    place.guests.may_lose_line = True
    button(place, page, "Make the archive").click()
    expect(page.get_by_role("alert")).to_be_visible()


def archive_made(place: Place, page: Page) -> None:
    """Make an archive, and see that it is there."""
    if page.locator(".archive-list > li").count() == 0:
        page.locator("#lock-none").check()
        button(place, page, "Make the archive").click()
    expect(page.locator(".archive-list > li")).to_be_visible(timeout=60_000)
    expect(page.locator("#make-form")).to_be_visible()


def answering_wrong(place: Place, page: Page) -> None:
    """Choose more than may be, and leave rows out."""
    page.locator("fieldset.survey-row input").first.check()
    for box in page.locator("#q-top2 input").all():
        box.check()
    page.locator("#q-volgorde select").first.select_option("1")
    page.locator("#q-volgorde select").last.select_option("1")
    button(place, page, "Next page").click()
    expect(page.get_by_role("alert")).to_be_visible()


def answering_all(place: Place, page: Page) -> None:
    """Answer everything, and send."""
    page.locator("#q-rol input").first.check()
    page.locator("#q-jaren input").fill("12")
    page.locator("#q-kanalen input").first.check()
    button(place, page, "Next page").click()
    for row in page.locator("fieldset.survey-row").all():
        row.locator("input").first.check()
    page.locator("#q-top2 input").first.check()
    page.locator("#q-volgorde select").first.select_option("1")
    button(place, page, "Next page").click()
    page.locator("#q-hoop input").nth(7).check()
    page.locator("#q-open textarea").fill(f"{SENT}.\n{COMMENT}.")
    button(place, page, "Next page").click()
    button(place, page, "Send").click()
    page.wait_for_url("**/done")


def moving_table(place: Place, page: Page) -> None:
    """Come to another table than where one sits."""
    sending(place, page)
    page.goto(f"{place.box.url}/t/7")


def largest(place: Place, page: Page) -> None:
    """Choose the largest letters."""
    page.get_by_role("link", name=place.say("Largest")).click()
    page.wait_for_url("**#text-size")
    is_live(page)


def out_of_use(place: Place, page: Page) -> None:
    """The table is put out of use while somebody writes at it."""
    typing(HALF)(place, page)
    place.ask("retire_table", table="3")
    expect(page.locator(".offer")).to_be_visible()


def told(place: Place, page: Page) -> None:
    """The facilitator says something to everyone."""
    place.ask("say", text="De lunch staat klaar in de foyer", to="everyone")
    expect(page.locator(".message")).to_be_visible()


def asking_help(place: Place, page: Page) -> None:
    """The table asks for help with technology."""
    pressing("Ask for help", "Technology")(place, page)
    expect(button(place, page, "It is solved")).to_be_visible()


def counting_heads(place: Place, page: Page) -> None:
    """The chair says how many people sit at the table."""
    page.locator(".heads summary").click()
    page.locator(".heads input").fill("8")
    page.locator(".heads input").press("Enter")
    expect(page.locator(".heads .told")).to_be_visible()


def no_help_needed(place: Place, page: Page) -> None:
    """What the table asked for is solved."""
    place.ask("signal_table", table="3", signal="none")


def summing_up(place: Place, page: Page) -> None:
    """The chair types three points, which are saved meanwhile."""
    for field_, point in zip(page.locator(".summary textarea").all(), POINTS, strict=True):
        field_.fill(point)
    expect(page.locator(".summary .state[data-state=saved] .icon")).to_be_visible()


def agreeing(place: Place, page: Page) -> None:
    """The chair says that the points are right."""
    button(place, page, "This is right").click()
    expect(page.locator(".agreement[data-agreed]")).to_be_visible()


def listing(place: Place, page: Page) -> None:
    """The chair looks which questions there are."""
    questions = page.get_by_role("navigation", name=place.say("Questions"))
    questions.get_by_role("button", expanded=False).click()


def hiding(place: Place, page: Page) -> None:
    """The newest contribution is hidden, and looked for."""
    place.ask("hide_entry", entry=place.entry())
    hidden = page.locator("console-stream .entry").filter(has=button(place, page, "Bring back"))
    expect(hidden).to_have_count(1)


def suggested(place: Place, page: Page) -> None:
    """Let groups be suggested, and see them."""
    button(place, page, "Suggest groups").click()
    expect(page.locator(".sort-proposal").first).to_be_visible(timeout=60_000)


def grouping(place: Place, page: Page) -> None:
    """Put the first answers in a group, make a theme of it, and look what is in it."""
    for title in ("Inkoop en aanbesteding", "Financiering"):
        for n in range(3):
            page.locator("#sort-loose input").nth(n).check()
        page.locator("#sort-title").fill(title)
        page.locator("#sort-title").press("Enter")
        expect(page.locator(f".sort-group[data-title='{title}']")).to_be_visible()
    page.locator(".sort-more summary").first.click()
    button(place, page, "Make a theme of it").click()
    expect(page.locator(".sort-made")).to_be_visible()
    page.locator(".sort-members summary").last.click()
    page.locator("#sort-loose input").first.check()


def putting_nothing(place: Place, page: Page) -> None:
    """Put nothing in a group."""
    button(place, page, "Put it there").click()
    expect(page.get_by_role("alert")).to_be_visible()


def closing_while_typing(place: Place, page: Page) -> None:
    """Close while somebody goes on typing."""
    typist = newcomer(place)
    typist.locator("tafel-step textarea").first.fill(HALF)
    typist.evaluate(
        """() => setInterval(() => document.querySelector("tafel-step textarea")
             .dispatchEvent(new Event("input", { bubbles: true })), 1000)"""
    )
    page.wait_for_function(
        """() => Object.values(document.querySelector("console-steer").view.presence)
             .some((table) => table.typing > 0)"""
    )
    page.keyboard.press("c")
    expect(button(place, page, "Keep open")).to_be_visible()


def looking_at(step: str) -> Act:
    """Look at a step of the programme."""
    title = {
        STEP: {"nl": "Knelpunten", "en": "Obstacles"},
        "prioriteiten": {"nl": "Prioriteiten", "en": "Set priorities"},
    }[step]

    def act(place: Place, page: Page) -> None:
        page.locator("console-programme button", has_text=title[place.language]).first.click()

    return act


def table_from_nearby(place: Place, page: Page) -> None:
    """Look at table 3 from nearby."""
    name = place.say("Table {table}", table=3)
    page.locator("console-grid").get_by_role("button", name=name).click()
    expect(page.locator("console-table h3")).to_be_focused()


def poll_answered(place: Place, page: Page) -> None:
    """Somebody chooses, and it is saved."""
    page.get_by_role("radio").first.check()
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()


def poll_shown(place: Place, page: Page) -> None:
    """The poll is closed, and everybody sees what it came to."""
    place.ask("close_activity", activity=POLL)
    place.ask("reveal_results", activity=POLL)
    expect(page.locator("tafel-results")).to_be_visible()


def somebody_found(place: Place, page: Page) -> None:
    """Somebody who was invited is looked for, and what is known of them is there to be chosen."""
    page.get_by_label(place.say("Name or e-mail address")).fill("example")
    button(place, page, "Look").click()
    expect(page.locator(".found label").first).to_be_visible()


def dots_given(place: Place, page: Page) -> None:
    """Some dots are given, and saved."""
    page.get_by_role("checkbox").first.check()
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()


def divided(place: Place, page: Page) -> None:
    """Most is given and saved; then somebody types more than is left."""
    fields = page.locator(".budget-item input")
    fields.nth(0).fill("600")
    fields.nth(1).fill("900")
    fields.nth(1).press("Enter")
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()
    expect(page.locator(".budget-why:not(:empty)")).to_be_visible()


def divided_shown(place: Place, page: Page) -> None:
    """Everybody sees what a few people would give."""
    for n, item in ((600, VOTE_ITEMS[0]), (300, VOTE_ITEMS[0]), (450, VOTE_ITEMS[1])):
        place.ask("cast_ballot", activity=VOTE, values={item["id"]: n}, table="4")
    vote_shown(place, page)


def list_unfolded(place: Place, page: Page) -> None:
    """The list of the vote is looked at, and something on it is about to be merged."""
    page.locator("console-items summary").click()
    page.locator("console-items li").first.locator("button").nth(1).click()
    expect(page.locator(".vote-merging select")).to_be_focused()


def order_given(place: Place, page: Page) -> None:
    """Some things are placed, and saved."""
    for _ in range(3):
        page.locator(".order-choice").first.click()
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()


def vote_over(place: Place, page: Page) -> None:
    """The vote is closed; what came of it is still secret."""
    place.ask("close_activity", activity=VOTE)
    expect(page.locator("console-vote .vote-panel > .acts")).to_be_visible()


def vote_shown(place: Place, page: Page) -> None:
    """Everybody sees what the vote came to."""
    place.ask("close_activity", activity=VOTE)
    place.ask("reveal_results", activity=VOTE)
    expect(page.locator("tafel-results").first).to_be_visible()


def at_topic(place: Place, page: Page) -> None:
    """Somebody looks at the first topic, and may have chosen where they stand."""
    page.locator(".talk-topic").first.click()
    expect(page.locator("tafel-say textarea")).to_be_visible()
    page.locator(".talk-stances button").first.click()


def folding_topics(place: Place, page: Page) -> None:
    """A chair looks at all topics."""
    page.locator(".folded > summary", has_text=place.say("All topics")).first.click()
    expect(page.locator("tafel-topics")).to_be_visible()


def topic_on_stage(place: Place) -> Page:
    """The big screen with one topic, and what was highlighted of it."""
    place.ask("show_on_stage", mode="auto")
    place.ask("show_topic", activity=TALK, topic="fonds")
    page = place.page("stage", f"{place.box.url}/stage")
    expect(page.locator("stage-picture .talk-quote")).to_have_count(3)
    return page


def both(*acts: Act) -> Act:
    """One after the other."""

    def act(place: Place, page: Page) -> None:
        for one in acts:
            one(place, page)

    return act


def closed_while_typing(place: Place, page: Page) -> None:
    """Have half a text when the step closes."""
    place.ask("reopen_activity", activity=STEP)
    expect(page.locator(".notice[data-state=closed]")).to_have_count(0)
    typing(HALF)(place, page)
    place.ask("close_activity", activity=STEP)
    expect(button(place, page, "Give it to the chair")).to_be_visible()


def refused(place: Place, page: Page) -> None:
    """Send what the box does not take any more, because it closed while the phone slept."""
    place.guests.may_lose_line = True
    place.ask("reopen_activity", activity=STEP)
    expect(page.locator(".notice[data-state=closed]")).to_have_count(0)
    place.middle.silence()
    place.ask("close_activity", activity=STEP)
    write(page, SENT)
    wake(page)
    expect(page.locator(".sent[data-state=refused]")).to_be_visible()


def kept_here(place: Place, page: Page) -> None:
    """Only the phone still knows what it sent, because the step was closed for good."""
    place.ask("reopen_activity", activity=STEP)
    expect(page.locator(".notice[data-state=closed]")).to_have_count(0)
    sending(place, page)
    place.ask("close_activity", activity=STEP)
    place.ask("seal_activity", activity=STEP)
    page.locator("#tab-mine").click()
    expect(page.get_by_text(place.say("Kept on this phone only"))).to_be_visible()


def late(place: Place, page: Page) -> None:
    """Somebody gives the chair a text that was not sent in time."""
    writer = newcomer(place)
    closed_while_typing(place, writer)
    button(place, writer, "Give it to the chair").click()
    expect(page.locator(".late .entry")).not_to_have_count(0)


def moving_on(place: Place, page: Page) -> None:
    """Have half a text when the room goes on to the next step."""
    typing(HALF)(place, page)
    place.ask("open_activity", activity=NEXT)
    expect(page.locator(".offer")).to_be_visible()


def introduced(place: Place, page: Page) -> None:
    """Say what one is called."""
    page.locator("#own-name").fill("Anna de Vries")
    button(place, page, "Use this name").click()
    expect(page.get_by_text(place.say("With name."))).to_be_visible()


def wrong_code(place: Place, page: Page) -> None:
    """Type a code that opens nothing."""
    place.guests.may_lose_line = True
    page.get_by_role("textbox").fill("geen-code")
    button(place, page, "Go on").click()
    expect(page.get_by_role("alert")).to_be_visible()


def bringing_something_else(place: Place, page: Page) -> None:
    """Choose a file that Tafelronde did not make."""
    place.guests.may_lose_line = True
    notes = {"name": "notes.tafelronde", "mimeType": "application/zip", "buffer": b"notes"}
    page.locator("input[type=file]").set_input_files(notes)
    button(place, page, "Look at the file").click()
    expect(page.get_by_role("alert")).to_be_visible()


def telling_wrong_wifi(place: Place, page: Page) -> None:
    """Tell a password that is too short."""
    place.guests.may_lose_line = True
    page.get_by_label(place.say("Name of the Wi-Fi")).fill("Zaal-AP")
    page.get_by_label(place.say("Password")).fill("kort")
    button(place, page, "Save").click()
    expect(page.get_by_role("alert")).to_be_visible()


def loading_something_else(place: Place, page: Page) -> None:
    """Choose a file that is no conference."""
    place.guests.may_lose_line = True
    notes = {"name": "notes.json", "mimeType": "application/json", "buffer": b"{}"}
    page.locator("input[type=file]").set_input_files(notes)
    button(place, page, "Load the conference").click()
    expect(page.get_by_role("alert")).to_be_visible()


def beginning_without_title(place: Place, page: Page) -> None:
    """Make a conference that has only spaces for a title."""
    place.guests.may_lose_line = True
    page.get_by_label(place.say("Title")).fill(" ")
    button(place, page, "Make the conference").click()
    expect(page.get_by_role("alert")).to_be_visible()


def editing(step: str) -> Act:
    """Unfold what can be changed of a step."""
    return lambda place, page: page.locator(f"#edit-{step} > summary").click()


def editing_rows(rows: str) -> Act:
    """Unfold the criteria, answers or items of a step ("items-<step>")."""
    return lambda place, page: page.locator(f"#{rows} > summary").click()


def choosing_no_scale(place: Place, page: Page) -> None:
    """Let a scale end below where it begins."""
    place.guests.may_lose_line = True
    editing_rows(f"criteria-{RATED}")(place, page)
    row = page.locator(f"#criteria-{RATED} .row").first
    row.locator("[name=high]").fill("-9")
    expect(row.locator('[data-told][data-state="unsaved"]')).to_be_visible()


def editing_slides(place: Place, page: Page) -> None:
    """Unfold the slides of the opening."""
    page.locator("#slides-opening > summary").click()


def choosing_no_picture(place: Place, page: Page) -> None:
    """Choose a drawing that calls itself a picture."""
    place.guests.may_lose_line = True
    editing_slides(place, page)
    _choose(place, page, "zaal.png", SVG)
    expect(page.locator("#picture-opening").get_by_role("alert")).to_be_visible()


def _choose(place: Place, page: Page, name: str, content: bytes) -> None:
    """Add a picture to the opening."""
    adding = page.locator("#picture-opening")
    adding.locator("summary").click()
    told = {"name": name, "mimeType": "image/png", "buffer": content}
    adding.locator("input[type=file]").set_input_files(told)
    for language, words in (("nl", "Tien ronde tafels"), ("en", "Ten round tables")):
        adding.locator(f"[name='alt.{language}']").fill(words)
    adding.locator("[name='title.nl']").fill("Zo zitten wij")
    adding.locator("[name='title.en']").fill("How we sit")
    button(place, adding, "Add the picture").click()


def editing_place(place: Place, page: Page) -> None:
    """Type where the conference is, and see that it is saved."""
    form = page.locator("#about form")
    form.get_by_label(place.say("Place")).fill("Utrecht")
    expect(form.locator("[data-state=saved]")).to_be_visible()


def both_editing(place: Place, page: Page) -> None:
    """Type a title that somebody else has changed since."""
    place.guests.may_lose_line = True
    field = page.locator('[name="title.nl"]').first
    with page.expect_request("**/about"):
        page.route("**/about", lambda route: _first(place, route), times=1)
        field.fill("Mijn titel")
    expect(page.locator(".prepare-both")).to_be_visible()


def _first(place: Place, route: Route) -> None:
    """Somebody else is faster."""
    place.ask("edit_conference", members={"title": {"nl": "Hun titel", "en": "Their title"}})
    route.continue_()


# -- how far the conference is -----------------------------------------------------------------


def surveyed(place: Place) -> None:
    """A survey that asks in all eight ways is open."""
    survey_planned(place)
    place.ask("open_survey")


def survey_planned(place: Place) -> None:
    """The same before it opens."""
    closes = int(time.time()) // 60 + 14 * 24 * 60
    place.ask("put_survey", file={**EIGHT, "opens_minute": closes - 60, "closes_minute": closes})
    place.ask("put_invitees", invitees=[{"code": INVITED, "label": "Anna"}])


def survey_in_groups(place: Place) -> None:
    """Twelve have answered a survey that is open, and five of them count."""
    surveyed(place)
    codes = [f"groep-{n:02d}" for n in range(12)]
    place.ask("put_invitees", invitees=[{"code": code, "label": code} for code in codes])
    for n, code in enumerate(codes):
        asked = place.guests.person().request
        address = f"{place.box.url}/s/{code}"
        asked.get(address)
        for number, form in enumerate(SURVEY_PAGES, 1):
            told = {**form, "asks": form["asks"], "a|open": f"Meer tijd voor punt {n}"}
            parts = [
                (name, one)
                for name, values in told.items()
                for one in (values if isinstance(values, list) else [values])
            ]
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            data = urlencode([*parts, ("go", "next")])
            assert asked.post(f"{address}/{number}", data=data, headers=kind).ok
        assert asked.post(f"{address}/check", form={}).ok


def survey_sealed(place: Place) -> None:
    """The same when it is closed for good."""
    surveyed(place)
    place.ask("close_survey")
    place.ask("seal_survey")


def nothing_loaded(place: Place) -> None:
    """As a box comes out of its carton."""


def practising(place: Place) -> None:
    """As a newcomer finds the box: the first step is open, and nothing counts yet."""


def before_start(place: Place) -> None:
    """The doors are open and nothing has begun."""
    place.ask("stop_practice")


def at_work(place: Place) -> None:
    """The tables write; some have written much, others little."""
    place.ask("stop_practice")
    place.ask("open_activity", activity=STEP)
    fill(place.box, place.closing, until_s=EARLY_S)


def polled(place: Place) -> None:
    """The last step of the reference conference asks how it was."""
    place.ask("stop_practice")
    place.ask("open_activity", activity=POLL)


def conference_closed(place: Place) -> None:
    """The conference is over: it was closed while the tables wrote."""
    at_work(place)
    place.ask("close_event")


def voting(kind: str, **settings: Any) -> Callable[[Place], None]:
    """A room in which a vote of this kind has just been opened."""

    def begin(place: Place) -> None:
        place.ask("close_activity", activity=STEP)
        item = {"id": VOTE, "kind": kind, "title": VOTE_TITLE, "items": VOTE_ITEMS, **settings}
        place.ask("put_activity", item=item)
        place.ask("open_activity", activity=VOTE)

    return begin


def revoted(kind: str, **settings: Any) -> Callable[[Place], None]:
    """A vote that was shown, discussed, repeated and shown again; one table is small."""

    def begin(place: Place) -> None:
        voting(kind, **settings)(place)
        place.ask(
            "put_activity",
            item={"id": HARVEST, "kind": "harvest", "title": {"nl": "Oogst", "en": "Harvest"}},
        )
        place.ask("open_activity", activity=HARVEST)
        place.ask(
            "write_summary", activity=HARVEST, question="punten", points=[HALF, SENT], table="3"
        )
        place.ask("close_activity", activity=HARVEST)
        _all_vote(place, kind, VOTE, 0)
        again = place.ask("repeat_activity", activity=VOTE)
        place.ask("open_activity", activity=again)
        _all_vote(place, kind, again, 1)

    return begin


def _all_vote(place: Place, kind: str, vote: str, turn: int) -> None:
    ids = [str(item["id"]) for item in VOTE_ITEMS]
    for table, n in (("1", 5), ("2", 2), ("3", 6)):
        for one in range(n):
            first, second = ids[(one + turn) % 2], ids[turn]
            values: dict[str, Any] = {first: 1, second: 1}
            if kind == "rating":
                low = 1 if one % 2 else 9
                values = {id: {"effect": 8 - turn - at, "doen": low} for at, id in enumerate(ids)}
            place.ask("cast_ballot", activity=vote, values=values, table=table)
    place.ask("close_activity", activity=vote)
    place.ask("reveal_results", activity=vote)


def with_stick(place: Place) -> None:
    """An archive was made, and a stick is in."""
    data = place.box.data
    (folder,) = (data / "conferences").iterdir()
    (folder / "exports").mkdir()
    (folder / "exports" / ARCHIVE).write_bytes(bytes(3_400_000))
    data.with_name("stick").mkdir()
    page = at_desk("/results/stick")(place)
    while not page.get_by_label("CONFERENCE").count():
        page.get_by_role("link", name=place.say("Look again"), exact=True).first.click()
    page.close()


def on_stick(place: Place, page: Page) -> None:
    """The archive is on the stick, and a spare copy is kept there."""
    button(place, page, "Put it on the stick").click()
    expect(page.locator("#said")).to_have_attribute("data-state", "done")
    page.locator("#passphrase").fill("kaars appel 4729")
    button(place, page, "Keep a spare copy on this stick").click()
    button(place, page, "Stop, and wipe the spare copy from the stick").wait_for()


def acting(place: Place) -> None:
    """A room that writes down who does what by when, after it highlighted a contribution."""
    source = place.ask("post_entry", activity=STEP, text=HALF, for_table="3")
    place.ask("highlight_entry", entry=source)
    place.ask("close_activity", activity=STEP)
    place.ask("open_activity", activity=ACTIONS)
    for n, (what, who, when) in enumerate(TO_DO):
        told = {"what": what, "who": who, "by_when": when, "source": "" if n else source}
        place.ask("put_action", activity=ACTIONS, **told, **({"table": "3"} if n > 1 else {}))


def changing_action(place: Place, page: Page) -> None:
    """An action is being changed, and what it came from is looked for."""
    change = page.get_by_role("button", name=f"{place.say('Change')} {TO_DO[2][0]}")
    change.click()
    page.locator(".action-row details > summary").click()
    expect(page.locator(".action-row .action-source").first).to_be_visible()


def choosing_list(place: Place, page: Page) -> None:
    """Another list is chosen for a vote that is to come."""
    looking_at("prioriteiten")(place, page)
    button(place, page, "Choose the list").click()
    page.get_by_label(place.say("only the top"), exact=True).check()


ARCHIVE: Final = "tafelronde-ser-20150119-1705-full.zip"
SORT: Final = "sorteren"
GROUPS: Final = {"geld": "Geld en krediet", "regels": "Regels en loketten", "tijd": "Tijd"}


def sorted_by(who: str) -> Callable[[Place], None]:
    """A room that sorts what its tables wrote; table 3 has three groups."""

    def begin(place: Place) -> None:
        at_work(place)
        place.ask("close_activity", activity=STEP)
        item = {"id": SORT, "kind": "categorise", "title": SORT_TITLE, "input": STEP}
        place.ask("put_activity", item={**item, "scope": "theme", "who": who}, after=STEP)
        place.ask("open_activity", activity=SORT)
        own = [e["id"] for e in place.facilitator.entries() if e["theme"] == "financiering"]
        for n, (slug, title) in enumerate(GROUPS.items()):
            members = own[n : n + 2 * n : 3] if who == "chairs" else []
            group = {"title": title, "theme": "financiering", "slug": slug, "members": members}
            place.ask("add_bucket", activity=SORT, **group)

    return begin


SORT_TITLE: Final = {"nl": "Ordenen", "en": "Sort"}


def board(place: Place) -> Page:
    """The board of who leads, with a group unfolded."""
    page = control(place)
    page.locator("console-sorting li button").nth(1).click()
    page.locator(".board-group summary").nth(1).click()
    expect(page.locator(".board-group[open] form").first).to_be_visible()
    return page


def placed_some(place: Place, page: Page) -> None:
    """Somebody has put one in a group."""
    page.locator(".placing-groups button").first.click()
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()


def placed_all(place: Place, page: Page) -> None:
    """Somebody skips what is left."""
    while page.locator(".placing-text").count():
        page.locator(".placing > .acts button").last.click()
    expect(page.locator(".placing-end")).to_be_visible()


def sorting_over(place: Place, page: Page) -> None:
    """Everyone has sorted, and it is closed."""
    place.ask("close_activity", activity=SORT)


def discussing(place: Place) -> None:
    """A room in which topics are discussed; of the first one much was said."""
    place.ask("close_activity", activity=STEP)
    title = {"nl": "Waar staan wij?", "en": "Where do we stand?"}
    item = {"id": TALK, "kind": "discussion", "title": title, "items": VOTE_ITEMS}
    place.ask("put_activity", item=item)
    place.ask("open_activity", activity=TALK)
    about = {"activity": TALK, "question": "fonds"}
    for n, (relation, text) in enumerate(SAID):
        how = {"relation": relation} if relation else {}
        said = place.ask("post_entry", **about, text=text, for_table=str(3 + n % 3), **how)
        if relation and n < len(SAID) // 2:
            place.ask("highlight_entry", entry=said)
    place.ask("post_entry", **about, text="Het Rijk", for_table="3", parent=said)
    place.ask("post_entry", activity=TALK, question="meten", text=HALF, for_table="4")


def paused(place: Place) -> None:
    """The room listens for a moment."""
    at_work(place)
    place.ask("pause_activity", activity=STEP)


def closed(place: Place) -> None:
    """Between two steps."""
    at_work(place)
    place.ask("close_activity", activity=STEP)


def sealed(place: Place) -> None:
    """The first step is closed for good."""
    closed(place)
    place.ask("seal_activity", activity=STEP)


def presenting(place: Place) -> None:
    """The opening shows what the survey said."""
    place.ask("close_activity", activity=STEP)
    place.ask("open_activity", activity="opening")


def survey_open(place: Place) -> None:
    """The survey still takes answers."""
    presenting(place)
    place.ask("open_survey")


def slide(n: int) -> Open:
    """The big screen with this slide of the opening."""

    def open(place: Place) -> Page:
        place.ask("show_slide", activity="opening", slide=n)
        return stage("survey")(place)

    return open


def votes_made(place: Place) -> None:
    """What the votes need is set: items, criteria from −5 to 5 and yes or no, and answers."""
    place.ask("put_activity", item={**FIRST_VOTE, "items": WISHES}, after=SORTED)
    criteria = [
        {"id": "effect", "title": {"nl": "Effect", "en": "Effect"}, "scale": [-5, 5], "weight": 2},
        {"id": "steun", "title": {"nl": "Steun", "en": "Support"}, "scale": [0, 1]},
    ]
    rated = {"id": RATED, "kind": "rating", "title": {"nl": "Cijfers", "en": "Rating"}}
    rated |= {"minutes": 10, "input": FIRST_VOTE["id"], "chosen": ["w1", "w3"]}
    place.ask("put_activity", item={**rated, "criteria": criteria})
    place.ask("put_activity", item=MADE_POLL, after=RATED)


SORTED: Final = "ordenen"
RATED: Final = "beoordelen"
WISHES: Final = (
    {"id": "w1", "text": {"nl": "Een fonds", "en": "A fund"}, "theme": "financiering"},
    {"id": "w2", "text": {"nl": "Kleinere percelen", "en": "Smaller lots"}, "theme": "inkoop"},
    {"id": "w3", "text": {"nl": "Regels die blijven", "en": "Rules that last"}},
)
FIRST_VOTE: Final[Mapping[str, Any]] = {
    "id": "eerst",
    "kind": "dots",
    "title": {"nl": "Eerste keuze", "en": "First choice"},
    "minutes": 5,
}
MADE_POLL: Final = {
    "id": "peiling",
    "kind": "poll",
    "title": {"nl": "Peiling", "en": "Poll"},
    "minutes": 3,
    "question": {"nl": "Gaan wij zo door?", "en": "Do we go on like this?"},
    "options": [{"nl": "Ja, meteen", "en": "Yes, at once"}, {"nl": "Nee", "en": "No"}],
    "may_abstain": True,
}


def slides_made(place: Place) -> None:
    """The opening has a text and a picture too."""
    page = at_desk("/prepare")(place)
    editing_slides(place, page)
    button(place, page, "A text").click()
    text = page.locator("#slides-opening .slide").nth(2)
    for name, told in (("nl", ("Vandaag", "Wij luisteren")), ("en", ("Today", "We listen"))):
        text.locator(f"[name='title.{name}']").fill(told[0])
        text.locator(f"[name='text.{name}']").fill(told[1])
    expect(text.locator("[data-state=saved]")).to_be_visible()
    _choose(place, page, "zaal.png", hall())
    expect(page.locator("#slides-opening .slide")).to_have_count(4)
    page.close()


def showing_picture(place: Place) -> None:
    """The picture of the opening is on the big screen."""
    slides_made(place)
    presenting(place)
    place.ask("show_slide", activity="opening", slide=4)


def at_break(place: Place) -> None:
    """Coffee."""
    place.ask("stop_practice")
    place.ask("open_activity", activity="pauze")


def at_end(place: Place) -> None:
    """Every step has been; without what would be voted on, there is no vote."""
    place.ask("stop_practice")
    for vote in ("beoordelen", "prioriteiten"):
        place.ask("remove_activity", activity=vote)
    steps = place.facilitator.view()["activities"]
    for step in (id for id, its in steps.items() if its["state"] == "planned"):
        place.ask("open_activity", activity=step)
        place.ask("close_activity", activity=step)


def with_names(conference: dict[str, Any]) -> None:
    """Let the first step ask for names."""
    for step in conference["programme"]:
        if step["id"] == STEP:
            step["attribution"] = "named"


def without_change(conference: dict[str, Any]) -> None:
    """The reference conference, but without its survey."""


def asking_who(conference: dict[str, Any]) -> None:
    """Let the programme want to know who takes part."""
    conference["asks"] = ["name", "role"]


def much_to_sort(place: Place) -> None:
    """Very many answers to the survey are in."""
    answered(place.facilitator, many(1200 - REFERENCE))


def asking(place: Place) -> None:
    """The first step of a conference that asks more than the reference conference is open."""
    place.ask("open_activity", activity=STEP)


def half_prepared(conference: dict[str, Any]) -> None:
    """Let some of what the day needs be missing."""
    conference["starts_at"] = "13:00"
    conference["tables"][5]["chair"] = ""
    del conference["programme"][2]["questions"][0]["text"]["en"]


def no_survey_yet(conference: dict[str, Any]) -> None:
    """Leave the conference as it is: what is loaded from its file alone has no survey."""


SURVEY: Final = "/prepare/here/survey"
"""The box leads on to the conference that it has."""


def survey_made(place: Place) -> None:
    """The survey is open: some who were invited have answered, one of them on paper."""
    file = json.loads((ROOT / "appliance" / "demo" / "survey.json").read_bytes())
    for question in file["questions"]:
        for n, row in enumerate(question.get("rows", ()), 1):
            row["text"].setdefault("en", f"Obstacle number {n}")
    closes = int(time.time()) // 60 + 2 * 24 * 60
    place.ask("put_survey", file={**file, "is_for_anyone": True, "closes_minute": closes})
    people = [("Anna de Vries", "financier"), ("Bram Smit", "overheid"), ("Carla Mol", "financier")]
    invitees = [
        {
            "label": f"{name} {n}",
            "email": f"mens{n}@example.org",
            "role": role,
            "code": f"kaart-{n}",
        }
        for n, (name, role) in enumerate(people * 4)
    ]
    place.ask("put_invitees", invitees=invitees)
    place.ask("open_survey")
    for n in range(3):
        answers = {"rol": "financier", "komt": "ja"}
        place.ask("take_responses", responses=[{"code": f"kaart-{n}", "answers": answers}])
    place.ask("type_response", answers={"komt": "nee"})


def survey_made_sealed(place: Place) -> None:
    """The survey is closed for good."""
    survey_made(place)
    place.ask("close_survey")
    place.ask("seal_survey")


def survey_file(address: str, name: str, text: str) -> Act:
    """Choose a table on a page of the survey, and look at it."""

    def act(place: Place, page: Page) -> None:
        told = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("input[type=file]").set_input_files(told)
        button(place, page, "Look at the table").click()
        page.wait_for_url(f"**{address}")

    return act


def survey_book(address: str) -> Act:
    """Choose a spreadsheet of several sheets."""

    def act(place: Place, page: Page) -> None:
        page.locator("input[type=file]").set_input_files(FILES / "genodigden.xlsx")
        button(place, page, "Look at the table").click()
        page.wait_for_url(f"**{address}")

    return act


def answered_invitee(place: Place) -> Page:
    """Whether somebody who answered is to be taken off the list."""
    page = at_desk(f"{SURVEY}/invitees")(place)
    address = page.locator(".invitees a").first.get_attribute("href")
    page.goto(f"{place.box.url}{address}/remove")
    return page


def wrong_paper(place: Place, page: Page) -> None:
    """Type in a paper with numbers that there are not."""
    place.guests.may_lose_line = True  # Chromium writes about a form that comes back
    page.locator("[name='a.rol']").fill("9")
    button(place, page, "Save this paper").click()
    expect(page.locator(".wrong").first).to_be_visible()


def wrong_question(place: Place, page: Page) -> None:
    """Save a question that chooses from nothing."""
    place.guests.may_lose_line = True
    page.locator("[name='text_nl']").fill("Wat telt?")
    button(place, page, "Save").click()
    expect(page.locator(".refusal")).to_be_visible()


def removing_answered(place: Place, page: Page) -> None:
    """Take out a question that was answered."""
    page.locator("#q-komt button[formaction$=remove]").click()
    expect(page.locator("[name=sure]")).to_have_count(1)


def edited_by_two(place: Place, page: Page) -> None:
    """Save what somebody else changed meanwhile."""
    place.guests.may_lose_line = True
    other = place.page("control", page.url)
    other.locator("[name='explanation_nl']").fill("Eén antwoord")
    other.locator("[name='explanation_en']").fill("One answer only")
    button(place, other, "Save").click()
    other.wait_for_url("**/questions?saved=*")
    other.close()
    page.locator("[name='explanation_en']").fill("One answer")
    button(place, page, "Save").click()
    expect(page.locator(".meanwhile")).to_be_visible()


SURVEY_PEOPLE: Final = "Naam;E-mailadres;Rol\nDirk Bos;dirk@example.org;overheid\nEva;geen adres;\n"
SURVEY_ANSWERS: Final = "Nummer;Bent u bij de werkconferentie aanwezig?\n1;ja\n2;misschien\n"

GALLERY: Final[Sequence[Scene]] = (
    Scene(
        "no-conference",
        nothing_loaded,
        (
            Shown("box", "no-conference", anyone("/box")),
            Shown("tables", "no-conference", refused_page("/")),
            Shown("control", "begin", at_desk("/control")),
            Shown("control", "not-a-conference", at_desk("/control"), loading_something_else),
            Shown("file", "bring", at_desk("/prepare/file")),
            Shown("prepare", "begin", at_desk("/prepare")),
            Shown("prepare", "begin-refused", at_desk("/prepare"), beginning_without_title),
        ),
        command="serve",
    ),
    Scene(
        "practice",
        practising,
        (
            Shown("phone", "practice", phone),
            Shown("chair", "practice", chair, sides=DESK),
            Shown("control", "practice", control),
            Shown("control", "confirm", control, pressing("Stop practising")),
            Shown("watch", "practice", watch),
            Shown("box", "practice", anyone("/box")),
            Shown("box", "network", staff()),
            Shown("box", "troubles", staff("air_down", "other_dhcp")),
            Shown("box", "organiser", at_desk("/box")),
            Shown("box", "access-point", at_desk("/box/access-point")),
            Shown("box", "access-point-wrong", at_desk("/box/access-point"), telling_wrong_wifi),
            Shown("box", "clock", at_desk("/box/clock?ahead_s=5400")),
            Shown("box", "clock-other-day", at_desk("/box/clock?ahead_s=3000000")),
        ),
    ),
    Scene(
        "before-start",
        before_start,
        (
            Shown("phone", "welcome", phone),
            Shown("chair", "welcome", chair, sides=DESK),
            Shown("control", "before", control),
            Shown("watch", "before", watch),
            Shown("stage", "welcome", stage("welcome"), sizes=SCREENS),
            Shown("results", "empty", at_desk("/results")),
            Shown("online-copy", "not-closed", at_desk("/results/cloud")),
            Shown("tables", "choice", anyone("/tables")),
            Shown("box", "other-day", anyone("/box")),
        ),
    ),
    Scene(
        "around",
        before_start,
        (
            Shown("sign-in", "code", anyone("/sign-in")),
            Shown("sign-in", "wrong-code", anyone("/sign-in"), wrong_code),
            Shown("error", "not-found", refused_page("/nowhere")),
            Shown("tables", "unknown", refused_page("/t/99")),
            Shown("privacy", "page", anyone("/privacy")),
            Shown("help", "contents", anyone("/help")),
            Shown("help", "found", anyone("/help?q=wifi")),
            Shown("help", "participant", anyone("/help/participant")),
            Shown("help", "facilitator", anyone("/help/facilitator")),
            Shown("links", "page", at_desk("/control/links")),
            Shown("file", "save", at_desk("/prepare/file")),
            Shown("papers", "all", papers),
            Shown("file", "wrong", at_desk("/prepare/file"), bringing_something_else),
        ),
    ),
    Scene(
        "preparing",
        before_start,
        (
            Shown("prepare", "page", at_desk("/prepare")),
            Shown("prepare", "step", at_desk("/prepare"), editing(STEP)),
            Shown("prepare", "saved", at_desk("/prepare"), editing_place),
            Shown("prepare", "both", at_desk("/prepare"), both_editing),
            Shown("preview", "phone", preview(NEXT, "phone")),
            Shown("preview", "chair", preview(NEXT, "chair")),
            Shown("preview", "stage", preview(NEXT, "stage")),
        ),
        half_prepared,
    ),
    Scene(
        "phones-at-work",
        at_work,
        (
            Shown("phone", "open", phone),
            Shown("phone", "writing", newcomer, typing(HALF)),
            Shown("phone", "too-long", newcomer, typing(f"{HALF}. " * 65)),
            Shown("phone", "saved", newcomer, sending),
            Shown("phone", "waiting", newcomer, sending_without_line),
            Shown("phone", "comment", phone, pressing("Comment")),
            Shown("phone", "build-on", phone, pressing("Build on")),
            Shown("phone", "edit", newcomer, own("Edit")),
            Shown("phone", "withdraw", newcomer, own("Withdraw")),
            Shown("phone", "seat", phone, unfolding("Other table or person")),
            Shown("phone", "how", phone, unfolding("How does this work?")),
            Shown("phone", "not-working", phone, unfolding("Not working?")),
            Shown("elsewhere", "page", newcomer, moving_table),
            Shown("phone", "screen", phone, unfolding("On the big screen")),
            Shown("phone", "largest", newcomer, largest),
            Shown("phone", "message", phone, told),
            Shown("loan", "device", loan_device),
            Shown("loan", "saved", loan_device, sending),
            Shown("phone", "out-of-use", newcomer, out_of_use),
        ),
    ),
    Scene(
        "chairs-at-work",
        at_work,
        (
            Shown("chair", "writing", chair, sides=DESK),
            Shown("chair", "heads", chair, counting_heads, sides=DESK),
            Shown("chair", "which-help", chair, pressing("Ask for help"), sides=DESK),
            Shown("chair", "help-asked", chair, asking_help, sides=DESK),
            Shown("chair", "summary", chair, both(no_help_needed, summing_up), sides=DESK),
            Shown("chair", "agreed", chair, agreeing, sides=DESK),
            Shown("chair", "loan", chair, pressing("Loan device"), sides=DESK),
            Shown("chair", "for-someone", chair, pressing("Type for someone else"), sides=DESK),
            Shown("results", "running", at_desk("/results")),
            Shown("redaction", "begin", at_desk("/results/redaction")),
            Shown("redaction", "waiting", searched_names),
            Shown("redaction", "own-word", at_desk("/results/redaction?q=de"), unfolding_limits),
            Shown("results", "close", at_desk("/results/close")),
        ),
    ),
    Scene(
        "conference-closed",
        conference_closed,
        (
            Shown("results", "closed", at_desk("/results/close")),
            Shown("results", "person", at_desk("/results/close"), somebody_found),
            Shown("phone", "closed", phone),
            Shown("control", "closed", control),
            Shown("stage", "closed", stage("end"), sizes=SCREENS),
        ),
    ),
    Scene(
        "room-at-work",
        at_work,
        (
            Shown("control", "running", control),
            Shown("control", "step", control, looking_at(STEP)),
            Shown("control", "table", control, table_from_nearby),
            Shown("control", "closing", control, closing_while_typing),
            Shown("control", "keys", control, lambda place, page: page.keyboard.press("?")),
            Shown("control", "message", control, lambda place, page: page.keyboard.press("m")),
            Shown("control", "hidden", control, hiding),
            Shown("watch", "running", watch),
            Shown("watch", "table", watch, table_from_nearby),
        ),
    ),
    Scene(
        "screen",
        at_work,
        (
            Shown("stage", "question", stage("question"), sizes=SCREENS),
            Shown("stage", "programme", stage("programme", mode="programme"), sizes=SCREENS),
            Shown("stage", "entries", released_on_stage, sizes=SCREENS),
            Shown("control", "released", control),
            Shown("stage", "message", stage("message", mode="message", text=SENT), sizes=SCREENS),
            Shown("stage", "black", stage("black", mode="black"), sizes=SCREENS),
            Shown("control", "black", control),
        ),
    ),
    Scene(
        "paused",
        paused,
        (
            Shown("phone", "paused", phone),
            Shown("chair", "paused", chair, sides=DESK),
            Shown("control", "paused", control),
            Shown("stage", "paused", stage("question"), sizes=SCREENS),
        ),
    ),
    Scene(
        "poll",
        polled,
        (
            Shown("phone", "poll", phone),
            Shown("phone", "poll-answered", newcomer, poll_answered),
            Shown("phone", "poll-shown", phone, poll_shown),
        ),
    ),
    Scene(
        "dots",
        voting("dots", is_stackable=False),
        (
            Shown("phone", "dots", phone),
            Shown("phone", "dots-given", newcomer, dots_given),
            Shown("chair", "dots", chair),
            Shown("control", "dots", control, list_unfolded),
            Shown("stage", "dots", stage("vote"), sizes=SCREENS),
            Shown("control", "dots-over", control, vote_over),
            Shown("phone", "dots-shown", phone, vote_shown),
            Shown("control", "dots-shown", control, vote_shown),
            Shown("stage", "dots-shown", stage("results"), sizes=SCREENS),
        ),
    ),
    Scene(
        "budget",
        voting("budget"),
        (
            Shown("phone", "budget", phone),
            Shown("phone", "budget-divided", newcomer, divided),
            Shown("chair", "budget", chair),
            Shown("phone", "budget-shown", phone, divided_shown),
            Shown("control", "budget-shown", control, vote_shown),
            Shown("stage", "budget-shown", stage("results"), sizes=SCREENS),
        ),
    ),
    Scene(
        "rating",
        voting("rating", criteria=CRITERIA),
        (
            Shown("phone", "rating", phone),
            Shown("phone", "rating-shown", phone, vote_shown),
            Shown("control", "rating-shown", control, vote_shown),
        ),
    ),
    Scene(
        "ranking",
        voting("ranking"),
        (
            Shown("phone", "ranking", phone),
            Shown("phone", "ranking-given", newcomer, order_given),
            Shown("chair", "ranking-given", chair, order_given, sides=DESK),
            Shown("phone", "ranking-shown", phone, vote_shown),
            Shown("control", "ranking-shown", control, vote_shown),
            Shown("stage", "ranking-shown", stage("results"), sizes=SCREENS),
            Shown("results", "ranking", at_desk(f"/results/{VOTE}")),
        ),
    ),
    Scene(
        "revote",
        revoted("dots", is_stackable=False),
        (
            Shown("phone", "revote", phone),
            Shown("control", "revote", control, unfolding("Per theme, table and role")),
            Shown("stage", "revote", stage("results"), sizes=SCREENS),
            Shown("results", "votes", at_desk("/results")),
            Shown("results", "vote", at_desk(f"/results/{VOTE}")),
        ),
    ),
    Scene(
        "re-rating",
        revoted("rating", criteria=CRITERIA),
        (
            Shown("phone", "re-rating", phone),
            Shown("results", "rating", at_desk(f"/results/{VOTE}")),
        ),
    ),
    Scene(
        "actions",
        acting,
        (
            Shown("phone", "actions", phone),
            Shown("chair", "actions", chair),
            Shown("chair", "action-changed", chair, changing_action),
            Shown("control", "actions", control),
            Shown("control", "list", control, choosing_list),
            Shown("stage", "actions", stage("actions"), sizes=SCREENS),
            Shown("results", "actions", at_desk("/results")),
            Shown("results", "report", at_desk("/results/report")),
        ),
    ),
    Scene(
        "grouping",
        sorted_by("chairs"),
        (
            Shown("chair", "board", chair),
            Shown("control", "board", board),
            Shown("phone", "sorting", phone),
            Shown("stage", "sorting", stage("sorting"), sizes=SCREENS),
        ),
    ),
    Scene(
        "placing",
        sorted_by("everyone"),
        (
            Shown("phone", "placing", newcomer),
            Shown("phone", "placing-some", newcomer, placed_some),
            Shown("phone", "placing-all", newcomer, placed_all),
            Shown("chair", "placing", chair, placed_some),
            Shown("control", "placing", control),
            Shown("phone", "placing-over", phone, sorting_over),
            Shown("control", "board-agreed", board),
        ),
    ),
    Scene(
        "discussion",
        discussing,
        (
            Shown("phone", "topics", phone),
            Shown("phone", "topic", newcomer, at_topic),
            Shown("chair", "topic", chair, sides=DESK),
            Shown("chair", "topics", chair, folding_topics, sides=DESK),
            Shown("control", "topics", control),
            Shown("watch", "topics", watch),
            Shown("stage", "topics", stage("talk"), sizes=SCREENS),
            Shown("stage", "topic", topic_on_stage, sizes=SCREENS),
            Shown("results", "discussed", at_desk("/results")),
        ),
    ),
    Scene(
        "closed",
        closed,
        (
            Shown("phone", "closed", phone),
            Shown("chair", "closed", chair, sides=DESK),
            Shown("control", "between", control),
            Shown("control", "seal", control, both(looking_at(STEP), pressing("Close for good"))),
            Shown("phone", "half-text", newcomer, closed_while_typing),
            Shown("phone", "refused", distant_phone, refused),
            Shown("chair", "late", chair, late, sides=DESK),
            Shown("control", "late", control),
            Shown("stage", "next", stage("next"), sizes=SCREENS),
            Shown("phone", "kept", newcomer, kept_here),
        ),
    ),
    Scene(
        "sealed",
        sealed,
        (
            Shown("phone", "sealed", phone),
            Shown("chair", "sealed", chair, sides=DESK),
            Shown("control", "sealed", control, looking_at(STEP)),
            Shown("results", "sealed", at_desk("/results")),
        ),
    ),
    Scene(
        "moving-on",
        at_work,
        (
            Shown("phone", "moves-on", newcomer, moving_on),
            Shown("phone", "questions", phone),
            Shown("chair", "questions", chair, sides=DESK),
            Shown("chair", "list", chair, listing, sides=DESK),
            Shown("control", "questions", control),
            Shown("stage", "questions", stage("question"), sizes=SCREENS),
        ),
    ),
    Scene(
        "break",
        at_break,
        (
            Shown("phone", "break", phone),
            Shown("chair", "break", chair, sides=DESK),
            Shown("control", "break", control),
            Shown("stage", "break", stage("break"), sizes=SCREENS),
        ),
    ),
    Scene(
        "survey-said",
        presenting,
        (
            Shown("survey-results", "all", at_desk("/results/survey")),
            Shown("survey-results", "part", at_desk("/results/survey?part=role:financier")),
            Shown("survey-answers", "all", at_desk("/results/survey/answers/open")),
            Shown("survey-answers", "found", at_desk("/results/survey/answers/open?q=gemeente")),
        ),
    ),
    Scene(
        "slides",
        presenting,
        (
            Shown("stage", "survey-matrix", slide(1), sizes=SCREENS),
            Shown("stage", "survey-top", slide(2), sizes=SCREENS),
            Shown("control", "slides", control),
            Shown("watch", "slides", watch),
            Shown("phone", "slides", phone, unfolding("On the big screen")),
            Shown("chair", "slides", chair, sides=DESK),
        ),
    ),
    Scene(
        "slides-made",
        slides_made,
        (
            Shown("prepare", "slides", at_desk("/prepare"), editing_slides),
            Shown("prepare", "slide-refused", at_desk("/prepare"), choosing_no_picture),
            Shown("preview", "picture", preview("opening", "stage&slide=4")),
        ),
    ),
    Scene(
        "votes-made",
        votes_made,
        (
            Shown("prepare", "criteria", at_desk("/prepare"), editing_rows(f"criteria-{RATED}")),
            Shown("prepare", "no-scale", at_desk("/prepare"), choosing_no_scale),
            Shown("prepare", "vote", at_desk("/prepare"), editing(RATED)),
            Shown("prepare", "items", at_desk("/prepare"), editing_rows("items-eerst")),
            Shown("prepare", "answers", at_desk("/prepare"), editing_rows("options-peiling")),
            Shown("chosen", "ticked", choosing(RATED)),
            Shown("chosen", "nothing", choosing("prioriteiten")),
            Shown("preview", "rating", preview(RATED, "phone")),
            Shown("preview", "poll", preview("peiling", "chair")),
            Shown("preview", "examples", preview("prioriteiten", "phone")),
            Shown("control", "between", control, lambda place, page: page.keyboard.press("+")),
        ),
    ),
    Scene(
        "picture",
        showing_picture,
        (
            Shown("stage", "picture", stage("image"), sizes=SCREENS),
            Shown("control", "picture", control),
            Shown("watch", "picture", watch),
            Shown("phone", "picture", phone, unfolding("On the big screen")),
        ),
    ),
    Scene(
        "survey-open",
        survey_open,
        (
            Shown("survey-results", "open", at_desk("/results/survey")),
            Shown("survey-results", "withheld", observed("/results/survey")),
            Shown("stage", "survey-open", stage("survey"), sizes=SCREENS),
        ),
    ),
    Scene(
        "survey-groups",
        survey_in_groups,
        (
            Shown("survey-results", "groups", at_desk("/results/survey")),
            Shown("file", "last-ones-stay", at_desk("/prepare/file")),
        ),
        no_survey_yet,
    ),
    Scene(
        "end",
        at_end,
        (
            Shown("phone", "end", phone),
            Shown("chair", "end", chair, sides=DESK),
            Shown("control", "end", control),
            Shown("stage", "end", stage("end"), sizes=SCREENS),
        ),
    ),
    Scene(
        "named",
        asking,
        (
            Shown("phone", "name-asked", newcomer),
            Shown("phone", "named", newcomer, introduced),
        ),
        with_names,
    ),
    Scene(
        "sticks",
        with_stick,
        (
            Shown("stick", "choose", at_desk("/results/stick")),
            Shown("stick", "kept", at_desk("/results/stick"), on_stick),
        ),
        program="tests.with_stick",
    ),
    Scene("no-survey", practising, (Shown("sort", "nothing", sort_desk()),), without_change),
    Scene(
        "sorting",
        practising,
        (
            Shown("sort", "begin", sort_desk()),
            Shown("sort", "refused", sort_desk(), putting_nothing),
            Shown("sort", "keys", sort_desk(), lambda place, page: page.keyboard.press("?")),
            Shown("sort", "groups", sort_desk(), grouping),
            Shown("sort", "resting", resting),
            Shown("sort", "none-found", sort_desk("?q=zzz")),
        ),
    ),
    Scene(
        "sorting-many",
        much_to_sort,
        (
            Shown("sort", "many", sort_desk()),
            Shown("sort", "suggested", sort_desk(), suggested),
        ),
    ),
    Scene("asked", asking, (Shown("phone", "who", newcomer),), asking_who),
    Scene(
        "survey",
        surveyed,
        (
            Shown("invitee", "begin", invitee()),
            Shown("invitee", "choices", invitee("/1")),
            Shown("invitee", "matrix", invitee("/2")),
            Shown("invitee", "scale", invitee("/3")),
            Shown("invitee", "wrong", refused_invitee("/2"), answering_wrong),
            Shown("invitee", "lacking", invitee("/check")),
            Shown("invitee", "receipt", invitee("/1"), answering_all),
            Shown("invitee", "back-again", invitee()),
            Shown("invitee", "about", invitee("/../about")),
            Shown("invitee", "code", anyone("/s")),
            Shown("invitee", "open", anyone("/s/open")),
            Shown("invitee", "wrong-code", refused_page("/s/guess-1")),
        ),
        no_survey_yet,
    ),
    Scene(
        "survey-planned",
        survey_planned,
        (Shown("invitee", "planned", anyone("/s")),),
        no_survey_yet,
    ),
    Scene(
        "survey-sealed", survey_sealed, (Shown("invitee", "sealed", anyone("/s")),), no_survey_yet
    ),
    Scene("survey-new", practising, (Shown("survey", "begin", at_desk(SURVEY)),), no_survey_yet),
    Scene(
        "survey-made",
        survey_made,
        (
            Shown("survey", "open", at_desk(SURVEY)),
            Shown("survey", "settings", at_desk(f"{SURVEY}/settings")),
            Shown("survey", "questions", at_desk(f"{SURVEY}/questions")),
            Shown("survey", "kinds", at_desk(f"{SURVEY}/questions/new")),
            Shown("survey", "matrix", at_desk(f"{SURVEY}/question/knelpunt")),
            Shown("survey", "scale", at_desk(f"{SURVEY}/questions/new/scale")),
            Shown("survey", "wrong", at_desk(f"{SURVEY}/questions/new/choice"), wrong_question),
            Shown("survey", "two-editors", at_desk(f"{SURVEY}/question/rol"), edited_by_two),
            Shown("survey", "sure", at_desk(f"{SURVEY}/questions"), removing_answered),
            Shown("survey", "preview", at_desk(f"{SURVEY}/preview")),
            Shown("survey", "preview-questions", at_desk(f"{SURVEY}/preview/2")),
            Shown("survey", "preview-receipt", at_desk(f"{SURVEY}/preview/done")),
            Shown("survey", "mail", at_desk(f"{SURVEY}/mail")),
        ),
        no_survey_yet,
    ),
    Scene(
        "survey-people",
        survey_made,
        (
            Shown("survey", "invitees", at_desk(f"{SURVEY}/invitees")),
            Shown(
                "survey",
                "invitees-table",
                at_desk(f"{SURVEY}/invitees/file"),
                survey_file("/invitees/file", "lijst.csv", SURVEY_PEOPLE),
            ),
            Shown(
                "survey",
                "invitees-sheets",
                at_desk(f"{SURVEY}/invitees/file"),
                survey_book("/invitees/file"),
            ),
            Shown("survey", "invitee-remove", answered_invitee),
            Shown("survey", "paper", at_desk(f"{SURVEY}/paper")),
            Shown("survey", "paper-wrong", at_desk(f"{SURVEY}/paper"), wrong_paper),
            Shown(
                "survey",
                "answers-table",
                at_desk(f"{SURVEY}/answers"),
                survey_file("/answers", "antwoorden.csv", SURVEY_ANSWERS),
            ),
            Shown("survey", "seal", at_desk(f"{SURVEY}/seal")),
        ),
        no_survey_yet,
    ),
    Scene(
        "kept",
        before_start,
        (
            Shown("archive", "none", at_desk("/results/archive")),
            Shown("archive", "lacking", at_desk("/results/archive"), no_passphrase),
            Shown("archive", "made", at_desk("/results/archive"), archive_made),
            Shown("archive", "remove", at_desk("/results/archive"), unfolding("Remove")),
        ),
    ),
    Scene(
        "survey-made-sealed",
        survey_made_sealed,
        (Shown("survey", "sealed", at_desk(SURVEY)),),
        no_survey_yet,
    ),
)
"""All of them; the name of a page and a state is the name of its pictures."""
