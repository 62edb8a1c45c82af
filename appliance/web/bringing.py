"""Large files that an organiser brings: whether one is taken in at all, and where it waits.

The first is told by the head of a request, before the box takes in any of it: nobody else in the
room can fill its disk.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import parse_form_data

from .cookies import Cookies

FILE: Final = "/prepare/file"
ARCHIVE: Final = "/prepare/archive"

FILE_MOST_BYTES: Final = 64 * 1024 * 1024
"""As large as a conference with its pictures; 1,200 answers take a megabyte."""
ARCHIVE_MOST_BYTES: Final = 2_000_000_000
"""The pictures of a day take 200 MB. A stick takes what is larger, without sending it."""

TIMES: Final = 4
"""How often what is brought lies on the disk at once, at most: as it came, opened, unpacked, and
where it goes."""
RESERVE_BYTES: Final = 200_000_000
"""Stays free beside it."""

KEY: Final = "tafelronde.objection"
"""Under which a request tells why its body was not taken in."""
NO_ROOM: Final = "no_room"

_MEMORY_MOST_BYTES: Final = 512 * 1024
"""Of all fields, and of a file before it goes to the disk. Werkzeug counts the pieces of a file
that it has at hand (64 KB each) among the fields."""
_FIELDS_MOST: Final = 10


class Bringing:
    """Stands where large files are brought. Safe to share between threads."""

    def __init__(self, cookies: Cookies, folder: Path | None, *, is_public: bool) -> None:
        """`folder` takes what is brought; a host that `is_public` takes nothing large."""
        self._cookies, self._folder, self._is_public = cookies, folder, is_public

    def objection(self, path: str, cookies: str, size_bytes: int) -> str | None:
        """Why a body is not taken in, "" where it is, and None where it is not looked at here."""
        if path not in (FILE, ARCHIVE):
            return None
        if not self._cookies.is_signed_in(cookies):
            return "not_signed_in"
        if size_bytes > self.most_bytes(path):
            return "too_large"
        free = self.room_bytes()
        return NO_ROOM if free is not None and size_bytes > free else ""

    def most_bytes(self, path: str) -> int:
        """How large a file may be there, whatever room there is."""
        return FILE_MOST_BYTES if path == FILE or self._is_public else ARCHIVE_MOST_BYTES

    def room_bytes(self) -> int | None:
        """How large a file may be for the disk; None where nobody knows."""
        if self._folder is None:
            return None
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError:
            return None
        return max(0, free - RESERVE_BYTES) // TIMES

    @contextmanager
    def form(self) -> Iterator[tuple[MultiDict[str, str], MultiDict[str, FileStorage]]]:
        """The fields and the files of this request; what is large waits on the disk without a name.

        Nothing of it outlasts the `with`. Raises RequestEntityTooLarge.
        """
        _, fields, files = parse_form_data(
            request.environ,
            self._waiting,
            max_form_memory_size=_MEMORY_MOST_BYTES,
            max_content_length=self.most_bytes(request.path),
            max_form_parts=_FIELDS_MOST,
        )
        body = request.environ["wsgi.input"]
        body.seek(0)
        body.truncate()
        try:
            yield fields, files
        finally:
            for file in files.values():
                file.close()

    def _waiting(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        folder = str(self._folder) if self._folder else None
        return cast(IO[bytes], SpooledTemporaryFile(_MEMORY_MOST_BYTES, dir=folder))


def objection() -> str:
    """Why the body of this request was not taken in; "" where it was."""
    return str(request.environ.get(KEY, ""))
