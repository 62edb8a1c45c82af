"""The facilitator's console: signs in with the organiser's code, sees all, opens and closes.

It knows the facilitator's addresses and frames and no rule.
"""

import http.client
import json
from collections.abc import Mapping
from typing import Any

from .door import Door
from .figures import ServerUse
from .guest import Frame, Guest
from .http1 import cookie_header, form
from .loop import Loop
from .trouble import CannotRehearse

_PATIENCE_S = 30.0


class Console(Guest):
    """The facilitator's browser, with its whole view folded as the page would."""

    def __init__(self, loop: Loop, door: Door) -> None:
        super().__init__(loop, door, "/live?as=facilitator")
        self.view: dict[str, dict[str, Any]] = {}

    def sign_in(self, code: str) -> None:
        """Give the organiser's code at the door. Raises CannotRehearse."""
        body = form(code=code, next="/control")
        status, headers, _ = self._call("POST", "/sign-in", body)
        for name, value in headers:
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        if "control" not in self.cookies:
            raise CannotRehearse(
                f"The box does not take the code (it answered {status}). "
                "Use the newest organiser's code: each works once."
            )

    def stored(self) -> Mapping[str, Any]:
        """What the box gives out as results. Raises CannotRehearse."""
        status, _, body = self._call("GET", "/results.json")
        if status != 200:
            raise CannotRehearse(f"The box does not give the results (it answered {status}).")
        return dict(json.loads(body))

    def health(self) -> Mapping[str, Any]:
        """What the box says of itself; nothing where it says nothing."""
        status, _, body = self._call("GET", "/health")
        return dict(json.loads(body)) if status == 200 else {}

    def server_use(self) -> ServerUse:
        """What the box says that it uses, as far as it says so."""
        health = self.health()
        return ServerUse(health.get("cpu_s"), health.get("rss_mb"), health.get("threads"))

    def documents(self, kind: str) -> dict[str, Any]:
        """The documents of a kind by id, as the console shows them now."""
        return self.view.get(kind, {})

    def state_of(self, activity: str) -> str | None:
        """The state of an activity, or None when the programme has none of that name."""
        document = self.documents("activities").get(activity)
        return document["state"] if document else None

    def _snapshot(self, frame: Frame, at: float) -> None:
        self.view = {kind: dict(documents) for kind, documents in frame["view"].items()}
        super()._snapshot(frame, at)

    def _changes(self, frame: Frame, at: float) -> None:
        super()._changes(frame, at)
        for kind, documents in frame.get("put", {}).items():
            self.view.setdefault(kind, {}).update(documents)
        for kind, names in frame.get("drop", {}).items():
            for name in names:
                self.view.get(kind, {}).pop(name, None)

    def _call(
        self, method: str, path: str, body: bytes = b""
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """One request before or after the live part, when waiting holds nobody up."""
        headers = {"Host": self.door.host, "Origin": self.door.origin, "Accept-Language": "en"}
        headers |= cookie_header(self.cookies)
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(*self.door.address, timeout=_PATIENCE_S)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise CannotRehearse(f"{self.door.origin} does not answer: {error}") from None
        finally:
            connection.close()
