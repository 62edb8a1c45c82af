"""The two steps to take part, as they stand on the tables and at the door.

The words are those of the table card; whatever else says them reads them here.
"""

from dataclasses import asdict
from typing import Any

from appliance.voice import Runs, Voice, typeable

from .deck import Deck
from .square import square


def steps(voice: Voice, deck: Deck, link: str) -> list[dict[str, Any]]:
    """The Wi-Fi, then the page at `link`; each as what it is called and what to do."""
    _ = voice.say
    return [
        {"lead": _("1. Wi-Fi."), "runs": _join(voice, deck)},
        {"lead": _("2. Take part."), "runs": to_type(voice, link)},
    ]


def to_type(voice: Voice, link: str) -> Runs:
    """That this code is to be scanned, or its link typed."""
    t = voice.runs
    return t("Scan this code. Or type in your browser: {address}", address=bare(link))


def notes(voice: Voice) -> list[str]:
    """What people ask at this point."""
    _ = voice.say
    return [
        _(
            'Does your phone say "no internet"? That is right. Stay connected. '
            "Switch off mobile data and VPN for now."
        ),
        _("No phone, or stuck? Ask your chair for a loan device."),
        _("No account. Nothing goes onto the internet during the conference."),
    ]


def codes(voice: Voice, deck: Deck, link: str) -> list[dict[str, Any] | None]:
    """The two codes; None where the Wi-Fi is not known."""
    _ = voice.say
    wifi = deck.wifi
    return [
        code(wifi.text, _("Code to scan: the Wi-Fi {ssid}", ssid=wifi.ssid)) if wifi else None,
        link_code(voice, link),
    ]


def link_code(voice: Voice, link: str) -> dict[str, Any]:
    """The code of a page of the box."""
    _ = voice.say
    return code(link, _("Code to scan: {address}", address=link))


def code(text: str, alt: str) -> dict[str, Any]:
    """A code and its text alternative."""
    return {**asdict(square(text)), "alt": alt}


def bare(link: str) -> str:
    """An address as people type it."""
    return link.removeprefix("http://").removesuffix("/")


def _join(voice: Voice, deck: Deck) -> Runs:
    t = voice.runs
    if deck.wifi is None:
        return t("Choose this network:")
    return t(
        "Scan this code. Or choose {ssid}, password {code}.",
        ssid=typeable(deck.wifi.ssid),
        code=typeable(deck.wifi.passphrase),
    )
