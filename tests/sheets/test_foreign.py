"""Answers from other survey programs, from the file as they write it to what was chosen."""

from collections.abc import Sequence

import pytest

from appliance.sheets.answers import Options, is_chosen
from appliance.sheets.fields import Field, Kind, Named, asked
from appliance.sheets.mapping import guess
from appliance.sheets.reading import read

from .books import row, xlsx

COMES = Named("komt", ("Bent u aanwezig?", "Will you attend?"))
HINDERED = Named("knelpunt", ("In hoeverre herkent u deze knelpunten?",))
TOP = Named("top", ("Kies de belangrijkste knelpunten.",))
OPEN = Named("open", ("Wat mag niet ontbreken?",))

ROWS = (Named("beleid", ("Veranderlijk beleid",)), Named("geld", ("Financiering, ook klein",)))
YES_NO = Options((Named("ja", ("Ja", "Yes")), Named("nee", ("Nee", "No"))))
HOW_MUCH = Options(
    (Named("groot", ("belangrijk knelpunt",)), Named("klein", ("lastig, maar niet groot",)))
)
FIELDS = (
    *(Field("code", Kind.CODE), Field("email", Kind.EMAIL)),
    *(*asked(COMES), *asked(HINDERED, ROWS), *asked(TOP, ROWS), *asked(OPEN)),
)

LIMESURVEY = """\
"id";"submitdate";"lastpage";"startlanguage";"token";"komt. Bent u aanwezig?";\
"knelpunt[beleid]. In hoeverre herkent u deze knelpunten? [Veranderlijk beleid]";\
"knelpunt[geld]. In hoeverre herkent u deze knelpunten? [Financiering, ook klein]";\
"top[beleid]. Kies de belangrijkste knelpunten. [Veranderlijk beleid]";\
"top[geld]. Kies de belangrijkste knelpunten. [Financiering, ook klein]";\
"open. Wat mag niet ontbreken?"
"7";"2014-12-01 09:30:00";"3";"nl";"7451ce142";"Ja";"belangrijk knelpunt";\
"lastig, maar niet groot";"Nee";"Ja";"Een rekenmodel;
met ""maatschappelijke"" baten"
"""

GOOGLE_FORMS = """\
Tijdstempel,E-mailadres,Bent u aanwezig?,\
In hoeverre herkent u deze knelpunten? [Veranderlijk beleid],\
"In hoeverre herkent u deze knelpunten? [Financiering, ook klein]",\
Kies de belangrijkste knelpunten.,Wat mag niet ontbreken?
2014/12/01 9:30:00 a.m. CET,anne@example.org,Ja,belangrijk knelpunt,"lastig, maar niet groot",\
"Veranderlijk beleid, Financiering, ook klein","Een rekenmodel;
met ""maatschappelijke"" baten"
"""

MICROSOFT_FORMS = xlsx(
    row(
        *(1, "ID", "Begintijd", "E-mail", "Naam", "Bent u aanwezig?"),
        *("Veranderlijk beleid", "Financiering, ook klein", "Kies de belangrijkste knelpunten."),
        "Wat mag niet ontbreken?",
    )
    + row(
        *(2, "1", "41974,39583", "anne@example.org", "Anne", "Ja", "belangrijk knelpunt"),
        *("lastig, maar niet groot", "Veranderlijk beleid;Financiering, ook klein;"),
        "Een rekenmodel;\nmet &quot;maatschappelijke&quot; baten",
    )
)

OURS = """\
code,komt,knelpunt.beleid,knelpunt.geld,top,open
7451ce142,ja,groot,klein,beleid|geld,"Een rekenmodel;
met ""maatschappelijke"" baten"
"""


def answers(content: bytes) -> dict[str, str]:
    """The cells of the only respondent, by what they were found to answer."""
    sheet = read("antwoorden", content)
    (cells,) = sheet.rows
    guessed = guess(sheet.columns, sheet.rows, FIELDS)
    return {id: cells[place] for id, place in guessed.items() if place is not None}


def parts(told: dict[str, str], rows: Sequence[Named]) -> tuple[str, ...] | None:
    """What was chosen of several, in one cell or in a column for each."""
    if "top" in told:
        return Options(rows).chosen(told["top"])
    return tuple(one.id for one in rows if is_chosen(told[f"top.{one.id}"]))


@pytest.mark.parametrize(
    ("content", "who", "top"),
    [
        (LIMESURVEY.encode("utf-8-sig"), {"code": "7451ce142"}, ("geld",)),
        (LIMESURVEY.encode("cp1252"), {"code": "7451ce142"}, ("geld",)),
        (GOOGLE_FORMS.encode(), {"email": "anne@example.org"}, ("beleid", "geld")),
        (MICROSOFT_FORMS, {"email": "anne@example.org"}, ("beleid", "geld")),
        (OURS.encode(), {"code": "7451ce142"}, ("beleid", "geld")),
    ],
    ids=["LimeSurvey", "LimeSurvey in Windows-1252", "Google Forms", "Microsoft Forms", "ours"],
)
def test_the_answers_of_another_program_are_understood(
    content: bytes, who: dict[str, str], top: tuple[str, ...]
) -> None:
    told = answers(content)
    assert who.items() <= told.items()
    assert told["open"] == 'Een rekenmodel;\nmet "maatschappelijke" baten'
    assert YES_NO.chosen(told["komt"]) == ("ja",)
    assert HOW_MUCH.chosen(told["knelpunt.beleid"]) == ("groot",)
    assert HOW_MUCH.chosen(told["knelpunt.geld"]) == ("klein",)
    assert parts(told, ROWS) == top
