"""Where everything stands, on consoles small and large."""

from dataclasses import replace

import pytest

from appliance.network.join_code import modules
from appliance.screen.canvas import STYLES, Canvas, changed, plainer
from appliance.screen.codes import Drawing, Picture
from appliance.screen.layout import compose
from appliance.screen.letters import HEIGHT, WIDTH, large
from appliance.screen.view import Code, View

from .reader import Shown

WIFI, PAGE = "1. Wifi", "2. Meedoen"
VIEW = View(
    tone="good",
    headline="De zaal kan beginnen.",
    then=(),
    codes=(
        Code(WIFI, modules("WIFI:T:WPA;S:Tafelronde-3fa2;P:kaars-appel-4729;;")),
        Code(PAGE, modules("http://10.77.0.1/")),
    ),
    address="10.77.0.1",
    join=(("Wifi", "Tafelronde-3fa2"), ("Wachtwoord", "kaars-appel-4729"), ("Adres", "10.77.0.1")),
    conference=("Werkconferentie sociaal ondernemerschap", "19 januari 2015"),
    facts=tuple((name, "zo is het nu") for name in ("Verbonden", "Klok", "Schijf", "Stick")),
    keys=(("C", "Code"), ("E", "English")),
)


def words(columns: int, rows: int, turn: int = 0, view: View = VIEW, **how: bool) -> str:
    """What can be read on a screen of this size."""
    return compose(view, columns, rows, turn, **how).text()


def says(text: str, words: str) -> bool:
    """Whether the screen says this, in letters of either size."""
    lines = [line.rstrip() for line in large(words) or ()]
    return words in text or all(line in text for line in lines)


@pytest.mark.parametrize(
    ("size", "captions"),
    [
        ((240, 67), [WIFI, PAGE]),
        ((160, 50), [WIFI, PAGE]),
        ((120, 30), [WIFI, PAGE]),
        ((80, 48), [WIFI, PAGE]),
        ((80, 25), [WIFI]),
        ((60, 30), [WIFI]),
        ((70, 20), []),
        ((40, 12), []),
    ],
)
def test_as_many_codes_stand_there_as_fit(size: tuple[int, int], captions: list[str]) -> None:
    text = words(*size)
    assert [caption for caption in (WIFI, PAGE) if caption in text] == captions
    assert all(says(text, value) for _, value in VIEW.join)
    assert says(text, VIEW.headline)


def test_where_one_code_fits_they_take_turns() -> None:
    first, second, third = (words(80, 25, turn) for turn in range(3))
    assert (WIFI in first, PAGE in first) == (True, False)
    assert (WIFI in second, PAGE in second) == (False, True)
    assert third == first


def test_a_large_screen_draws_large_squares_and_a_small_one_half_blocks() -> None:
    margin = "█" * 4
    assert f"{margin * 2}{' ' * 14}" in words(240, 67)
    assert f"{margin} ▄▄▄▄▄ " in words(120, 30)


def test_a_screen_that_knows_only_ascii_shows_what_can_be_typed_where_no_code_fits() -> None:
    assert words(80, 25, has_unicode=False).isascii()
    assert WIFI not in words(80, 25, has_unicode=False)
    assert WIFI in words(240, 67, has_unicode=False)


@pytest.mark.parametrize("size", [(1, 1), (2, 40), (5, 3), (20, 5), (400, 100)])
def test_no_size_is_too_much(size: tuple[int, int]) -> None:
    long = replace(
        VIEW, headline="Er is iets met deze box aan de hand. " * 4, then=("Doe iets. " * 40,)
    )
    for view in (VIEW, long):
        canvas = compose(view, *size)
        assert [len(row) for row in canvas.cells] == [size[0]] * size[1]


def test_without_a_network_there_is_no_code_and_no_gap() -> None:
    text = words(80, 25, view=replace(VIEW, codes=()))
    assert "█" not in text
    assert "Tafelronde-3fa2" in text


def test_all_that_is_to_be_done_stands_below_the_first() -> None:
    view = replace(VIEW, tone="warm", then=("Doe dit.", "En ook dit."))
    lines = words(80, 25, view=view).splitlines()
    assert [line.strip() for line in lines[:3]] == [
        "De zaal kan beginnen.",
        "Doe dit.",
        "En ook dit.",
    ]


def test_what_has_to_be_read_from_afar_is_large_where_there_is_room() -> None:
    small, wide = words(80, 25), words(240, 67)
    for said in (VIEW.headline, *(value for _, value in VIEW.join)):
        assert (said in small, said in wide) == (True, False)
        assert says(wide, said)


def test_a_headline_that_is_too_long_for_large_letters_stays_small() -> None:
    view = replace(VIEW, headline="Er is iets met deze box aan de hand, en dat duurt al even.")
    assert view.headline in words(160, 50, view=view)


@pytest.mark.parametrize("text", ["Tafelronde-3fa2", "10.77.0.1:8080/x", "Is dit alles? Ja!"])
def test_large_letters_are_all_as_large(text: str) -> None:
    lines = large(text)
    assert lines is not None
    assert [len(line) for line in lines] == [WIDTH * len(text)] * HEIGHT


def test_letters_that_are_not_there_are_left_to_small_ones() -> None:
    assert large("één") is None


def test_no_two_large_letters_look_alike() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    assert len({tuple(large(letter) or ()) for letter in letters}) == len(letters)


# -- how it is drawn -----------------------------------------------------------------------------


def test_only_rows_that_differ_are_written() -> None:
    before, now = Canvas(10, 3), Canvas(10, 3)
    now.put(1, 2, "nieuw", "strong")
    (written,) = changed(before, now)
    assert written.startswith("\x1b[2;1H")
    assert len(list(changed(None, now))) == 3
    assert list(changed(now, now)) == []


def test_what_is_written_is_what_is_shown() -> None:
    canvas = compose(VIEW, 100, 48)
    shown = Shown(100, 48)
    shown.feed("".join(changed(None, canvas)).encode())
    styled = [[(character, STYLES[style]) for character, style in row] for row in canvas.cells]
    assert shown.cells == styled


def test_what_stands_outside_is_cut_off() -> None:
    canvas = Canvas(4, 1)
    for row, column in ((-1, 0), (1, 0), (0, -2), (0, 3)):
        canvas.put(row, column, "abc")
    assert canvas.text() == "c  a"


@pytest.mark.parametrize(
    ("drawing", "columns", "rows"),
    [(Drawing.HALF, 25, 13), (Drawing.WHOLE, 50, 25), (Drawing.SPACES, 50, 25)],
)
def test_a_picture_is_as_large_as_it_says(drawing: Drawing, columns: int, rows: int) -> None:
    picture = Picture(modules("http://10.77.0.1/"), drawing, margin=2)
    assert (picture.columns, picture.rows) == (columns, rows)
    canvas = Canvas(columns + 2, rows + 2)
    picture.draw(canvas, 1, 1)
    styles = [[style for _, style in row] for row in canvas.cells]
    drawn = {(y, x) for y, row in enumerate(styles) for x, s in enumerate(row) if s != "plain"}
    assert drawn == {(y, x) for y in range(1, rows + 1) for x in range(1, columns + 1)}


@pytest.mark.parametrize(
    ("text", "plain"),
    [("De box start op…", "De box start op..."), ("“één”", '"een"'), ("10.77.0.1", "10.77.0.1")],
)
def test_plainer_words_can_still_be_read(text: str, plain: str) -> None:
    assert plainer(text) == plain
