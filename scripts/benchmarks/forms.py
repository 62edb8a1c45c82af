"""The forms of a table as a browser sends them: a file, and the columns that were found in it."""

import html
import re
import secrets
from typing import Final
from urllib.parse import urlencode

_SELECT: Final = re.compile(r'<select[^>]*name="(column\.[^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_SELECTED: Final = re.compile(r'value="([^"]*)" selected')
_KEY: Final = re.compile(r'name="key" value="(\w+)"')

Form = tuple[bytes, dict[str, str]]
"""A body and the headers that it needs."""


def with_file(name: str, content: bytes) -> Form:
    """One file in the field "file" (RFC 7578)."""
    mark = secrets.token_hex(16)
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={mark}"}


def chosen(page: bytes, **more: str) -> Form:
    """The form of a page as it stands, and what is pressed in it."""
    told = html.unescape(page.decode())
    fields = {name: "" for name, _ in _SELECT.findall(told)}
    for name, options in _SELECT.findall(told):
        if selected := _SELECTED.search(options):
            fields[name] = selected[1]
    key = _KEY.search(told)
    if key is None:
        raise RuntimeError("the page has no table to take in")
    fields |= {"key": key[1], "id": secrets.token_hex(16), **more}
    return urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
