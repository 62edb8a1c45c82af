"""The cards written down for the templates beside this file: all words and codes, no layout.

Plain JSON. On a card, `blocks` holds the same words in each language.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from appliance.voice import Speech, Voice, in_order

from .deck import Deck
from .hands import chair_card, organiser_card
from .tables import poster, tent

Json = dict[str, Any]


class Part(StrEnum):
    """What can be printed by itself."""

    TABLES = "tables"
    CHAIRS = "chairs"
    ORGANISER = "organiser"
    POSTER = "poster"


ALL: Final = tuple(Part)


def document(
    deck: Deck, speech: Speech, languages: Sequence[str], parts: Sequence[Part] = ALL
) -> Json:
    """These parts of the cards in these languages, the conference's own language first.

    Printed alone, the poster comes in A4 and in A3; all other sheets are A4, so that any printer
    takes them in one go.
    """
    conference = deck.conference
    voices = [Voice(each, speech, conference) for each in in_order(conference, languages)]
    is_poster_alone = tuple(parts) == (Part.POSTER,)
    return {
        "lang": voices[0].language,
        "title": _title(voices[0]),
        "marks": [" · ".join(words) for words in zip(*map(_marks, voices), strict=True)],
        "tents": [tent(t, deck, voices) for t in deck.tables if Part.TABLES in parts],
        "chairs": [chair_card(t, deck, voices) for t in deck.tables if Part.CHAIRS in parts],
        "organiser": organiser_card(deck, voices) if Part.ORGANISER in parts else None,
        "poster": poster(deck, voices) if Part.POSTER in parts else None,
        "papers": ["a4", "a3"] if is_poster_alone else ["a4"],
    }


def _title(voice: Voice) -> str:
    _ = voice.say
    return _("Cards for {title}", title=voice.organisers(voice.conference.title)["text"])


def _marks(voice: Voice) -> tuple[str, str]:
    _ = voice.say
    return _("Fold here"), _("Cut here")
