"""Every knob of the box, with its unit, default and reason.

Settings come from `settings.toml` in the data folder and from `--set name=value`. A name that is
not here, or a value of another type or outside its range, stops the start and is named.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

FILE: Final = "settings.toml"


REFUSALS: Final[Mapping[str, str]] = {
    "unreadable": "The settings file {name} cannot be read: {reason}",
    "unknown": "There is no setting {name}. There are: {known}.",
    "ill_typed": "Setting {name} must be written like {like}, not like {told}.",
    "out_of_range": "Setting {name} must be {least} to {most} {unit}.",
}
"""What a person reads when a setting stops the start; braces hold the values."""


class SettingsTrouble(Exception):
    """A setting is unknown or does not fit; `code` is one of REFUSALS."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values


def _knob(default: Any, reason: str, *, unit: str, least: int, most: int) -> Any:
    told = {"reason": reason, "unit": unit, "least": least, "most": most}
    return field(default=default, metadata=told)


def _words(default: str, reason: str, *, unit: str, like: str, fits: Callable[[str], bool]) -> Any:
    told = {"reason": reason, "unit": unit, "like": like, "fits": fits}
    return field(default=default, metadata=told)


def _is_address(told: str) -> bool:
    """Whether it is empty or a plain https address, without a path."""
    try:
        parts = urlsplit(told)
        is_plain = parts == (parts.scheme, parts.netloc, "", "", "") and parts.port != 0
    except ValueError:
        return False
    is_host = bool(parts.hostname) and "@" not in parts.netloc and told.isascii()
    return not told or (is_plain and is_host and parts.scheme == "https")


def _are_proxies(told: str) -> bool:
    """Whether every word is an address or a network."""
    try:
        return all(ip_network(proxy, strict=False) for proxy in named(told))
    except ValueError:
        return False


def named(told: str) -> tuple[str, ...]:
    """The words of a setting that is a list, with commas or spaces between them."""
    return tuple(told.replace(",", " ").split())


def _is_one_line(told: str) -> bool:
    return told.isprintable()


def _is_host(told: str) -> bool:
    return told.isascii() and all(letter.isalnum() or letter in ".-:" for letter in told)


def _is_mailbox(told: str) -> bool:
    """Whether it is empty or a plain e-mail address, without a name."""
    name, _, domain = told.rpartition("@")
    is_plain = told.isascii() and told.isprintable() and not set(told) & set(' <>,;"')
    return not told or bool(name and domain and is_plain)


def _is_security(told: str) -> bool:
    return told in ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set on a box."""

    window_ms: int = _knob(
        50,
        "Changes within this time go out together; doubled above 300 connections.",
        unit="ms",
        least=0,
        most=1000,
    )
    page_threads: int = _knob(
        8, "Pages answered at once; sockets need none.", unit="threads", least=2, most=12
    )
    connections_most: int = _knob(
        2000, "Sockets open at once; a room has about 120.", unit="sockets", least=10, most=4000
    )
    ping_every_s: int = _knob(
        25, "Silence after which a phone is asked whether it is there.", unit="s", least=1, most=300
    )
    backlog_kb: int = _knob(
        256,
        "Waiting for a slow phone; beyond it the phone starts afresh.",
        unit="kB",
        least=16,
        most=65536,
    )
    device_per_s: int = _knob(
        10, "Commands from one device; fast typing needs 1.", unit="commands/s", least=1, most=1000
    )
    device_burst: int = _knob(
        120,
        "A phone that was away sends all that waited at once.",
        unit="commands",
        least=1,
        most=10000,
    )
    address_per_s: int = _knob(
        1000,
        "The same from one address: a room may sit behind one.",
        unit="commands/s",
        least=1,
        most=100000,
    )
    address_burst: int = _knob(
        6000,
        "A room behind one address opens its pages at once.",
        unit="commands",
        least=1,
        most=100000,
    )
    public_address: str = _words(
        "",
        "Where invitees find a box that serves the survey; stands in every link.",
        unit="https address",
        like="https://survey.example.org",
        fits=_is_address,
    )
    trusted_proxies: str = _words(
        "",
        "Who is believed about whom it speaks for; all others speak for themselves.",
        unit="addresses",
        like="127.0.0.1, ::1",
        fits=_are_proxies,
    )
    smtp_host: str = _words(
        "",
        "The mail provider that sends invitations to the survey; empty sends none.",
        unit="host name",
        like="smtp.example.org",
        fits=_is_host,
    )
    smtp_port: int = _knob(
        0, "0 takes the usual one: 587, 465 or 25.", unit="port", least=0, most=65535
    )
    smtp_user: str = _words(
        "",
        "The name to sign in with at the mail provider; empty signs in nowhere.",
        unit="name",
        like="conference@example.org",
        fits=_is_one_line,
    )
    smtp_password: str = _words(
        "",
        "The password with that name; smtp_password_file keeps it out of sight.",
        unit="password",
        like="…",
        fits=_is_one_line,
    )
    smtp_password_file: str = _words(
        "",
        "A file whose first line is that password, for who keeps secrets apart.",
        unit="path",
        like="/etc/tafelronde/smtp-password",
        fits=_is_one_line,
    )
    smtp_from: str = _words(
        "",
        "The address that invitations come from.",
        unit="e-mail address",
        like="conference@example.org",
        fits=_is_mailbox,
    )
    smtp_security: str = _words(
        "starttls",
        "How the line to the provider is kept safe; none is for one on this machine.",
        unit="(or tls, none)",
        like="starttls",
        fits=_is_security,
    )
    smtp_per_minute: int = _knob(
        60,
        "Letters in a minute; a provider that gets more takes them for junk.",
        unit="letters/min",
        least=1,
        most=6000,
    )


def load(folder: Path, overrides: Sequence[str] = ()) -> Settings:
    """The settings of a data folder, with `name=value` overrides. Raises SettingsTrouble."""
    file = folder / FILE
    told = _from_file(file) if file.exists() else {}
    for override in overrides:
        name, _, value = override.partition("=")
        told[name.strip()] = _from_text(value.strip())
    return _checked(told)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise SettingsTrouble("unreadable", name=file.name, reason=str(trouble)) from None


def _from_text(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _checked(told: Mapping[str, Any]) -> Settings:
    known = {knob.name: knob for knob in fields(Settings)}
    for name, value in told.items():
        if name not in known:
            raise SettingsTrouble("unknown", name=name, known=", ".join(sorted(known)))
        _check(known[name], value)
    return Settings(**told)


def _check(knob: Any, value: Any) -> None:
    name, limits = knob.name, knob.metadata
    if "fits" in limits:
        if not isinstance(value, str) or not limits["fits"](value):
            raise SettingsTrouble(
                "ill_typed", name=name, like=repr(limits["like"]), told=repr(value)
            )
        return
    if type(value) is not type(knob.default):
        raise SettingsTrouble("ill_typed", name=name, like=repr(knob.default), told=repr(value))
    if not limits["least"] <= value <= limits["most"]:
        told = {limit: str(limits[limit]) for limit in ("least", "most", "unit")}
        raise SettingsTrouble("out_of_range", name=name, **told)
