"""The card that stands on a table, and the poster at the door: who, where, and the two steps."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from appliance.look import logo, look
from appliance.voice import Voice

from .deck import Deck, TableCard
from .steps import codes, notes, steps

Json = dict[str, Any]


def tent(table: TableCard, deck: Deck, voices: Sequence[Voice]) -> Json:
    """The card of one table, in each of the languages."""
    link = f"{deck.address}/t/{table.number}"
    return {
        **face(table),
        "blocks": [
            {**name, "steps": steps(voice, deck, link), "notes": notes(voice)}
            for name, voice in zip(names_of(table, voices), voices, strict=True)
        ],
        "codes": codes(voices[0], deck, link),
        "labels": labels(voices),
    }


def poster(deck: Deck, voices: Sequence[Voice]) -> Json:
    """The poster: the conference, and the two steps without a table."""
    link = f"{deck.address}/"
    return {
        "logo": logo(),
        "blocks": once("title", [_welcome(deck, voice, link) for voice in voices]),
        "codes": codes(voices[0], deck, link),
        "labels": labels(voices),
    }


def face(table: TableCard) -> Json:
    """By what a table is known from afar: its number, and the look of its theme."""
    theme = table.theme
    return {"number": table.number, "look": asdict(look(theme.number if theme else None))}


def names_of(table: TableCard, voices: Sequence[Voice]) -> list[Json]:
    """The table and its theme in words, in each language."""
    return once("theme", [_name(table, voice) for voice in voices])


def once(member: str, blocks: Sequence[Json]) -> list[Json]:
    """The blocks, in which a text that is the same in all languages is said in the first only."""
    first, *others = blocks
    empty = {**first[member], "text": ""}
    return [first, *(b if b[member] != first[member] else {**b, member: empty} for b in others)]


def _name(table: TableCard, voice: Voice) -> Json:
    _ = voice.say
    return {
        "lang": voice.language,
        "name": _("Table {table}", table=table.number),
        "theme": voice.organisers(table.theme.title if table.theme else ""),
    }


def labels(voices: Sequence[Voice]) -> list[str]:
    """What stands before the lines on which a hand writes the Wi-Fi."""
    told = [_labels(voice) for voice in voices]
    return [" · ".join(dict.fromkeys(each)) + ":" for each in zip(*told, strict=True)]


def _labels(voice: Voice) -> tuple[str, str]:
    _ = voice.say
    return _("Wi-Fi"), _("password")


def _welcome(deck: Deck, voice: Voice, link: str) -> Json:
    _ = voice.say
    where = voice.organisers(deck.conference.place)["text"]
    first, _loan, last = notes(voice)
    return {
        "lang": voice.language,
        "welcome": _("Welcome"),
        "title": voice.organisers(deck.conference.title),
        "when": " · ".join(part for part in (voice.date(), where) if part),
        "steps": steps(voice, deck, link),
        # Who comes in has no chair to ask yet.
        "notes": [first, last],
    }
