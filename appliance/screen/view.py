"""What the screen shows, in the words of one language; where it stands is for the layout."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from appliance.archive.sticks import TROUBLES as STICKS
from appliance.conference.records import say
from appliance.network.join_code import modules
from appliance.network.state import TROUBLES as NETWORK
from appliance.readiness import Thing, split, to_do
from appliance.web.words import Words, clock, day, space

from .codes import Modules
from .facts import Facts

PATIENCE_S: Final = 120.0
"""A box is up within two minutes; after this it will not come by waiting."""

Pairs = tuple[tuple[str, str], ...]
"""What something is, and how it is."""

OTHER: Final = {"nl": "en", "en": "nl"}


@dataclass(frozen=True, slots=True)
class Code:
    """A code to scan, and what it is for."""

    caption: str
    modules: Modules


@dataclass(frozen=True, slots=True)
class View:
    """The words and codes; `tone` is "good", "warm" or "secret"."""

    tone: str
    headline: str
    then: tuple[str, ...]
    """What to do about it, and what else there is to do; a line or more each."""
    codes: tuple[Code, ...]
    address: str
    """Where phones find the box, as people type it."""
    join: Pairs
    """How to take part by typing: what it is, and what to type."""
    conference: tuple[str, ...]
    facts: Pairs
    keys: Pairs = ()


class Speaker:
    """Puts what is known into words."""

    def __init__(self, words: Words, language: str) -> None:
        self.words, self.language = words, language

    def t(self, message: str, **values: Any) -> str:
        """The message in this language."""
        return self.words.say(self.language, message, **values)

    def view(self, facts: Facts, now: datetime) -> View:
        """All of it, as it is now."""
        tone, headline, then = self._sentence(facts, now)
        return View(
            tone=tone,
            headline=headline,
            then=then,
            codes=tuple(self._codes(facts)),
            address=_typed(_address(facts)),
            join=tuple(self._join(facts)),
            conference=tuple(self._conference(facts.health or {}, now)),
            facts=tuple(self._facts(facts, now)),
        )

    def _sentence(self, facts: Facts, now: datetime) -> tuple[str, str, tuple[str, ...]]:
        network = facts.network
        wrong = [Thing(code, NETWORK[code]) for code in (network.troubles if network else ())]
        said = [self._said(thing, facts, now) for thing in wrong]
        if facts.health is None and "port_80" not in (thing.code for thing in wrong):
            first, *then = self._silence(facts.silent_s)
            return "warm", first, (*then, *said)
        if facts.health is not None:
            things = to_do(facts.health, wrong, now.date().isoformat())
            said = [self._said(thing, facts, now) for thing in things]
        if not said:
            return "good", self.t("The room is ready."), ()
        headline, remedy = split(said[0])
        return "warm", headline, tuple(filter(None, (remedy, *said[1:])))

    def _silence(self, silent_s: float) -> tuple[str, str]:
        if silent_s < PATIENCE_S:
            return self.t("The box is starting…"), self.t("This takes about a minute.")
        return (
            self.t("The box does not answer."),
            self.t("Pull the plug and put it in again. Everything saved stays saved."),
        )

    def _said(self, thing: Thing, facts: Facts, now: datetime) -> str:
        health = facts.health or {}
        return self.t(
            thing.sentence,
            address=_typed(facts.address),
            date=day(str(health.get("date", "")), self.language),
            today=day(now.date().isoformat(), self.language),
            space=self._space(health.get("free_bytes")),
        )

    def _codes(self, facts: Facts) -> Iterator[Code]:
        address = _address(facts)
        if facts.wifi:
            yield Code(self.t("1. Wi-Fi"), modules(facts.wifi.text))
        if address:
            caption = self.t("2. Take part") if facts.wifi else self.t("Take part")
            yield Code(caption, modules(f"{address}/"))

    def _join(self, facts: Facts) -> Iterator[tuple[str, str]]:
        if facts.wifi:
            yield self.t("Wi-Fi"), facts.wifi.ssid
            yield self.t("Password"), facts.wifi.passphrase
        yield self.t("Address"), _typed(_address(facts)) or self.t("none yet")

    def _conference(self, health: Mapping[str, Any], now: datetime) -> Iterator[str]:
        if not health.get("title"):
            return
        yield say(health["title"], self.language, tuple(health.get("languages") or ("nl", "en")))
        date = str(health.get("date", ""))
        if date:
            yield day(date, self.language)
        if date and date != now.date().isoformat():
            yield self.t("That is not today.")
        if health.get("is_practice"):
            yield " ".join([self.t("Practice."), self.t("Everything typed now will be wiped.")])

    def _facts(self, facts: Facts, now: datetime) -> Iterator[tuple[str, str]]:
        health, radio = facts.health, facts.network.radio if facts.network else None
        if health:
            n = int(health.get("phones") or 0)
            one, many = "{n} device", "{n} devices"
            yield self.t("Connected"), self.words.find(self.language, one, many, n).format(n=n)
        if radio and radio.is_serving:
            yield self.t("On this Wi-Fi"), self._on_wifi(radio.phones, radio.ceiling)
        yield self.t("Clock"), self._clock(now)
        if health:
            yield from self._kept(health)
            yield from self._journey(health.get("journey") or {})
            yield from self._sticks(health.get("sticks") or [])
            yield from self._power(health.get("power"))
            contact = health.get("contact") or {}
            if contact.get("phone"):
                yield self.t("Who to call"), f"{contact.get('name', '')} {contact['phone']}".strip()

    def _on_wifi(self, phones: int, ceiling: int | None) -> str:
        if ceiling is None:
            return self.words.find(self.language, "{n} device", "{n} devices", phones).format(
                n=phones
            )
        return self.t("{n} of at most about {most}", n=phones, most=ceiling)

    def _clock(self, now: datetime) -> str:
        minute = int(now.timestamp()) // 60
        return f"{clock(minute, self.language)}, {day(now.date().isoformat(), self.language)}"

    def _kept(self, health: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        minute = health.get("saved_minute")
        saved = self.t("at {time}", time=clock(minute, self.language)) if minute else None
        yield self.t("Last saved"), saved or self.t("nothing to save yet")
        yield self.t("Archive"), self.t("not made yet")
        if health.get("free_bytes") is not None:
            yield self.t("Disk"), self._space(health["free_bytes"])

    def _journey(self, journey: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Whether a stick has to stay in because a file goes onto it, or may be taken."""
        if journey.get("state") in ("waiting", "writing", "checking"):
            told = self.t("Leave the stick in.")
            yield self.t("Stick"), f"{journey.get('stick')}: {told} {journey.get('percent')}%"
        elif journey.get("is_off"):
            yield self.t("Stick"), f"{journey.get('stick')}: {self.t('You can take the stick.')}"

    def _sticks(self, sticks: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
        if not sticks:
            yield self.t("Stick"), self.t("none")
        for stick in sticks:
            trouble = STICKS.get(str(stick.get("trouble")))
            told = self.t(trouble) if trouble else self._space(stick.get("free_bytes"))
            yield self.t("Stick"), f"{stick.get('name')}: {told}"

    def _power(self, power: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
        if power and power.get("percent") is not None:
            yield self.t("Power"), self.t("Battery {n}% full", n=power["percent"])

    def _space(self, free_bytes: int | None) -> str:
        if free_bytes is None:
            return ""
        message, n = space(free_bytes)
        return self.t(message, n=n)


def _address(facts: Facts) -> str:
    """The address for phones, or "" while they could reach none."""
    told = facts.address
    if not told and facts.network and facts.network.address:
        told = f"http://{facts.network.address}"
    host = urlsplit(told).hostname or ""
    try:
        return "" if ip_address(host).is_loopback else told
    except ValueError:
        return "" if host in ("", "localhost") else told


def _typed(address: str) -> str:
    """The address as people type it."""
    return address.removeprefix("http://")
