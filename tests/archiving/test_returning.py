"""A box out of its carton goes on from an archive that the organiser brings."""

import http.client
import json
import secrets
import time
from io import BytesIO
from pathlib import Path

import pytest

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.sticks import Stick
from appliance.archiving.returning import Returning
from appliance.identity import Identity
from tests.browser.box import Box

from .conftest import Home

WITHIN_S = 60.0


class Begun:
    """A box that would start anew."""

    def __init__(self, data: Path, stick: Path, *, is_empty: bool = True) -> None:
        data.mkdir()
        self.times = 0
        self.data = data
        self.before = Identity(data).on_stage
        sticks = [Stick("S", "sda", 1, folder=str(stick))]
        self.returning = Returning(data, lambda: is_empty, lambda: sticks, self._again)

    def _again(self) -> None:
        self.times += 1

    @property
    def on_stage(self) -> str:
        """The conference that the box would serve after a start."""
        return Identity(self.data).on_stage


def refused(box: Begun, path: str) -> str:
    """The code with which an archive is not taken; nothing changed then."""
    with pytest.raises(BagTrouble) as trouble:
        box.returning.from_stick(path, "")
    assert (box.times, box.on_stage) == (0, box.before)
    assert [path.name for path in box.data.iterdir()] == ["box.json"]
    return trouble.value.code


def test_one_on_a_stick_or_sent_is_put_on_stage(home: Home, tmp_path: Path) -> None:
    made = home.archiving.make("full").path
    box = Begun(tmp_path / "box", made.parent)
    assert box.returning.on_sticks() == [(str(made), made.name)]
    box.returning.from_stick(str(made), "")
    assert (box.times, box.on_stage) == (1, home.conference)
    assert Home(box.data, home.conference).journal == home.journal
    sent = Begun(tmp_path / "other", tmp_path)
    sent.returning.from_file(BytesIO(made.read_bytes()), "")
    assert (sent.times, sent.on_stage) == (1, home.conference)
    assert sorted(path.name for path in sent.data.iterdir()) == ["box.json", "conferences"]
    with pytest.raises(BagTrouble):
        sent.returning.from_file(BytesIO(made.read_bytes()), "")


def test_what_is_no_archive_or_comes_too_late_changes_nothing(home: Home, tmp_path: Path) -> None:
    made = home.archiving.make("full").path
    box = Begun(tmp_path / "box", made.parent)
    assert refused(box, "/etc/passwd") == "no_archive"
    made.write_bytes(made.read_bytes()[:9_000])
    assert refused(box, str(made)) == "truncated"
    held = Begun(tmp_path / "held", made.parent, is_empty=False)
    assert refused(held, str(made)) == "has_conference_here"


@pytest.mark.slow
def test_a_box_starts_anew_with_it(home: Home, tmp_path: Path) -> None:
    archive = home.archiving.make("full").path.read_bytes()
    box = Box(tmp_path / "data", command="serve")
    try:
        host, port = box.address[0], int(box.url.rpartition(":")[2])
        first = told(host, port)["boot"]
        cookie = sign_in(host, port, box.code)
        status, page = send(host, port, cookie, archive)
        assert (status, "The box starts anew" in page) == (200, True)
        until = time.monotonic() + WITHIN_S
        while told(host, port).get("boot") in (first, None):
            assert time.monotonic() < until
        line = http.client.HTTPConnection(host, port)
        line.request("GET", "/results.json", headers={"Cookie": cookie})
        assert json.loads(line.getresponse().read())["conference"] == home.conference
        line.close()
    finally:
        box.stop()


def told(host: str, port: int) -> dict[str, object]:
    """What the box says of itself; nothing while it starts."""
    line = http.client.HTTPConnection(host, port, timeout=WITHIN_S)
    try:
        line.request("GET", "/health")
        return dict(json.loads(line.getresponse().read()))
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    finally:
        line.close()


def sign_in(host: str, port: int, code: str) -> str:
    """The cookie of the organiser."""
    line = http.client.HTTPConnection(host, port)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/sign-in", f"code={code}&next=/prepare", form)
    answer = line.getresponse()
    answer.read()
    cookies = [value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie") or ()]
    line.close()
    return "; ".join(cookies)


def send(host: str, port: int, cookie: str, archive: bytes) -> tuple[int, str]:
    """Choose the archive and press the button."""
    boundary = secrets.token_hex(16)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n\r\n'
    body = head.encode() + archive + f"\r\n--{boundary}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept-Language": "en"}
    line = http.client.HTTPConnection(host, port, timeout=WITHIN_S)
    line.request("POST", "/prepare/archive", body, {**kind, "Cookie": cookie})
    answer = line.getresponse()
    page = answer.read().decode()
    line.close()
    return answer.status, page
