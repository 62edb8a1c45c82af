"""What a column may be wanted for, and the names by which people and survey programs call it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What stands in a column."""

    NAME = "name"
    FIRST_NAME = "first_name"
    INFIX = "infix"
    LAST_NAME = "last_name"
    EMAIL = "email"
    ROLE = "role"
    CODE = "code"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Field:
    """Something wanted of a table.

    `names` are what its column is called, beside its kind's; `loose` are names that other fields
    may have too, and that count only where none has. `whole` is the id of the field of which this
    is a part: where that has a column, no part is looked for by its loose names.
    """

    id: str
    kind: Kind
    names: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A question, or a row or option of one: its id, and its text in each language."""

    id: str
    texts: tuple[str, ...] = ()


PEOPLE: Final = tuple(Field(kind.value, kind) for kind in Kind if kind != Kind.ANSWER)
"""What is wanted of a list of invitees."""

SYNONYMS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NAME: (
        *("naam", "volledige naam", "naam deelnemer", "naam genodigde", "deelnemer", "genodigde"),
        *("persoon", "contactpersoon", "label", "name", "full name", "display name", "participant"),
        *("invitee", "attendee", "contact", "person", "weergavenaam"),
    ),
    Kind.FIRST_NAME: (
        *("voornaam", "roepnaam", "voorletters", "voornamen", "first name", "given name"),
        *("forename", "initials"),
    ),
    Kind.INFIX: ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "tv", "infix", "middle name"),
    Kind.LAST_NAME: (*("achternaam", "familienaam", "last name", "surname", "family name"),),
    Kind.EMAIL: (
        *("e-mail", "mail", "e-mailadres", "mailadres", "e-mail address", "mail address"),
        *("e-mail 1", "e-mail work", "zakelijke e-mail"),
    ),
    Kind.ROLE: (
        *("rol", "functie", "hoedanigheid", "doelgroep", "categorie", "role", "function"),
        *("capacity", "job title", "position", "category"),
    ),
    Kind.CODE: (
        *("code", "persoonlijke code", "deelnamecode", "toegangscode", "token", "access code"),
        *("personal code", "participant code", "survey code"),
    ),
    Kind.ANSWER: (),
}
"""How a column is called, in Dutch and English; capitals, hyphens and spaces make no difference.

LimeSurvey calls a personal code a token; Outlook exports "Display Name" and "E-mail Address".
"""

OF_OTHERS: Final = frozenset(
    {
        *("bedrijf", "bedrijfs", "organisatie", "instelling", "afdeling", "team", "tafel", "thema"),
        *("company", "organisation", "organization", "department", "institution", "table", "file"),
        *("theme", "event", "evenement", "school", "project"),
    }
)
"""A column with one of these words in its name holds no name, role or address of a person."""


def asked(question: Named, parts: Sequence[Named] = ()) -> tuple[Field, ...]:
    """The columns in which the answer to a question may stand: its own, and one per part.

    A part is a row of a matrix, or an option where each has a column; its field is called
    "question.part". LimeSurvey names a column by code, text or "code. text", and as Google Forms
    does "text [part]"; Microsoft Forms writes "text.part", or the part alone.
    """
    whole = Field(question.id, Kind.ANSWER, _forms(question))
    return (whole, *(_part(question, part) for part in parts))


def squeezed(text: str) -> str:
    """Letters and digits alone, without accents and capitals: how a name is compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def words(text: str) -> list[str]:
    """The words of a name, as they are compared."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in text)
    return [word for word in map(squeezed, spaced.split()) if word]


def _part(question: Named, part: Named) -> Field:
    return Field(
        id=f"{question.id}.{part.id}",
        kind=Kind.ANSWER,
        names=_forms(question, part),
        loose=part.texts,
        whole=question.id,
    )


def _forms(*named: Named) -> tuple[str, ...]:
    """Code, text in each language, and both; of a question and its part with the same choice."""
    code = " ".join(one.id for one in named)
    languages = range(max(len(one.texts) for one in named))
    texts = [" ".join(_text(one, place) for one in named) for place in languages]
    return (code, *texts, *(f"{code} {text}" for text in texts))


def _text(named: Named, place: int) -> str:
    """The text in a language; what has fewer languages says its last one, or only its id."""
    return named.texts[min(place, len(named.texts) - 1)] if named.texts else named.id
