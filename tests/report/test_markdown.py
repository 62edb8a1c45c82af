"""The facilitator's own text becomes paragraphs and lists, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.report.contents.markdown import blocks_of
from appliance.report.value import Block, Paragraph, Points, Run


def paragraph(*runs: Run) -> Paragraph:
    return Paragraph(tuple(runs))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("Een\nregel", (paragraph(Run("Een regel")),)),
        ("Een\\\nbreuk", (paragraph(Run("Een\nbreuk")),)),
        ("Een\n\ntwee", (paragraph(Run("Een")), paragraph(Run("twee")))),
        ("# Kop\ntekst", (paragraph(Run("Kop", is_strong=True)), paragraph(Run("tekst")))),
        (
            "Dit is **heel** *erg*",
            (
                paragraph(
                    Run("Dit is "),
                    Run("heel", is_strong=True),
                    Run(" "),
                    Run("erg", is_emphasised=True),
                ),
            ),
        ),
        ("- a\n- b", (Points(((Run("a"),), (Run("b"),))),)),
        ("1. a\n2. b", (Points(((Run("a"),), (Run("b"),)), is_numbered=True),)),
        ("- a\n  1. b\n- c", (Points(((Run("a"),), (Run("b"),), (Run("c"),))),)),
        ("> gezegd", (paragraph(Run("gezegd")),)),
        ("    code", (paragraph(Run("code")),)),
        ("`code` erin", (paragraph(Run("code erin")),)),
        ("[SER](https://ser.nl/a)", (paragraph(Run("SER (https://ser.nl/a)")),)),
        ("<https://ser.nl>", (paragraph(Run("https://ser.nl")),)),
        ("<mail@ser.nl>", (paragraph(Run("mail@ser.nl")),)),
        ("<script>alert(1)</script>", (paragraph(Run("<script>alert(1)</script>")),)),
        ("a <b>b</b> &amp; c", (paragraph(Run("a <b>b</b> & c")),)),
        ("---", ()),
    ],
)
def test_markdown_becomes_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    assert blocks_of(text) == blocks


def test_a_picture_is_not_fetched() -> None:
    assert blocks_of("![foto](http://x/y.png)") == (paragraph(Run("!foto (http://x/y.png)")),)


def test_the_text_carries_its_language() -> None:
    assert blocks_of("- hallo **daar**", "nl") == (
        Points(((Run("hallo ", "nl"), Run("daar", "nl", is_strong=True)),)),
    )


@given(st.text(alphabet="*_#->`[]()<>! 1.\\\nab"))
def test_any_text_becomes_something_with_words_in_it(text: str) -> None:
    for block in blocks_of(text):
        assert isinstance(block, Paragraph | Points)
        lines = [block.text] if isinstance(block, Paragraph) else block.items
        assert lines
        assert all(any(run.text.strip() for run in line) for line in lines)
