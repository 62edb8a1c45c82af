"""What is done with a conference after the event: it is reported on, archived, copied into a cloud,
wiped, or gone on with elsewhere. Put together here, and handed to the web part.
"""

import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from appliance.archive.cloud.copying import CloudCopy
from appliance.archive.sticks import Stick
from appliance.archiving.returning import Returning
from appliance.archiving.workshop import Workshop
from appliance.conductor import Busy, Conductor
from appliance.conference.closing import is_over
from appliance.conference.redaction import reading_of
from appliance.identity import Identity
from appliance.media.shelf import Shelf
from appliance.reporting.apart import Copy
from appliance.reporting.shelf import Reports, for_archive
from appliance.timekeeping import Timekeeping
from appliance.web.parts import Parts

from .archives import archives, returns
from .ending import ending
from .reports import picture
from .reports import reports as told_of_reports


class Afterwards:
    """The parts that come after the event, of the conference on stage."""

    def __init__(
        self,
        data: Path,
        identity: Identity,
        clock: Timekeeping,
        conductor: Conductor,
        media: Shelf,
    ) -> None:
        """`data` is the folder of the box; nothing is made before it is asked for."""
        self._data, self._place = data, data / "conferences" / identity.on_stage
        self._conductor = conductor
        self._reports = Reports(
            self._place, self._copy, self._head, partial(picture, media), self._reading
        )
        self._workshop = Workshop(self._place, identity.device, clock.source, self._for_archive)
        self._cloud = CloudCopy(self._place, identity.on_stage, self._is_over)

    def start(self) -> None:
        """Go on with what waits to be copied."""
        self._cloud.start()

    def stop(self) -> None:
        """End what is under way; nothing half of it counts. May be repeated."""
        self._cloud.stop()
        self._workshop.stop()

    def given_to(
        self,
        parts: Parts,
        sticks: Callable[[], Sequence[Stick]],
        wipe: Callable[[], None],
        begin_again: Callable[[], None],
    ) -> Parts:
        """The same parts with these. `wipe` and `begin_again` are acts of the box itself."""
        returning = Returning(self._data, self._is_empty, sticks, begin_again)
        return replace(
            parts,
            archives=archives(self._workshop),
            returns=returns(returning),
            reports=told_of_reports(self._reports),
            ending=ending(self._data, self._place, self._head, wipe),
            cloud=None if parts.is_public else self._cloud,
        )

    def _copy(self) -> Copy:
        return self._conductor.read(
            lambda room: Copy(room.records(), room.seq, room.room_ms, room.minute)
        )

    def _head(self) -> str:
        """The control number of the journal, between two changes."""
        return self._conductor.read(lambda room: self._conductor.head)

    def _reading(self) -> str:
        return self._conductor.read(reading_of)

    def _for_archive(self, kind: str) -> Sequence[Path]:
        """The reports that go along. Raises OSError while nobody can say which."""
        try:
            return for_archive(self._place, kind, "" if kind == "full" else self._reading())
        except Busy:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from None

    def _is_over(self) -> bool:
        """Whether the event was closed; who is too busy to say is asked again later."""
        try:
            return self._conductor.read(is_over)
        except Busy:
            return False

    def _is_empty(self) -> bool:
        return self._conductor.read(lambda room: room.conference is None)
