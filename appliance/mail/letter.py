"""What is sent to one person, what became of it, and how far the sending is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import StrEnum
from typing import Final

SUBJECT_MOST: Final = 200
"""Characters; longer ones are cut by those who show them."""

_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
"""What could begin a new line in a header."""


class NoAddress(Exception):
    """No message can be made for this address."""


class Outcome(StrEnum):
    """What became of a letter. `UNSURE`: the box stopped while it was handed over."""

    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to an invitee, by id."""

    invitee: str
    name: str
    address: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An address that the provider does not take, and its answer. `may_pass`: try again later."""

    address: str
    answer: str
    may_pass: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One time that letters of a kind were sent, and what became of them.

    `minute` is when it began, since 1970; None where that was not written down. `later` are those
    that were not taken and can be sent again.
    """

    kind: str
    minute: int | None
    sent: int
    refused: int
    unsure: int
    later: int


@dataclass(frozen=True, slots=True)
class Sending:
    """How far it is: of `total` letters `sent`; `trouble` is a message that says why it stopped."""

    kind: str = ""
    total: int = 0
    sent: int = 0
    passed_over: int = 0
    """Who answered meanwhile."""
    unsure: int = 0
    refused: tuple[Refusal, ...] = ()
    is_running: bool = False
    trouble: str = ""
    values: Mapping[str, str] | None = None


def message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it goes out; no text in it can add a header. Raises NoAddress."""
    made = EmailMessage()
    try:
        made["From"] = _address("", sender)
        made["To"] = _address(letter.name, letter.address)
        made["Subject"] = plain(letter.subject)[:SUBJECT_MOST]
    except (ValueError, IndexError, MessageError) as no:
        raise NoAddress from no
    made["Date"] = formatdate(localtime=True)
    made["Message-ID"] = make_msgid(domain=domain_of(sender))
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.body)
    return made


def plain(text: str) -> str:
    """The text on one line."""
    return " ".join(_BREAKS.sub(" ", text).split())


def domain_of(address: str) -> str:
    """What stands behind the @, or "localhost" where there is none."""
    return address.rpartition("@")[2].strip("<> ") or "localhost"


def _address(name: str, told: str) -> Address:
    if _BREAKS.search(told) or told.count("@") != 1 or any(sign in told for sign in ' ,;<>"()'):
        raise ValueError(told)
    return Address(plain(name), addr_spec=told)
