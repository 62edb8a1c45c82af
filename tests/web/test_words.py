"""The words on the screens."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from appliance.web.speech import t, tn
from appliance.web.words import Words

from .house import House

CATALOGUE = """
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: webui/static/js/words.js
msgid "Saved"
msgstr "Bewaard"

#: webui/templates/a.html webui/static/js/elements/b.js
msgid "{n} contribution"
msgid_plural "{n} contributions"
msgstr[0] "{n} bijdrage"
msgstr[1] "{n} bijdragen"

#: webui/templates/a.html
msgid "Only {what} on a page"
msgstr "Alleen {what} op een pagina"

#: webui/static/js/words.js
msgid "Not yet in Dutch"
msgstr ""
"""


@pytest.fixture
def words() -> Words:
    return Words(read_po(BytesIO(CATALOGUE.encode()), locale="nl"))


def test_a_message_is_said_in_each_language(words: Words) -> None:
    assert words.say("nl", "Saved") == "Bewaard"
    assert words.say("en", "Saved") == "Saved"
    assert words.say("nl", "Only {what} on a page", what="dit") == "Alleen dit op een pagina"


def test_what_has_no_dutch_is_said_in_english(words: Words) -> None:
    assert words.say("nl", "Not yet in Dutch") == "Not yet in Dutch"


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("nl", 0, "0 bijdragen"),
        ("nl", 1, "1 bijdrage"),
        ("nl", 2000, "2.000 bijdragen"),
        ("en", 1, "1 contribution"),
        ("en", 2000, "2,000 contributions"),
    ],
)
def test_numbers_are_written_as_people_do(house: House, language: str, n: int, said: str) -> None:
    with house.app.test_request_context("/", headers={"Accept-Language": language}):
        assert tn("{n} contribution", "{n} contributions", n) == said


def test_a_message_does_not_break_the_attribute_that_it_stands_in(house: House) -> None:
    with house.app.test_request_context("/"):
        assert t('a "b" <c> {d}', d='"e" <f>') == "a &#34;b&#34; &lt;c&gt; &#34;e&#34; &lt;f&gt;"


def test_a_value_with_braces_is_left_as_it_is(words: Words) -> None:
    assert words.say("en", "Only {what} on a page", what="{x}") == "Only {x} on a page"


def test_scripts_get_the_words_that_scripts_say(words: Words) -> None:
    assert words.for_scripts("en") == {}
    assert words.for_scripts("nl") == {
        "Saved": "Bewaard",
        "{n} contribution": ["{n} bijdrage", "{n} bijdragen"],
    }


def test_a_page_is_not_sent_the_words_of_scripts_that_it_does_not_run(words: Words) -> None:
    assert words.for_scripts("nl", "elements") == {"Saved": "Bewaard"}


def test_a_page_holds_the_words_for_its_scripts_and_the_view(house: House) -> None:
    page = house.seated().get("/t/3").text
    held = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', page))

    assert held.keys() == {"words", "view"}
    assert '"Saved":"Bewaard"' in held["words"].replace('": "', '":"')


def test_what_people_wrote_cannot_end_the_script_that_holds_it(house: House) -> None:
    client = house.seated()
    text = "</script><script>alert(1)</script>"
    form = {"id": "12345678", "activity": "knelpunten", "text": text}
    client.post("/t/3/entries", data=form)

    assert text not in client.get("/t/3").text


def test_every_address_in_a_template_is_a_file_that_exists(house: House) -> None:
    templates = Path(house.app.root_path, house.app.template_folder or "").rglob("*.html")
    named = {
        name
        for template in templates
        for name in re.findall(r"static_url\(\s*[\"']([^\"']+)", template.read_text())
    }

    assert named
    assert named <= set(house.app.extensions["tafelronde"].files.names())


def test_no_page_has_script_or_style_in_line_or_from_elsewhere(house: House) -> None:
    client = house.facilitator()
    pages = [
        client.get(path).text
        for path in ("/t/3", "/control", "/results", "/tables", "/box", "/privacy", "/sign-in")
    ]
    pages += [house.chair().get("/").text, house.observer().get("/watch").text]
    pages += [house.stage().get("/stage").text]
    for page in pages:
        assert not re.search(r"\son\w+=|\sstyle=|javascript:|<style", page)
        assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", page)
        outside = re.findall(r'(?:src|href|action)="(?!/|#)([^"]*)"', page)
        assert [address for address in outside if not address.startswith("http://192.168")] == []


def test_a_plain_page_holds_no_words_for_scripts(house: House) -> None:
    assert "application/json" not in house.client().get("/tables").text


def test_phones_are_not_sent_the_words_of_the_console(house: House) -> None:
    only_at_the_console = "Stop practising and wipe everything"

    assert only_at_the_console in house.facilitator().get("/control").text
    assert only_at_the_console not in house.seated().get("/t/3").text
