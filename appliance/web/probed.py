"""Answers who asks whether there is internet, before anything else looks at the request.

Such an answer must be exact to the byte: it carries no cookie, no policy and no compression, and
counts against nobody's limit. Knows no host and no phone; the box hands in what is answered.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Told = tuple[int, tuple[tuple[str, str], ...], bytes]
"""Status, headers and body."""
Probe = Callable[[str, str], Told | None]
"""What (Host, path) is answered, or None when it is a question for the box itself."""

_ALWAYS: Final = (("Cache-Control", "no-store"),)


class Probed:
    """The application, with the probes answered in front of it."""

    def __init__(self, inner: "WSGIApplication", probe: Probe) -> None:
        self._inner = inner
        self._probe = probe

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, or hand on (PEP 3333)."""
        is_question = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        host, path = environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
        told = self._probe(host, path) if is_question else None
        if told is None:
            return self._inner(environ, start_response)
        status, headers, body = told
        # No length where no body may be (RFC 9110, 8.6).
        length = () if status == HTTPStatus.NO_CONTENT else (("Content-Length", str(len(body))),)
        line = f"{status} {HTTPStatus(status).phrase}"
        start_response(line, [*headers, *_ALWAYS, *length])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
