"""What a browser keeps of who it is: signed by this box, one cookie per role.

A device is not a person: it may hold several, and it has another person for every conference.
Nothing that is stored holds a device's id.
"""

import hashlib
import hmac
import secrets
import time
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Request, Response
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.http import parse_cookie

DAY_S: Final = 86_400
AGES_S: Final[Mapping[str, int]] = {
    "device": 30 * DAY_S,
    "control": DAY_S // 2,
    "chair": 2 * DAY_S,
    "stage": 2 * DAY_S,
    "watch": 2 * DAY_S,
    "introduced": 2 * DAY_S,
    "invited": 60 * DAY_S,
    "survey": 60 * DAY_S,
}
"""How long a browser keeps each cookie."""

PATHS: Final[Mapping[str, str]] = {"invited": "/s", "survey": "/s"}
"""Where a browser shows a cookie, if not everywhere: who answers a survey without name is not seen
together with who sits at a table."""

INVITED_MOST: Final = 8
"""How many people may answer the survey in one browser without their codes being weighed again."""

PEOPLE_MOST: Final = 12
"""How many people may share one device: a whole table."""

LOAN_PEOPLE_MOST: Final = 200
"""How often a loan device may go on to the next person: more than a day of one table asks."""


@dataclass(frozen=True, slots=True)
class Device:
    """A browser: its id, which person is using it now (from 1), of how many, and at which table.

    A loan device belongs to its table: one person after the other uses it, and nobody goes back.
    """

    id: str
    n: int = 1
    of: int = 1
    table: str | None = None
    is_loan: bool = False

    @classmethod
    def new(cls) -> "Device":
        """A browser that was not here before."""
        return cls(secrets.token_urlsafe(16))

    def at(self, table: str) -> "Device":
        """The same device at this table."""
        return replace(self, table=table)

    def lent_at(self, table: str) -> "Device":
        """The same device as a loan device of this table; coming from another, for somebody new."""
        lent = replace(self, is_loan=True)
        return lent.at(table) if self.table in (None, table) else lent.for_next_at(table)

    def for_next_at(self, table: str) -> "Device":
        """The same device for one more person at this table, where it may have one more."""
        if not self.has_room:
            return self.at(table)
        return replace(self, n=self.of + 1, of=self.of + 1, table=table)

    @property
    def has_room(self) -> bool:
        """Whether one more person may use it."""
        return self.of < (LOAN_PEOPLE_MOST if self.is_loan else PEOPLE_MOST)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser shows of who it is; whether the codes are (still) right is not looked at."""

    device: Device | None = None
    is_signed_in: bool = False
    facilitator: str = ""
    """Which of the facilitators who are signed in."""
    chairs: Mapping[str, str] | None = None
    stage: str = ""
    watch: str = ""
    introduced: tuple[str, ...] = ()
    """Who was asked for a name or a role and answered, or rather did not."""
    invited: tuple[str, ...] = ()
    """Marks of the personal codes that were right here."""
    survey: str = ""
    """What this browser answers a survey under without a code; "" before it did."""


class Cookies:
    """Signs and reads the cookies of this box; those of another box are as good as none."""

    def __init__(self, secret: bytes, *, is_secure: bool = False) -> None:
        """`is_secure` lets browsers show them over https alone."""
        self._secret = secret
        self.is_secure = is_secure
        self._seals = {
            name: URLSafeSerializer(
                secret, salt=f"tafelronde {name}", signer_kwargs={"digest_method": hashlib.sha256}
            )
            for name in (*AGES_S, "token")
        }

    def shown(self, request: Request) -> Shown:
        """What this request shows."""
        opened = {name: self._opened(name, request.cookies.get(name)) for name in AGES_S}
        return Shown(
            device=_device(opened["device"]),
            is_signed_in=_is_fresh(opened["control"]),
            facilitator=str(opened["control"].get("id", "")),
            chairs=opened["chair"],
            stage=opened["stage"].get("code", ""),
            watch=opened["watch"].get("code", ""),
            introduced=tuple(opened["introduced"].get("people", ())),
            invited=tuple(opened["invited"].get("marks", ())),
            survey=opened["survey"].get("id", ""),
        )

    def is_signed_in(self, header: str) -> bool:
        """Whether a facilitator shows these cookies, as they stand in the head of a request."""
        return _is_fresh(self._opened("control", parse_cookie(header).get("control")))

    def keep(self, response: Response, name: str, value: Mapping[str, Any]) -> None:
        """Let the browser keep this."""
        response.set_cookie(
            name,
            self._sealed(name, value),
            AGES_S[name],
            path=PATHS.get(name, "/"),
            secure=self.is_secure,
            httponly=True,
            samesite="Lax",
        )

    def keep_device(self, response: Response, device: Device) -> None:
        """Let the browser keep which device it is."""
        self.keep(response, "device", _document(device))

    def keep_introduced(self, response: Response, people: Iterable[str]) -> None:
        """Let the browser keep who need not be asked again for a name or a role."""
        self.keep(response, "introduced", {"people": list(dict.fromkeys(people))[-PEOPLE_MOST:]})

    def mark(self, code: str) -> str:
        """What a browser keeps of a personal code that was right; leads back to no code."""
        return hmac.digest(self._secret, f"invited|{code}".encode(), "sha256")[:10].hex()

    def keep_invited(self, response: Response, marks: Iterable[str]) -> None:
        """Let the browser keep which personal codes were right here."""
        self.keep(response, "invited", {"marks": list(dict.fromkeys(marks))[-INVITED_MOST:]})

    def keep_survey(self, response: Response, id: str) -> None:
        """Let the browser keep what it answers a survey under without a code."""
        self.keep(response, "survey", {"id": id})

    def respondent(self, conference: str, id: str) -> str:
        """The owner of what is answered without a code: leads back to no cookie."""
        named = f"{conference}|survey|{id}".encode()
        digest = hmac.digest(self._secret, named, "sha256")[:10]
        return f"open-{b32encode(digest).decode().lower()}"

    def token(self, device: Device) -> str:
        """What a phone keeps beside the cookie, to be the same device when the cookie is gone."""
        return self._sealed("token", _document(device))

    def resumed(self, token: object) -> Device | None:
        """The device of a token, or None when this box did not give it."""
        return _device(self._opened("token", token))

    def person(self, conference: str, device: Device, n: int | None = None) -> str:
        """The id of a person on this device: 80 bits in base32 that lead back to no device."""
        named = f"{conference}|{device.id}|{n or device.n}".encode()
        return b32encode(hmac.digest(self._secret, named, "sha256")[:10]).decode().lower()

    def people(self, conference: str, device: Device) -> tuple[str, ...]:
        """The ids of all who share this device, the first person first."""
        return tuple(self.person(conference, device, n) for n in range(1, device.of + 1))

    def _sealed(self, name: str, value: Mapping[str, Any]) -> str:
        return str(self._seals[name].dumps(dict(value)))

    def _opened(self, name: str, sealed: object) -> dict[str, Any]:
        if not isinstance(sealed, str):
            return {}
        try:
            value = self._seals[name].loads(sealed)
        except BadData:
            return {}
        return value if isinstance(value, dict) else {}


def signed_in() -> dict[str, Any]:
    """What the cookie of somebody holds who signs in now as facilitator."""
    return {"since": int(time.time()), "id": secrets.token_urlsafe(9)}


def _is_fresh(control: Mapping[str, Any]) -> bool:
    # Both ways: a box without a battery may get its time only during the event.
    since = control.get("since")
    return since is not None and abs(time.time() - since) < AGES_S["control"]


def _document(device: Device) -> dict[str, Any]:
    loan = {"loan": True} if device.is_loan else {}
    return {"d": device.id, "n": device.n, "of": device.of, "t": device.table, **loan}


def _device(document: Mapping[str, Any]) -> Device | None:
    if not document:
        return None
    is_loan = document.get("loan", False)
    return Device(document["d"], document["n"], document["of"], document["t"], is_loan)
