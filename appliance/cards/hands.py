"""The cards that are handed to people: one for each chair, one for the organiser."""

from collections.abc import Sequence
from typing import Any

from appliance.conference.records import Role
from appliance.look import logo
from appliance.voice import Runs, Voice, about, printable

from .deck import Deck, TableCard
from .steps import bare, link_code, to_type
from .tables import face, names_of, once

Json = dict[str, Any]


def chair_card(table: TableCard, deck: Deck, voices: Sequence[Voice]) -> Json:
    """The card of the chair of one table."""
    link = f"{deck.address}/chair/{table.code}"
    return {
        **face(table),
        "chair": printable(table.chair),
        "code": link_code(voices[0], link),
        "blocks": [
            {**name, **_chair_block(voice, deck, table, link)}
            for name, voice in zip(names_of(table, voices), voices, strict=True)
        ],
    }


def organiser_card(deck: Deck, voices: Sequence[Voice]) -> Json:
    """The organiser's own card. It tells how to get a one-time code and holds none."""
    links = (f"{deck.address}/control", f"{deck.address}/watch?code={deck.codes[Role.OBSERVER]}")
    return {
        "logo": logo(),
        "codes": [link_code(voices[0], link) for link in links],
        "blocks": once("conference", [_organiser_block(voice, deck) for voice in voices]),
    }


def chair_steps(voice: Voice) -> list[Runs]:
    """What a chair does, as their chapter of the manual says it."""
    _, t = voice.say, voice.runs
    return [
        t("Open the link on this card, or type the code in the field {field}.", field=_("Code")),
        t("See whether your table number is at the top."),
        t("Read the question aloud. First let everyone type in silence for three minutes."),
        t("Read the contributions together and talk about them."),
        t(
            "Type the three points and read them aloud. Press {agree} and then {ready}.",
            agree=_("This is right"),
            ready=_("Ready"),
        ),
    ]


def _chair_block(voice: Voice, deck: Deck, table: TableCard, link: str) -> Json:
    _, t = voice.say, voice.runs
    sign_in = f"{bare(deck.address)}/sign-in"
    typed = t(
        "The code is {code}. It can also be typed at {address}.", code=table.code, address=sign_in
    )
    return {
        "title": _("Table chair"),
        "link": [
            t("Choose the Wi-Fi network on the card on your table."),
            to_type(voice, link),
            typed,
        ],
        "steps": chair_steps(voice),
        "secret": _("Keep this card to yourself."),
    }


def _organiser_block(voice: Voice, deck: Deck) -> Json:
    _, t = voice.say, voice.runs
    one_time = t(
        "You sign in with a one-time code. Type {typed} on the box. Or press a key at the box: "
        "its own screen shows the code for 30 seconds.",
        typed="tafelronde code",
    )
    stage = t(
        "On the computer at the big screen, type {address} and then the code {code}.",
        address=bare(f"{deck.address}/stage"),
        code=deck.codes[Role.STAGE],
    )
    watch = t(
        "Scan this code. Or type {address} and then the code {code}.",
        address=bare(f"{deck.address}/watch"),
        code=deck.codes[Role.OBSERVER],
    )
    return {
        "lang": voice.language,
        "title": _("Organiser"),
        "conference": voice.organisers(deck.conference.title),
        "control": [about(_("Control"), to_type(voice, f"{deck.address}/control"))],
        "typed": [one_time, about(_("Big screen"), stage)],
        "watch": [about(_("Observer"), watch)],
        "secret": _("Keep this card to yourself."),
    }
