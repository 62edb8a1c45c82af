"""The manual: equal in both languages, true to the screens, and found by who searches."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from appliance.cli import main as command_line
from appliance.readiness import split
from appliance.web.chapters import _MARKDOWN, NAMES, PICTURES, Chapter, Section, chapters
from appliance.web.manual import ASKED_MOST, fold, search
from appliance.web.words import LANGUAGES
from tests.scripts.load import script

from .house import House
from .surveyed import CODE, survey

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "webui" / "manual"
SHOTS = ROOT / "webui" / "static" / PICTURES
BYTES_MOST = 40_000
STEPS_MOST = 5
BOTH = pytest.mark.parametrize("language", LANGUAGES)
EVERY = pytest.mark.parametrize("name", NAMES)
LANGUAGE_NAMES = {"nl": "Dutch", "en": "English"}


class Seen(HTMLParser):
    """What stands on a page: tags with their attributes, and its ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, attribute: str) -> list[str]:
        """The values of an attribute of every such tag that has it."""
        return [
            found[attribute] or ""
            for name, found in self.tags
            if name == tag and attribute in found
        ]

    @property
    def ids(self) -> list[str]:
        """Every id on the page."""
        return [found["id"] or "" for _, found in self.tags if "id" in found]

    @property
    def headings(self) -> list[int]:
        """The levels of the headings, in order."""
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


def page(house: House, address: str, language: str) -> Seen:
    """A page of the manual, as it is served."""
    answer = house.client().get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    return Seen(answer.text)


def manual(language: str) -> tuple[Chapter, ...]:
    """The chapters in a language."""
    return chapters(language, "tree")


@cache
def tokens(language: str, name: str) -> tuple[Token, ...]:
    """A chapter as Markdown, the tokens inside its paragraphs among them."""
    parsed = MarkdownIt("commonmark").parse((MANUAL / language / f"{name}.md").read_text("utf-8"))
    return tuple(inner for token in parsed for inner in (token, *(token.children or ())))


def bold(language: str, name: str) -> Iterator[str]:
    """What is called by its name on a screen."""
    found = tokens(language, name)
    opened = (at for at, token in enumerate(found) if token.type == "strong_open")
    for at in opened:
        yield found[at + 1].content


def on_screens(language: str) -> set[str]:
    """Every message that a screen can show, its placeholders as "…"."""
    words = script("words")
    messages = [message for message in words.read(words.DUTCH) if message.id]
    forms = [
        words.forms(message.id if language == "en" else message.string) for message in messages
    ]
    plain = {re.sub(r"\{\w+\}", "…", form) for texts in forms for form in texts}
    # What is so stands large, by itself, above what to do.
    first = {split(form)[0] for form in plain if form}
    return plain | first | {form.removesuffix(" (…)") for form in plain}


# -- the chapters ------------------------------------------------------------------------------


def test_every_chapter_is_written_in_both_languages_and_no_other_file_lies_about() -> None:
    for language in LANGUAGES:
        assert {file.name for file in (MANUAL / language).iterdir()} == {f"{n}.md" for n in NAMES}


@EVERY
def test_both_languages_have_the_same_structure(name: str) -> None:
    dutch, english = (
        [(token.type, token.tag) for token in tokens(language, name) if token.block]
        for language in LANGUAGES
    )
    assert dutch == english
    ids = [
        [section.id for section in one.sections]
        for language in LANGUAGES
        for one in manual(language)
        if one.name == name
    ]
    assert ids[0] == ids[1]


@BOTH
@EVERY
def test_a_chapter_begins_with_what_to_do_now_in_at_most_five_steps(
    language: str, name: str
) -> None:
    chapter = next(one for one in manual(language) if one.name == name)
    first, now, *questions = chapter.sections
    assert (first.id, now.id) == ("", "now")
    assert len(first.paragraphs) == 1
    assert 1 <= now.html.count("<li>") <= STEPS_MOST
    assert now.html.lstrip().startswith('<h2 id="now">')
    assert all(question.id and question.paragraphs for question in questions)


@BOTH
@EVERY
def test_what_is_bold_stands_on_a_screen(language: str, name: str) -> None:
    assert set(bold(language, name)) - on_screens(language) == set()


@BOTH
@EVERY
def test_no_word_is_used_that_never_stands_on_a_screen(language: str, name: str) -> None:
    source = (MANUAL / language / f"{name}.md").read_text("utf-8")
    assert script("words").forbidden(LANGUAGE_NAMES[language], [source]) == []


@BOTH
@EVERY
def test_a_command_that_is_named_exists_with_its_options(language: str, name: str) -> None:
    typed = [token.content for token in tokens(language, name) if token.type == "code_inline"]
    for words in (line.split() for line in typed if line.startswith("tafelronde ")):
        command = command_line.get_command(None, words[1])  # type: ignore[arg-type]
        assert command is not None, words
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


# -- the pictures ------------------------------------------------------------------------------


@BOTH
def test_every_picture_exists_is_light_and_described_and_is_shown_somewhere(language: str) -> None:
    shown = [
        (str(token.attrs["src"]), token.content)
        for name in NAMES
        for token in tokens(language, name)
        if token.type == "image"
    ]
    assert all(source.startswith("shot:") and len(alt) > 10 for source, alt in shown)
    there = {file.stem: file for file in (SHOTS / language).iterdir()}
    assert {source.removeprefix("shot:") for source, _ in shown} == there.keys()
    assert {name for name, file in there.items() if file.stat().st_size > BYTES_MOST} == set()


def test_a_picture_is_served_as_what_it_is(house: House) -> None:
    picture = page(house, "/help/chair", "nl").all("img", "src")[-1]
    answer = house.client().get(picture)
    assert answer.content_type == "image/webp"
    assert answer.data[8:12] == b"WEBP"


# -- the pages ---------------------------------------------------------------------------------


@BOTH
def test_the_list_has_every_chapter_with_one_line(house: House, language: str) -> None:
    links = page(house, "/help", language).all("a", "href")
    assert [link for link in links if link.startswith("/help/")] == [f"/help/{n}" for n in NAMES]
    text = house.client().get("/help", headers={"Accept-Language": language}).text
    assert all(chapter.summary in text for chapter in manual(language))


@BOTH
@EVERY
def test_a_chapter_has_its_headings_in_order_and_links_that_lead_somewhere(
    house: House, language: str, name: str
) -> None:
    seen = page(house, f"/help/{name}", language)
    levels = seen.headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(seen.ids) == len(set(seen.ids))
    assert set(seen.all("section", "aria-labelledby")) <= set(seen.ids)
    for link in (one for one in seen.all("a", "href") if one.startswith(("#", "/help"))):
        address, _, id = link.partition("#")
        there = page(house, address, language) if address else seen
        assert not id or id in there.ids, link
    assert all(source.startswith("/static/") for source in seen.all("img", "src"))


def test_html_in_a_chapter_would_be_shown_as_text() -> None:
    assert "<script>" not in _MARKDOWN.render("<script>alert(1)</script> and <b>bold</b>")


def test_a_chapter_that_is_not_there_is_told_on_the_one_page(house: House) -> None:
    answer = house.client().get("/help/nothing", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text
    answer = house.client().get("/help/nothing", headers={"Accept": "application/json"})
    assert answer.get_json()["code"] == "not_found"


def test_pages_have_a_link_to_the_manual(house: House) -> None:
    assert "/help" in Seen(house.client().get("/privacy").text).all("a", "href")


def test_preparing_leads_to_the_chapter_of_the_organiser(house: House) -> None:
    links = Seen(house.facilitator().get("/prepare", follow_redirects=True).text).all("a", "href")
    assert "/help/organiser" in links
    assert "/help" not in links


def test_the_survey_leads_to_the_chapter_of_the_invitee(house: House) -> None:
    survey(house)
    for address in (f"/s/{CODE}", "/s/about"):
        assert "/help/invitee" in Seen(house.client().get(address).text).all("a", "href")


# -- the search --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "asked", "address"),
    [
        ("nl", "geen internet", "/help/participant#no-internet"),
        ("nl", "GÉÉN Internét", "/help/participant#no-internet"),
        ("nl", "uitlicht", "/help/chair#highlight"),
        ("nl", "wi-fi vol", "/help/staff#wifi-full"),
        ("en", "wifi full", "/help/staff#wifi-full"),
        ("en", "spreadsheet", "/help/organiser#results"),
        ("nl", "herinnering", "/help/invitee#reminder"),
        ("en", "mail merge", "/help/organiser#send"),
    ],
)
def test_a_search_leads_to_the_section(
    house: House, language: str, asked: str, address: str
) -> None:
    answer = house.client().get(
        "/help", query_string={"q": asked}, headers={"Accept-Language": language}
    )
    found = [link for link in Seen(answer.text).all("a", "href") if "#" in link]
    assert address in found
    assert found.index(address) <= 3
    assert "<mark>" in answer.text


def test_a_search_shows_the_sentence_around_what_was_asked() -> None:
    told = [found.around for found in search(manual("en"), "spreadsheet")]
    assert told[0] == ("Download as a table (CSV) gives a file for a <mark>spreadsheet</mark>.")


def test_the_sentence_around_what_was_asked_is_escaped() -> None:
    section = Section("", "Signs", Markup(""), ("Type <b> & café <i>. Then stop.",))
    (found,) = search((Chapter("signs", (section,)),), "cafe")
    assert found.around == "Type &lt;b&gt; &amp; <mark>café</mark> &lt;i&gt;."


def test_a_title_comes_before_a_text() -> None:
    titles = [found.title for found in search(manual("en"), "practice")]
    assert titles[0] == "Practice"
    assert len(titles) > 1


@BOTH
def test_every_section_is_found_by_its_own_title(language: str) -> None:
    for chapter in manual(language):
        for section in chapter.sections:
            found = search(manual(language), section.title)
            assert section.title in {hit.title for hit in found}


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", '"><b>x</b>', "{n} %s", "x" * 500])
def test_what_is_asked_is_escaped_and_may_find_nothing(house: House, asked: str) -> None:
    answer = house.client().get("/help", query_string={"q": asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<b>x" not in answer.text
    assert "Niets gevonden" in answer.text
    assert Seen(answer.text).all("input", "value") == [asked[:ASKED_MOST]]


@pytest.mark.parametrize("asked", ["", "   ", "---", "?!", "\u0301"])
def test_a_search_for_no_word_finds_nothing(house: House, asked: str) -> None:
    assert search(manual("nl"), asked) == []
    assert house.client().get("/help", query_string={"q": asked}).status_code == 200


def test_every_letter_keeps_its_place_when_accents_go() -> None:
    assert fold("Één façade İ ß ﬁ") == "een facade i ß f"
    assert len(fold("Wi\u2011Fi 👩‍👩‍👧 …")) == len("Wi\u2011Fi 👩‍👩‍👧 …")
