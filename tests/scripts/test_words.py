"""Every message is found, has its Dutch, and keeps to the words of the room."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts.load import SCRIPTS, script


def test_every_message_has_its_dutch() -> None:
    told = subprocess.run(
        [sys.executable, SCRIPTS / "words", "--check"], capture_output=True, text=True
    )
    assert (told.returncode, told.stderr) == (0, "")


def test_messages_in_scripts_are_found_wherever_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "page.js"
    file.write_text(
        """
        // t("only in a comment")
        export function t(text) { return at("not ours"); }
        const label = html`<b title="${t('Send')}">${open ? html`${t("Don\\"t")}` : ""}</b>`;
        tn("{n} minute", "{n} minutes", n);
        t("One sentence. " +
          "And another.", {n});
        """
    )
    with file.open("rb") as source:
        found = [message for _, _, message, _ in script("words").from_script(source, {}, (), {})]
    assert found == [
        "Send",
        'Don"t',
        ("{n} minute", "{n} minutes"),
        "One sentence. And another.",
    ]


def test_a_message_that_is_not_plain_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.js"
    file.write_text("t(sentence)")
    with file.open("rb") as source, pytest.raises(SystemExit, match="plain text"):
        list(script("words").from_script(source, {}, (), {}))


@pytest.mark.parametrize(
    ("english", "dutch", "fault"),
    [
        ("Saved", "", "has no Dutch"),
        ("{n} waiting", "{m} wachten", "placeholders differ: ['{m}', '{n}']"),
        ("%(n)s waiting", "Er wacht iets", "placeholders differ: ['%(n)s']"),
        ("Saved", "Geen fout", "“fout” never stands on a screen"),
        ("Server gone", "De box is weg", "“Server” never stands on a screen"),
        ("Try again later", "Wacht even", "“Try again later” never stands on a screen"),
        (
            "Wait",
            "Probeer het later opnieuw",
            "“Probeer het later opnieuw” never stands on a screen",
        ),
        ("Saved", " Bewaard", "Dutch has a line break or a stray space"),
        (("{n} minute", "{n} minutes"), ("{n} minuut", ""), "has no Dutch"),
        (("{n} minute", "{n} minutes"), ("een minuut", "minuten"), "placeholders differ: ['{n}']"),
    ],
)
def test_words_that_will_not_do_are_named(
    english: str | tuple[str, str], dutch: str | tuple[str, str], fault: str
) -> None:
    words = script("words")
    assert list(words.faults_of(words.Message(english, dutch))) == [fault]


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("Saved", "Bewaard"),
        ("{n} of {all} have contributed", "{n} van {all} hebben bijgedragen"),
        (("One minute left", "{n} minutes left"), ("Nog één minuut", "Nog {n} minuten")),
    ],
)
def test_good_words_pass(english: str | tuple[str, str], dutch: str | tuple[str, str]) -> None:
    words = script("words")
    assert list(words.faults_of(words.Message(english, dutch))) == []
