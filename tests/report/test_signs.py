"""Signs that a document cannot hold can be seen in it, everywhere where words stand."""

from dataclasses import replace

from hypothesis import given

from appliance.report.signs import everywhere, shown, writable
from appliance.report.value import Paragraph, Tone

from .samples import line, report, with_text
from .unusual import TEXTS, all_of_unicode


def test_a_sign_without_a_place_in_xml_is_written_out() -> None:
    told = "a\x00b\x0bc\x7fd\x85e\ud800f\ufffeg"
    assert shown(told) == "a[U+0000]b[U+000B]c[U+007F]d[U+0085]e[U+D800]f[U+FFFE]g"


def test_line_ends_become_one_kind_and_tabs_stay() -> None:
    assert shown("a\r\nb\rc\n\td") == "a\nb\nc\n\td"


def test_all_that_is_shown_can_stand_in_xml() -> None:
    for text in all_of_unicode():
        assert all(
            letter in "\t\n" or " " <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd"
            for letter in shown(text)
            if letter <= "\uffff"
        )


@given(TEXTS)
def test_showing_twice_changes_nothing_more(text: str) -> None:
    assert shown(shown(text)) == shown(text)


def test_every_text_of_a_report_is_shown_and_nothing_else_changes() -> None:
    told, lacks = writable(with_text("x\x07"))
    assert lacks
    assert told == with_text("x[U+0007]")


def test_a_report_without_such_signs_is_left_as_it_is() -> None:
    clean = everywhere(report(), shown)
    assert writable(clean) == (clean, False)
    assert writable(clean)[0].parts is clean.parts
    # Only line ends change: no sign is lacking then.
    assert writable(replace(clean, title="a\r\nb")) == (replace(clean, title="a\nb"), False)


def test_what_only_looks_like_a_text_stays_what_it_is() -> None:
    lead = everywhere(report(), str.upper).parts[0].blocks[0]
    assert lead == Paragraph(line("HET GAAT OM KREDIET."), Tone.LEAD)
    assert isinstance(lead, Paragraph)
    assert type(lead.tone) is Tone
