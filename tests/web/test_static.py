"""The files as they go out: style sheets joined in their order, colours once for light and dark."""

import re

import pytest

from appliance.web.static import APP_CSS, StaticFiles

LIGHT, DARK = "#faf8f3", "#14161c"
"""The paper, in the light and in the dark."""


@pytest.fixture(scope="module")
def sheet() -> str:
    """The style sheet that every page gets, without white space."""
    files = StaticFiles.read()
    return re.sub(r"\s+", "", files.file(APP_CSS).plain.decode())


def test_the_layers_are_named_before_they_are_filled(sheet: str) -> None:
    assert sheet.startswith("@layerreset,tokens,base,layout,elements,print;")


@pytest.mark.parametrize(
    ("where", "paper"),
    [
        (':root,[data-light="light"]', LIGHT),
        ("@mediascreenand(prefers-color-scheme:dark){:root:not([data-light])", DARK),
        ('@mediascreen{[data-light="dark"]', DARK),
    ],
)
def test_a_page_or_a_part_of_it_may_be_told_to_be_light_or_dark(
    sheet: str, where: str, paper: str
) -> None:
    rule = sheet[sheet.index(where + "{") :]
    assert re.search(r"--paper:(#\w+);", rule[: rule.index("}")])[1] == paper  # type: ignore[index]


def test_every_part_of_a_layer_is_in_the_joined_sheet() -> None:
    assert [name for name in StaticFiles.read().names() if name.startswith("css/elements")] == []


def test_every_sheet_ends_all_that_it_begins() -> None:
    files = StaticFiles.read()
    sheets = {name: files.file(name).plain for name in files.names() if name.endswith(".css")}
    assert len(sheets) > 5
    assert [name for name, sheet in sheets.items() if sheet.count(b"{") != sheet.count(b"}")] == []
    assert [name for name, sheet in sheets.items() if b"<<<<" in sheet or b">>>>" in sheet] == []


def test_no_sheet_styles_whatever_follows_anything() -> None:
    """With one such rule, a contribution that comes in makes a phone style its whole list again."""
    files = StaticFiles.read()
    sheets = {name: files.file(name).plain for name in files.names() if name.endswith(".css")}
    universal = re.compile(rb"[+~]\s*\*")
    assert [name for name, sheet in sheets.items() if universal.search(sheet)] == []
    assert universal.search(b".step > * + * {")
