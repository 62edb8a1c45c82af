"""Finds e-mail addresses, web addresses with a name, and telephone numbers in a text.

Every pattern looks at a bounded stretch, so that no text, however long, takes long. Telephone
numbers are found by phonenumbers, loaded when the first is looked for.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

Stretch = tuple[int, int]

REGION: Final = "NL"
"""Whose numbers may stand without a country code."""

DIGITS_LEAST: Final = 7
"""No telephone number is shorter, but for those of emergency services."""

_AT: Final = re.compile(r"@|\s?[(\[{]\s?(?:at|apenstaartje)\s?[)\]}]\s?", re.IGNORECASE)
_LOCAL: Final = re.compile(r"[\w.+%'-]{1,64}\Z")
_DOMAIN: Final = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_HANDLE: Final = re.compile(r"[\w.]{3,50}")
_REACH: Final = 64
"""RFC 5321 gives the part before the @ so many characters."""
_DOMAIN_REACH: Final = 255

_LINK: Final = re.compile(
    r"(?:https?://|www\.)\S{3,400}|\b[\w-]{2,40}\.(?:com|nl|org|net|eu)/\S{2,400}", re.IGNORECASE
)
_OF_PEOPLE: Final = re.compile(
    r"(?:linkedin|facebook|instagram|twitter|x|github|tiktok|threads|bsky|mastodon)"
    r"\.(?:com|net|app|social)/.|/~|/@",
    re.IGNORECASE,
)
_AFTER: Final = ".,;:!?)]}>\"'”’"


def emails(text: str) -> Iterator[Stretch]:
    """E-mail addresses, also with "(at)" for the sign."""
    if "@" not in text and "at" not in text.lower() and "apenstaartje" not in text.lower():
        return
    for at in _AT.finditer(text):
        begin = max(0, at.start() - _REACH)
        local = _LOCAL.search(text[begin : at.start()])
        domain = _DOMAIN.match(text[at.end() : at.end() + _DOMAIN_REACH])
        if local and domain:
            yield begin + local.start(), at.end() + len(domain[0].rstrip("-_"))


def handles(text: str) -> Iterator[Stretch]:
    """What somebody is called on a network: "@jandevries"."""
    for at in re.finditer("@", text):
        name = _HANDLE.match(text, at.end())
        if name and not (at.start() and (text[at.start() - 1].isalnum())):
            yield at.start(), name.start() + len(name[0].rstrip("."))


def links(text: str, names: Collection[str]) -> Iterator[Stretch]:
    """Web addresses that lead to somebody, or with one of these names (small letters) in them."""
    if "." not in text:
        return
    for link in _LINK.finditer(text):
        told = link[0].rstrip(_AFTER)
        words = re.findall(r"[^\W\d_]{4,}", told.casefold())
        if _OF_PEOPLE.search(told) or any(word in names for word in words):
            yield link.start(), link.start() + len(told)


def phone_finder() -> Callable[[str], Iterator[Stretch]] | None:
    """What finds telephone numbers; None where phonenumbers is not installed."""
    try:
        import phonenumbers
    except ModuleNotFoundError:
        return None

    def phones(text: str) -> Iterator[Stretch]:
        if sum(map(str.isdigit, text)) < DIGITS_LEAST:
            return
        for match in phonenumbers.PhoneNumberMatcher(text, REGION):
            yield match.start, match.end

    return phones
