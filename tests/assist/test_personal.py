"""What in a text may point at a person is found, with the reason; nothing else is."""

import sys
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.assist.child import CannotSuggest, Limits
from appliance.assist.looking import look, settled
from appliance.assist.personal import Find, Found, Known, as_answer, find_apart, to_found

PEOPLE = Known(
    ("Jan de Vries", "Anouk Öztürk", "Roos", "Will Smith", "J.W. ter Horst"),
    ("Financiën en Toezicht",),
)


def found(*texts: str, known: Known = PEOPLE) -> list[tuple[str, str]]:
    """The words that were found in these texts and why, in order."""
    finds = look(texts, known, lambda share: None).finds
    return [(texts[one.text][one.start : one.end], one.why) for one in finds]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Mail naar j.de-vries+werk@bureau.example.nl.", "j.de-vries+werk@bureau.example.nl"),
        ("mijn adres is jan (at) bureau.nl", "jan (at) bureau.nl"),
        ("JAN@BUREAU.NL!", "JAN@BUREAU.NL"),
        ("<jan@bureau.nl>", "jan@bureau.nl"),
        ("é@ü.nl", "é@ü.nl"),
    ],
)
def test_e_mail_addresses(text: str, hit: str) -> None:
    assert found(text) == [(hit, "email")]


@pytest.mark.parametrize(
    "text", ["5 @ 3 euro", "een @ alleen", "wat (at) niets", "@", "a@b", "meer @home werken"]
)
def test_what_is_no_address(text: str) -> None:
    assert [why for _, why in found(text) if why == "email"] == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("zie https://www.linkedin.com/in/jdv, of bel", ["https://www.linkedin.com/in/jdv"]),
        ("zie www.example.org/team/vries.html", ["www.example.org/team/vries.html"]),
        ("zie www.rijksoverheid.nl/onderwerpen", []),
        ("volg @jan_de_vries daar", ["@jan_de_vries"]),
    ],
)
def test_web_addresses_that_lead_to_somebody(text: str, hits: list[str]) -> None:
    assert found(text) == [(hit, "link") for hit in hits]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Dat zei Jan de Vries gisteren", "Jan de Vries"),
        ("dat zei jan de vries gisteren", "jan de vries"),
        ("dat zei JAN DE VRIES gisteren", "JAN DE VRIES"),
        ("vraag het anouk ozturk", "anouk ozturk"),
        ("vraag J.W. ter Horst", "J.W. ter Horst"),
    ],
)
def test_people_who_are_known_however_their_name_is_written(text: str, hit: str) -> None:
    assert found(text) == [(hit, "person")]


def test_parts_of_their_names_where_they_are_written_as_one() -> None:
    assert found("zoals Anouk zei") == [("Anouk", "part")]
    assert found("Anouk zei dat") == [("Anouk", "part")]
    assert found("volgens De Vries niet") == [("Vries", "part")]
    assert found("wij vries en anouk") == []


def test_an_organisation_is_found_by_its_whole_name_only() -> None:
    known = Known(("Gemeente Utrecht",))
    assert found("de gemeente Utrecht wil", "in Utrecht zelf", known=known) == [
        ("gemeente Utrecht", "person")
    ]


def test_a_word_of_the_language_is_a_name_only_within_a_sentence() -> None:
    assert found("Roos is een bloem", "Will it work?") == []
    assert found("Dat zei Roos ook") == [("Roos", "part")]
    assert found("een roos", "nog een roos", "de Roos") == [("Roos", "part")]


def test_a_word_that_the_texts_write_small_is_no_name() -> None:
    bakker = Known(("Piet Bakker",))
    texts = ("de bakker om de hoek", "een bakker in de wijk", "Dat zei Bakker ook")
    assert found(*texts, known=bakker) == []
    assert found(texts[2], known=bakker) == [("Bakker", "part")]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("volgens mevrouw Kuipers kan het", "Kuipers"),
        ("Mevr. van der Kuipers-Bos belt", "van der Kuipers-Bos"),
        ("dhr. A.B. Kuipers weet het", "A.B. Kuipers"),
        ("de heer dr. Kuipers", "Kuipers"),
        ("ask Mr Kuipers", "Kuipers"),
        ("wethouder Kuipers belooft het", "Kuipers"),
    ],
)
def test_what_follows_a_title(text: str, hit: str) -> None:
    assert found(text) == [(hit, "title")]


@pytest.mark.parametrize(
    "text",
    [
        "de minister van Financiën betaalt",
        "een heer en een dame",
        "meneer de voorzitter",
        "mevrouw",
        "de wethouder financiën en de wethouder Financiën",
    ],
)
def test_what_follows_a_title_and_is_no_name(text: str) -> None:
    assert found(text) == []


def test_initials_and_several_capitals() -> None:
    assert found("dat is van P.J. Kuipers") == [("P.J. Kuipers", "initials")]
    assert found("A. Eerst dit. B. Dan dat.") == []
    assert found("wij spraken Piet van der Kuip hier") == [("Piet van der Kuip", "capitals")]
    assert found("Piet Kuip zei het") == [("Piet Kuip", "capitals")]


@pytest.mark.parametrize(
    "text",
    [
        "Den Haag en de Tweede Kamer",
        "De Banken willen niet",
        "In Utrecht kan het wel",
        "MVO NL is een begin",
        "meer Toezicht Financiën graag",
        "1. Eerst. 2. Dan: Nu. - Straks",
    ],
)
def test_capitals_that_are_no_name(text: str) -> None:
    assert found(text) == []


def test_where_finds_overlap_the_surest_is_left_and_names_become_one() -> None:
    assert settled([(0, 4, "name", "capitals"), (2, 9, "email", "email")]) == [
        (2, 9, "email", "email")
    ]
    assert settled([(5, 9, "name", "part"), (0, 9, "name", "capitals")]) == [(0, 9, "name", "part")]
    assert settled([(5, 9, "name", "part"), (0, 4, "name", "part")]) == [
        (0, 4, "name", "part"),
        (5, 9, "name", "part"),
    ]


def test_so_many_finds_in_one_text_are_one() -> None:
    text = f"wij mailen {'a@b.nl ' * 201}en niets meer"
    assert found(text) == [(" ".join(["a@b.nl"] * 201), "email")]
    assert len(found(f"wij mailen {'a@b.nl ' * 200}")) == 200


def test_telephone_numbers() -> None:
    pytest.importorskip("phonenumbers")
    texts = (
        "bel 06-12345678",
        "of 020 624 1111",
        "+44 20 7946 0958",
        "in 2015 en 2016",
        "€ 1.000.000",
    )
    assert found(*texts) == [
        ("06-12345678", "phone"),
        ("020 624 1111", "phone"),
        ("+44 20 7946 0958", "phone"),
    ]


def test_without_phonenumbers_the_rest_is_found_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    seen = look(["bel jan@bureau.nl of 06-12345678"], Known(), lambda share: None)
    assert seen == Found((Find(0, 4, 17, "email", "email"),), ("phone",))


def test_a_process_of_its_own_finds_the_same() -> None:
    texts = ("Vraag Jan de Vries", "of mail jan@bureau.nl", "")
    shares: list[float] = []
    assert find_apart(texts, PEOPLE, shares.append) == look(texts, PEOPLE, lambda share: None)
    assert shares
    with pytest.raises(CannotSuggest) as no:
        find_apart(texts, PEOPLE, limits=Limits(memory_mb=400, time_s=0.0))
    assert no.value.code == "texts_too_slow"


def test_what_was_found_travels_whole() -> None:
    seen = Found((Find(3, 1, 4, "name", "part"),), ("phone",))
    assert to_found(as_answer(seen)) == seen


@given(
    st.lists(st.text(max_size=60) | st.sampled_from(("Jan. ", "de Vries", "@", "J.")), max_size=8)
)
def test_any_text_can_be_searched_and_every_find_stands_in_it(parts: Sequence[str]) -> None:
    text = " ".join(parts)
    ends = 0
    for one in look([text], PEOPLE, lambda share: None).finds:
        assert ends <= one.start < one.end <= len(text)
        ends = one.end


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000,
        "A." * 10_000,
        "a@" * 10_000,
        "Jan " * 5_000,
        "1 " * 10_000,
        "http://" + "a" * 9_999,
    ],
    ids=lambda text: text[:7],
)
def test_a_text_that_is_made_to_be_slow_is_searched_in_a_moment(text: str) -> None:
    began = time.process_time()
    look([text], PEOPLE, lambda share: None)
    assert time.process_time() - began < 5
