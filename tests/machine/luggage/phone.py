#!/usr/bin/env python3
"""A browser without script, for whatever sits in the room: in the machine, or at its wire.

Needs Python alone. Prints what it came to as lines of JSON.

    phone.py get http://10.77.0.1/t/3
    phone.py post http://10.77.0.1 3 "one text" "and another"    until all are acknowledged
    phone.py ask http://10.77.0.1 CODE '{"do": "open_activity", "activity": "…"}'
    phone.py fill http://10.77.0.1 CODE /results/stick '{"file": "…"}'    a form, as the organiser
"""

import http.cookiejar
import json
import re
import secrets
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

PATIENCE_S = 60
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class _Stay(urllib.request.HTTPRedirectHandler):
    """Whether a form was accepted stands in where it leads."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Browser:
    """Keeps cookies."""

    def __init__(self, address: str) -> None:
        self._address = address
        keeps = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # No proxy of whoever runs this: the box is in the room.
        self._opener = urllib.request.build_opener(_Stay, keeps, urllib.request.ProxyHandler({}))

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """Ask; the status, where it leads, and the page."""
        asked = urllib.request.Request(self._address + path, body)
        if kind:
            asked.add_header("Content-Type", kind)
        try:
            with self._opener.open(asked, timeout=PATIENCE_S) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", ""), answer.read().decode()

    def form(self, path: str, members: Mapping[str, str]) -> tuple[int, str, str]:
        """Send a form."""
        body = urllib.parse.urlencode(members).encode()
        return self.ask(path, body, "application/x-www-form-urlencoded")


def get(address: str) -> None:
    """Print a page."""
    parts = urllib.parse.urlsplit(address)
    browser = Browser(f"{parts.scheme}://{parts.netloc}")
    status, _, page = browser.ask(parts.path or "/")
    _tell({"status": status, "page": page})


def post(address: str, table: str, *texts: str) -> None:
    """Open the table's page and contribute by its form; a line for each one that is saved."""
    browser = Browser(address)
    for text in texts:
        _, _, page = browser.ask(f"/t/{table}")
        form = page.split(f'action="/t/{table}/entries"', 1)[1].split("</form>", 1)[0]
        fields = dict(_FIELD.findall(form))
        status, leads_to, _ = browser.form(f"/t/{table}/entries", {**fields, "text": text})
        saved = re.search(r"saved=(\w+)", leads_to)
        if status != 303 or not saved:
            sys.exit(f"not saved: {status} {leads_to}")
        _tell({"text": text, "entry": saved[1]})


def ask(address: str, code: str, *commands: str) -> None:
    """Sign in as the organiser and ask these commands."""
    browser = Browser(address)
    status, _, _ = browser.form("/sign-in", {"code": code, "next": "/control"})
    if status != 303:
        sys.exit(f"not signed in: {status}")
    for command in commands:
        told = {"id": secrets.token_hex(16), **json.loads(command)}
        status, _, page = browser.ask(
            "/api/commands", json.dumps(told).encode(), "application/json"
        )
        _tell(json.loads(page))
        if status != 200:
            sys.exit(f"refused: {status}")


def fill(address: str, code: str, path: str, fields: str) -> None:
    """Sign in as the organiser and send a form; its status and page."""
    browser = Browser(address)
    status, _, _ = browser.form("/sign-in", {"code": code, "next": "/control"})
    if status != 303:
        sys.exit(f"not signed in: {status}")
    status, _, page = browser.form(path, json.loads(fields))
    _tell({"status": status, "page": page})


def _tell(told: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"get": get, "post": post, "ask": ask, "fill": fill}[sys.argv[1]](*sys.argv[2:])
