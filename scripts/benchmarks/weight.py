"""What a phone loads besides its page: followed from file to file, as a browser would."""

import gzip
import http.client
import re
from typing import Final
from urllib.parse import urljoin

from .halls import Hall

_LINKS: Final = re.compile(
    r"""(?:href|src|from|import)\s*[=(]?\s*["']([^"'#]+\.(?:js|css|svg|woff2|png|ico)[^"'#]*)["']"""
    r"""|url\(["']?([^"')#]+)"""
)


def static_kb(hall: Hall) -> float:
    """The kilobytes over the air of everything that the page of table 1 leads to."""
    seen: set[str] = set()
    waiting, total = ["/t/1"], 0
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith("/"):
            continue
        seen.add(path)
        size, text = _get(hall, path)
        total += 0 if path == "/t/1" else size
        waiting += [urljoin(path, link[0] or link[1]) for link in _LINKS.findall(text)]
    return round(total / 1000, 1)


def _get(hall: Hall, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(*hall.door.address, timeout=30)
    try:
        headers = {"Host": hall.door.host, "Accept-Encoding": "gzip"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    is_packed = answer.getheader("Content-Encoding") == "gzip"
    return len(body), (gzip.decompress(body) if is_packed else body).decode(errors="replace")
