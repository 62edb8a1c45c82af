"""A box out of its carton goes on from an archive that the organiser brings."""

import errno
import http.client
import json
import secrets
import time
from io import BytesIO
from pathlib import Path

import pyrage
import pytest

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.locking import UNLOCKED, AgeKey, Opening
from appliance.archive.sticks import Stick
from appliance.archiving.opening import Opened
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


def refused(box: Begun, path: str, with_: Opening = UNLOCKED) -> str:
    """The code with which an archive is not taken; nothing changed then."""
    with pytest.raises(BagTrouble) as trouble:
        box.returning.from_stick(path, with_)
    assert (box.times, box.on_stage) == (0, box.before)
    assert [path.name for path in box.data.iterdir()] == ["box.json"]
    return trouble.value.code


def test_one_on_a_stick_or_sent_is_put_on_stage(home: Home, tmp_path: Path) -> None:
    made = home.archiving.make("full").path
    box = Begun(tmp_path / "box", made.parent)
    assert box.returning.on_sticks() == [(str(made), made.name)]
    box.returning.from_stick(str(made), UNLOCKED)
    assert (box.times, box.on_stage) == (1, home.conference)
    assert Home(box.data, home.conference).journal == home.journal
    sent = Begun(tmp_path / "other", tmp_path)
    sent.returning.from_file(BytesIO(made.read_bytes()), UNLOCKED)
    assert (sent.times, sent.on_stage) == (1, home.conference)
    assert sorted(path.name for path in sent.data.iterdir()) == ["box.json", "conferences"]
    with pytest.raises(BagTrouble):
        sent.returning.from_file(BytesIO(made.read_bytes()), UNLOCKED)


def test_what_is_no_archive_or_comes_too_late_changes_nothing(home: Home, tmp_path: Path) -> None:
    made = home.archiving.make("full").path
    box = Begun(tmp_path / "box", made.parent)
    assert refused(box, "/etc/passwd") == "no_archive"
    made.write_bytes(made.read_bytes()[:9_000])
    assert refused(box, str(made)) == "truncated"
    held = Begun(tmp_path / "held", made.parent, is_empty=False)
    assert refused(held, str(made)) == "has_conference_here"


def test_a_locked_one_needs_its_own_key(home: Home, tmp_path: Path) -> None:
    right, wrong = (pyrage.x25519.Identity.generate() for _ in range(2))
    made = home.archiving.make("full", AgeKey(str(right.to_public()))).path
    box = Begun(tmp_path / "box", made.parent)
    for told, code in (
        ("", "needs_key_here"),
        ("my key", "no_key_here"),
        (str(wrong), "wrong_identity"),
    ):
        assert refused(box, str(made), Opening(identities=told)) == code
    whole = made.read_bytes()
    made.write_bytes(whole[:-100])
    assert refused(box, str(made), Opening(identities=str(right))) == "damaged"
    with_comment = Opening(identities=f"# created: 2026-11-29\n{right}\n")
    box.returning.from_file(BytesIO(whole), with_comment)
    assert (box.times, box.on_stage) == (1, home.conference)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_leaves_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    made = home.archiving.make("full").path
    box = Begun(tmp_path / "box", made.parent)

    def full(*_: object) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(Opened, "copy", full)
    assert refused(box, str(made)) == "no_room_here"


@pytest.mark.slow
def test_a_box_starts_anew_with_it(home: Home, tmp_path: Path) -> None:
    key = pyrage.x25519.Identity.generate()
    archive = home.archiving.make("full", AgeKey(str(key.to_public()))).path.read_bytes()
    box = Box(tmp_path / "data", command="serve")
    try:
        host, port = box.address[0], int(box.url.rpartition(":")[2])
        first = told(host, port)["boot"]
        cookie = sign_in(host, port, box.code)
        before = sorted(path.name for path in (tmp_path / "data").iterdir())
        status, page = send(host, port, cookie, archive[:-1], str(key))
        assert (status, "was damaged on its way" in page, str(key) in page) == (422, True, False)
        assert sorted(path.name for path in (tmp_path / "data").iterdir()) == before
        status, page = send(host, port, cookie, archive, str(key))
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


def send(host: str, port: int, cookie: str, archive: bytes, key: str) -> tuple[int, str]:
    """Choose the archive, type the key and press the button."""
    boundary = secrets.token_hex(16)
    part = f"--{boundary}\r\nContent-Disposition: form-data; name="
    head = f'{part}"key"\r\n\r\n{key}\r\n{part}"file"; filename="a.zip.age"\r\n\r\n'
    body = head.encode() + archive + f"\r\n--{boundary}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept-Language": "en"}
    line = http.client.HTTPConnection(host, port, timeout=WITHIN_S)
    line.request("POST", "/prepare/archive", body, {**kind, "Cookie": cookie})
    answer = line.getresponse()
    page = answer.read().decode()
    line.close()
    return answer.status, page
