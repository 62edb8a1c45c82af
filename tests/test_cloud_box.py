"""The box itself goes on with a copy when it starts, and not before the event was closed."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from appliance.archive.cloud.copying import CloudCopy
from appliance.archive.cloud.target import link
from appliance.box import Box
from appliance.folder import begin_demo, exports, open_room
from appliance.settings import Settings
from tests.archive.cloud.clouds import PublicLink, serving

pytestmark = pytest.mark.slow

ARCHIVE = "tafelronde-x-20150119-1702-shareable.zip"


@contextmanager
def running(data: Path) -> Iterator[Box]:
    """A box that serves this folder."""
    box = Box(data, "127.0.0.1", 0, Settings(), is_announced=False)
    with box:
        thread = threading.Thread(target=box.run)
        thread.start()
        try:
            yield box
        finally:
            box.stop()
            thread.join(timeout=20)


def agreed(data: Path, port: int, shared: PublicLink) -> CloudCopy:
    """A copy that somebody said yes to just before the box was switched off."""
    with open_room(data) as (conductor, identity):
        begin_demo(conductor, identity)
    folder, event = exports(data)
    folder.mkdir()
    (folder / ARCHIVE).write_bytes(os.urandom(100_000))
    copy = CloudCopy(folder.parent, event, lambda: True)
    copy.stop()  # nothing goes from here
    place = link(f"http://127.0.0.1:{port}/s/{shared.token}")
    copy.begin(*place, {offer.name: offer.sha256 for offer in copy.offers()}, minute=1)
    return copy


def test_a_box_that_starts_goes_on_by_itself_once_the_event_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = PublicLink()
    with serving(shared) as port:
        agreed(tmp_path, port, shared)
        with running(tmp_path) as box:
            copy = box._afterwards._cloud
            with copy._changed:
                assert copy._changed.wait_for(
                    lambda: copy.seen().rows[0].item.trouble == "not_closed", timeout=20
                )
            assert shared.asked == []
            monkeypatch.setattr("appliance.seams.afterwards.is_over", lambda room: True)
            copy.try_now()
            with copy._changed:
                assert copy._changed.wait_for(lambda: copy.seen().is_done, timeout=20)
    assert [len(content) for content in shared.files.values()] == [100_000]
    assert not any(thread.name == "cloud" for thread in threading.enumerate())
