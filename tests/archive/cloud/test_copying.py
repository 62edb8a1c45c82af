"""What was agreed to arrives once, whole and read back, past all that a line and a cloud may do."""

import errno
import hashlib
import json
import os
import random
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from appliance.archive.cloud.cloud_trouble import CloudTrouble
from appliance.archive.cloud.copying import CloudCopy, Seen
from appliance.archive.cloud.outbox import FILE, SECRET_FILE, Outbox, State
from appliance.archive.cloud.places import place_of
from appliance.archive.cloud.target import Secret, Target, link, s3, webdav
from appliance.archive.cloud.wire import Patience, Wire

from .clouds import (
    BUCKET,
    PASSWORD,
    USER,
    CutLine,
    Liar,
    PublicLink,
    certificate,
    s3_server,
    saying,
    serving,
    webdav_app,
)

EVENT = "ev3nt"
SHAREABLE = f"tafelronde-{EVENT}-20150119-1702-shareable.zip"
FULL = f"tafelronde-{EVENT}-20150119-1702-full.zip"
SIZE = 300_000

Cloud = tuple[int, Callable[[int], tuple[Target, Secret]]]
"""The port of a cloud, and its place when it is reached by a port."""


@dataclass
class Home:
    """The folder of a conference with finished archives, and the copies that go from it."""

    folder: Path
    is_closed: bool = True

    def copy(self, *, patient: bool = False) -> CloudCopy:
        """A copy that wastes no time on waiting, unless it is to be `patient`."""
        draw = (lambda least, most: most) if patient else (lambda least, most: 0.0)
        return CloudCopy(self.folder, EVENT, lambda: self.is_closed, quick_wire, draw)

    def put(self, name: str, size_bytes: int = SIZE) -> str:
        """A finished archive; its SHA-256."""
        content = random.Random(name).randbytes(size_bytes)
        (self.folder / "exports" / name).write_bytes(content)
        return hashlib.sha256(content).hexdigest()


def quick_wire(_: Patience) -> Wire:
    """A line that soon counts as broken."""
    return Wire(Patience(connect_s=5, piece_s=5, answer_s=10))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """One with a shareable archive."""
    (tmp_path / "exports").mkdir()
    made = Home(tmp_path)
    made.put(SHAREABLE)
    return made


@contextmanager
def running(copy: CloudCopy) -> Iterator[CloudCopy]:
    """A copy that is stopped at the end."""
    copy.start()
    try:
        yield copy
    finally:
        copy.stop()


def agree(copy: CloudCopy, place: tuple[Target, Secret], *names: str, **how: bool) -> None:
    """Say yes to these files as they are now."""
    offers = {offer.name: offer.sha256 for offer in copy.offers()}
    chosen = {name: offers[name] for name in names or (SHAREABLE,)}
    copy.begin(*place, chosen, minute=29_000_000, **how)


def wait_until(copy: CloudCopy, holds: Callable[[Seen], bool], within_s: float = 60.0) -> Seen:
    """How far it is, once this holds; every change wakes us."""
    with copy._changed:
        found = copy._changed.wait_for(lambda: _holds(copy, holds), timeout=within_s)
        assert found, copy.seen()
    seen = copy.seen()
    assert seen is not None
    return seen


def _holds(copy: CloudCopy, holds: Callable[[Seen], bool]) -> bool:
    seen = copy.seen()
    return seen is not None and holds(seen)


def is_done(seen: Seen) -> bool:
    """Whether all was read back."""
    return seen.is_done


def trouble_of(seen: Seen) -> str:
    """What is wrong with the first file."""
    return seen.rows[0].item.trouble


@contextmanager
def webdav_cloud(folder: Path) -> Iterator[tuple[Cloud, Callable[[], dict[str, bytes]]]]:
    """A WebDAV server, its place, and what is in it."""
    folder.mkdir()
    with serving(webdav_app(folder)) as port:
        yield (
            (port, lambda at: webdav(f"http://127.0.0.1:{at}", USER, PASSWORD)),
            lambda: {file.name: file.read_bytes() for file in folder.iterdir()},
        )


@contextmanager
def link_cloud(_: Path) -> Iterator[tuple[Cloud, Callable[[], dict[str, bytes]]]]:
    """A public link."""
    shared = PublicLink()
    with serving(shared) as port:
        yield (
            (port, lambda at: link(f"http://127.0.0.1:{at}/s/{shared.token}")),
            lambda: dict(shared.files),
        )


@contextmanager
def safe_cloud(folder: Path) -> Iterator[tuple[Cloud, Callable[[], dict[str, bytes]]]]:
    """A WebDAV server that proves who it is."""
    folder.mkdir()
    proof = certificate(folder.parent)
    with pytest.MonkeyPatch.context() as patch, serving(webdav_app(folder), proof) as port:
        patch.setenv("SSL_CERT_FILE", str(proof))
        yield (
            (port, lambda at: webdav(f"https://localhost:{at}", USER, PASSWORD)),
            lambda: {file.name: file.read_bytes() for file in folder.iterdir()},
        )


@contextmanager
def s3_cloud(_: Path) -> Iterator[tuple[Cloud, Callable[[], dict[str, bytes]]]]:
    """A bucket."""
    boto3 = pytest.importorskip("boto3")
    pytest.importorskip("opendal")
    with s3_server() as port:
        keys = {"aws_access_key_id": "key", "aws_secret_access_key": "geheim"}
        where = {"endpoint_url": f"http://127.0.0.1:{port}", "region_name": "us-east-1"}
        client = boto3.client("s3", **keys, **where)

        def kept() -> dict[str, bytes]:
            found = client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
            names = [each["Key"] for each in found]
            got = {n: client.get_object(Bucket=BUCKET, Key=n)["Body"].read() for n in names}
            return {name.removeprefix("2015/"): content for name, content in got.items()}

        def place(at: int) -> tuple[Target, Secret]:
            return s3(f"http://127.0.0.1:{at}", BUCKET, "key", "geheim", folder="2015")

        yield (port, place), kept
        client.close()


needs_openssl = pytest.mark.needs("openssl")
CLOUDS = {"webdav": webdav_cloud, "https": safe_cloud, "link": link_cloud, "s3": s3_cloud}


@pytest.fixture(params=[pytest.param("https", marks=needs_openssl), "webdav", "link", "s3"])
def cloud(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Cloud, Callable[[], dict[str, bytes]]]]:
    """Each kind of cloud."""
    with CLOUDS[request.param](tmp_path / "cloud") as opened:
        yield opened


def expected(home: Home, *names: str) -> dict[str, bytes]:
    """What is in the cloud when all has arrived: once each, by event and content."""
    found = {}
    for name in names or (SHAREABLE,):
        content = (home.folder / "exports" / name).read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        found[f"{name.removesuffix('.zip')}-{sha256}.zip"] = content
    return found


def test_what_was_agreed_to_arrives_and_is_read_back(
    home: Home, cloud: tuple[Cloud, Callable[[], dict[str, bytes]]]
) -> None:
    (port, place), kept = cloud
    with running(home.copy()) as copy:
        assert copy.try_out(*place(port)).left_behind == ""
        assert kept() == {}
        agree(copy, place(port))
        wait_until(copy, is_done)
    assert kept() == expected(home)


@pytest.mark.slow
def test_cut_at_fifty_random_points_one_intact_object_arrives(
    home: Home, cloud: tuple[Cloud, Callable[[], dict[str, bytes]]]
) -> None:
    (port, place), kept = cloud
    chance = random.Random()  # elsewhere every time

    def cuts() -> Iterator[int]:
        while True:  # among what is said beforehand, or anywhere in the file
            yield chance.randrange(1, 400) if chance.random() < 0.5 else chance.randrange(1, SIZE)

    with CutLine(port, cuts(), most=50) as line, running(home.copy()) as copy:
        agree(copy, place(line.port))
        seen = wait_until(copy, is_done, within_s=110)
        assert line.was_cut >= 50
    assert seen.rows[0].item.attempts > 0
    assert kept() == expected(home)


def test_a_box_that_loses_its_power_while_it_sends_goes_on_afterwards(
    home: Home, tmp_path: Path
) -> None:
    script = (
        "import sys, threading; from pathlib import Path;"
        "from appliance.archive.cloud.copying import CloudCopy;"
        "from appliance.archive.cloud.target import webdav;"
        f"copy = CloudCopy(Path(sys.argv[1]), {EVENT!r}, lambda: True);"
        f"place = webdav(sys.argv[2], {USER!r}, {PASSWORD!r});"
        "copy.begin(*place, {o.name: o.sha256 for o in copy.offers()}, 1);"
        "threading.Event().wait()"
    )
    with webdav_cloud(tmp_path / "cloud") as ((port, _), kept), CutLine(port) as line:
        line.hold_after(SIZE // 2)
        command = [sys.executable, "-c", script, str(home.folder), f"http://127.0.0.1:{line.port}"]
        with subprocess.Popen(command) as process:
            line.wait_for(SIZE // 2)
            process.send_signal(signal.SIGKILL)
        assert json.loads((home.folder / FILE).read_text())["items"][0]["state"] == "uploading"
        line.let_go()
        with running(home.copy()) as copy:
            wait_until(copy, is_done)
        assert kept() == expected(home)
    assert not (home.folder / SECRET_FILE).exists()


def test_what_arrived_is_not_sent_again(home: Home) -> None:
    shared = PublicLink()
    with serving(shared) as port, running(home.copy()) as copy:
        place = link(f"http://127.0.0.1:{port}/s/{shared.token}")
        agree(copy, place)
        wait_until(copy, is_done)
        home.put(FULL)
        agree(copy, place, SHAREABLE, FULL, is_full_asked=True)
        wait_until(copy, lambda seen: seen.is_done and len(seen.rows) == 2)
    puts = [asked for asked in shared.asked if asked.startswith("PUT")]
    assert len(puts) == 2
    assert shared.files == expected(home, SHAREABLE, FULL)


@pytest.mark.parametrize(
    ("keep", "code"),
    [
        (lambda content: content[:-1], "truncated"),
        (lambda content: content[:-1] + b"?", "altered"),
        (lambda content: content + b"!", "altered"),
        (lambda content: b"<html>Welcome</html>", "truncated"),
        (lambda content: None, "missing"),
    ],
)
def test_a_cloud_that_says_yes_but_did_not_keep_it_is_found_out(
    home: Home, keep: Callable[[bytes], bytes | None], code: str
) -> None:
    liar = Liar(keep)
    with serving(liar) as port, running(home.copy()) as copy:
        place = webdav(f"http://127.0.0.1:{port}", USER, PASSWORD)
        with pytest.raises(CloudTrouble) as caught:
            copy.try_out(*place)
        assert caught.value.code == code
        liar.puts = 0
        agree(copy, place)
        # After three times it is left to a person.
        seen = wait_until(copy, lambda seen: seen.rows[0].item.lies == 3)
        assert (trouble_of(seen), seen.is_done, seen.rows[0].wait_s) == (code, False, None)
        assert liar.puts == 3
        liar.keep = lambda content: content
        copy.try_now()
        wait_until(copy, is_done)


def test_a_cloud_that_answers_with_a_page_to_sign_in_is_found_out(home: Home) -> None:
    page = saying("200 OK", b"<html>Sign in", Content_Type="text/html; charset=utf-8")
    with serving(page) as port, pytest.raises(CloudTrouble) as caught:
        home.copy().try_out(*webdav(f"http://127.0.0.1:{port}", USER, PASSWORD))
    assert caught.value.code == "sign_in_page"


def test_a_public_link_that_gives_nothing_back_is_refused_before_anything_is_sent(
    home: Home,
) -> None:
    shared = PublicLink(is_drop_only=True)
    with serving(shared) as port, running(home.copy()) as copy:
        agree(copy, link(f"http://127.0.0.1:{port}/s/{shared.token}"))
        seen = wait_until(copy, lambda seen: bool(trouble_of(seen)))
        with pytest.raises(CloudTrouble):
            copy.try_out(*link(f"http://127.0.0.1:{port}/s/{shared.token}"))
    assert (trouble_of(seen), shared.files) == ("write_only", {})


def test_a_public_link_asks_for_its_password_and_its_header(home: Home) -> None:
    shared = PublicLink(password="geheim")
    with serving(shared) as port:
        address = f"http://127.0.0.1:{port}/index.php/s/{shared.token}"
        assert home.copy().try_out(*link(address, "geheim")).left_behind == ""
        with pytest.raises(CloudTrouble) as caught:
            home.copy().try_out(*link(address, "fout"))
        assert caught.value.code == "login_link"
        target, secret = link(address, "geheim")
        bare = replace(place_of(target, secret).request("PUT", "x"), headers={})
        assert Wire().ask(bare).status == 401


@pytest.mark.parametrize(
    ("user", "folder", "code"),
    [("bram", "", "login"), (USER, "/nergens", "no_folder"), (USER, "", "")],
)
def test_webdav_says_what_is_wrong_with_name_or_folder(
    home: Home, tmp_path: Path, user: str, folder: str, code: str
) -> None:
    with webdav_cloud(tmp_path / "cloud") as ((port, _), _kept):
        place = webdav(f"http://127.0.0.1:{port}{folder}", user, PASSWORD)
        try:
            home.copy().try_out(*place)
        except CloudTrouble as trouble:
            assert trouble.code == code
        else:
            assert code == ""


def test_a_bucket_that_is_not_there_is_named(home: Home) -> None:
    pytest.importorskip("opendal")
    with s3_server() as port, pytest.raises(CloudTrouble) as caught:
        home.copy().try_out(*s3(f"http://127.0.0.1:{port}", "elders", "key", "geheim"))
    assert (caught.value.code, caught.value.values["bucket"]) == ("no_bucket", "elders")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("401 Unauthorized", "login"),
        ("403 Forbidden", "forbidden"),
        ("405 Method Not Allowed", "no_files"),
        ("413 Content Too Large", "too_large"),
        ("429 Too Many Requests", "busy"),
        ("500 Internal Server Error", "refused"),
        ("503 Service Unavailable", "busy"),
        ("507 Insufficient Storage", "full"),
    ],
)
def test_every_no_of_a_webdav_cloud_becomes_a_sentence(home: Home, status: str, code: str) -> None:
    with serving(saying(status)) as port, pytest.raises(CloudTrouble) as caught:
        home.copy().try_out(*webdav(f"http://127.0.0.1:{port}", USER, PASSWORD))
    assert caught.value.code == code
    assert "{" not in str(caught.value)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("InvalidAccessKeyId", "login_key"),
        ("SignatureDoesNotMatch", "login_key"),
        ("AccessDenied", "forbidden"),
        ("NoSuchBucket", "no_bucket"),
        ("EntityTooLarge", "too_large"),
        ("SomethingNew", "forbidden"),
    ],
)
def test_every_no_of_s3_becomes_a_sentence(home: Home, told: str, code: str) -> None:
    pytest.importorskip("opendal")
    xml = f"<?xml version='1.0'?><Error><Code>{told}</Code></Error>".encode()
    with serving(saying("403 Forbidden", xml)) as port, pytest.raises(CloudTrouble) as caught:
        home.copy().try_out(*s3(f"http://127.0.0.1:{port}", BUCKET, "key", "geheim"))
    assert caught.value.code == code


def test_a_clock_that_is_minutes_off_is_said_where_signatures_run_out(home: Home) -> None:
    pytest.importorskip("opendal")
    xml = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"

    def slow(patience: Patience) -> Wire:
        return Wire(patience, now_s=lambda: time.time() - 1_200)

    copy = CloudCopy(home.folder, EVENT, lambda: True, slow)
    with serving(saying("403 Forbidden", xml)) as port, pytest.raises(CloudTrouble) as caught:
        copy.try_out(*s3(f"http://127.0.0.1:{port}", BUCKET, "key", "geheim"))
    assert caught.value.code == "clock"


@pytest.mark.parametrize("method", ["PUT", "GET"])
def test_what_is_asked_of_s3_is_signed_as_amazons_own_library_signs_it(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    pytest.importorskip("opendal")
    auth = pytest.importorskip("botocore.auth")
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    target, secret = s3("https://s3.example.org", BUCKET, "AK", "SK", folder="a/b", region="eu-1")
    ours = urlsplit(place_of(target, secret).request(method, "naïef x.zip").address)
    told = parse_qs(ours.query)
    at = datetime.strptime(told["X-Amz-Date"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    monkeypatch.setattr(auth, "get_current_datetime", lambda *_, **__: at)
    asked = AWSRequest(method, f"https://s3.example.org{ours.path}")
    auth.S3SigV4QueryAuth(Credentials("AK", "SK"), "s3", "eu-1", 3_600).add_auth(asked)
    assert parse_qs(urlsplit(asked.url).query)["X-Amz-Signature"] == told["X-Amz-Signature"]


def test_who_is_sent_on_to_another_page_sends_nothing_there(home: Home) -> None:
    elsewhere = saying("302 Found", Location="https://login.venue.test/hello?x=1")
    with serving(elsewhere) as port, pytest.raises(CloudTrouble) as caught:
        home.copy().try_out(*webdav(f"http://127.0.0.1:{port}", USER, PASSWORD))
    assert (caught.value.code, caught.value.values["where"]) == ("elsewhere", "login.venue.test")


def test_wrong_credentials_are_tried_once_and_then_left_to_a_person(
    home: Home, tmp_path: Path
) -> None:
    home.put(FULL)
    with webdav_cloud(tmp_path / "cloud") as ((port, _), kept), CutLine(port) as line:
        with running(home.copy()) as copy:
            place = webdav(f"http://127.0.0.1:{line.port}", USER, "fout")
            agree(copy, place, SHAREABLE, FULL, is_full_asked=True)
            seen = wait_until(copy, lambda seen: bool(trouble_of(seen)))
        assert line.connections == 1  # the second file goes to the same door
        assert [row.item.trouble for row in seen.rows] == ["login", "login"]
        assert kept() == {}


def test_without_internet_it_waits_and_then_goes_by_itself(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, is_online = PublicLink(), threading.Event()
    looks = threading.Semaphore(0)
    connect = socket.create_connection

    def connected(*told: object, **how: object) -> socket.socket:
        looks.release()
        if not is_online.is_set():
            raise socket.gaierror(socket.EAI_AGAIN, "no name")
        return connect(*told, **how)  # type: ignore[arg-type]

    with serving(shared) as port, running(home.copy()) as copy:
        monkeypatch.setattr("appliance.archive.cloud.wire.socket.create_connection", connected)
        agree(copy, link(f"http://127.0.0.1:{port}/s/{shared.token}"))
        for _ in range(3):
            assert looks.acquire(timeout=20)
        seen = wait_until(copy, lambda seen: trouble_of(seen) == "offline")
        item = seen.rows[0].item
        assert (item.state, item.attempts, shared.files) == (State.PENDING, 0, {})
        before = (home.folder / FILE).stat().st_mtime_ns
        for _ in range(3):
            assert looks.acquire(timeout=20)
        assert (home.folder / FILE).stat().st_mtime_ns == before  # looking writes nothing
        is_online.set()
        wait_until(copy, is_done)
    assert shared.files == expected(home)


def test_who_waits_can_be_told_to_try_now(home: Home) -> None:
    shared = PublicLink()
    with (
        serving(shared) as port,
        CutLine(port, [1]) as line,
        running(home.copy(patient=True)) as copy,
    ):
        agree(copy, link(f"http://127.0.0.1:{line.port}/s/{shared.token}"))
        seen = wait_until(copy, lambda seen: trouble_of(seen) == "broken")
        assert seen.rows[0].wait_s in range(1, 10)
        copy.try_now()
        wait_until(copy, is_done, within_s=5)


def test_nothing_goes_before_the_conference_is_closed(home: Home) -> None:
    home.is_closed = False
    shared = PublicLink()
    with serving(shared) as port, running(home.copy()) as copy:
        place = link(f"http://127.0.0.1:{port}/s/{shared.token}")
        with pytest.raises(CloudTrouble) as caught:
            agree(copy, place)
        assert (caught.value.code, copy.seen(), shared.asked) == ("not_closed", None, [])
        home.is_closed = True
        (home.folder / "exports" / SHAREABLE).touch()
        agree(copy, place)
        wait_until(copy, is_done)


def test_a_conference_that_is_opened_again_holds_what_waits(home: Home) -> None:
    shared = PublicLink()
    with (
        serving(shared) as port,
        CutLine(port, [1]) as line,
        running(home.copy(patient=True)) as copy,
    ):
        agree(copy, link(f"http://127.0.0.1:{line.port}/s/{shared.token}"))
        wait_until(copy, lambda seen: trouble_of(seen) == "broken")
        home.is_closed = False
        copy.try_now()
        wait_until(copy, lambda seen: trouble_of(seen) == "not_closed")
        assert line.connections == 1


def test_only_what_was_seen_goes_along(home: Home) -> None:
    copy = home.copy()
    place = webdav("http://127.0.0.1:1", USER, PASSWORD)
    offers = {offer.name: offer.sha256 for offer in copy.offers()}
    home.put(FULL)
    for chosen, code in (
        ({}, "no_file"),
        ({"../identity.json": "0" * 64}, "file_gone"),
        ({SHAREABLE: "0" * 64}, "file_changed"),
        (
            {FULL: hashlib.sha256((home.folder / "exports" / FULL).read_bytes()).hexdigest()},
            "full_unasked",
        ),
    ):
        with pytest.raises(CloudTrouble) as caught:
            copy.begin(*place, chosen, 1)
        assert caught.value.code == code
    assert set(offers) == {SHAREABLE}
    assert copy.seen() is None


def test_a_file_that_changed_after_the_yes_is_not_sent(home: Home) -> None:
    shared = PublicLink()
    with (
        serving(shared) as port,
        CutLine(port, [1]) as line,
        running(home.copy(patient=True)) as copy,
    ):
        agree(copy, link(f"http://127.0.0.1:{line.port}/s/{shared.token}"))
        wait_until(copy, lambda seen: trouble_of(seen) == "broken")
        (home.folder / "exports" / SHAREABLE).write_bytes(b"other")
        copy.try_now()
        wait_until(copy, lambda seen: trouble_of(seen) == "file_changed")
    assert shared.files == {}


@pytest.mark.parametrize("kind", ["webdav", pytest.param("https", marks=needs_openssl)])
def test_who_stops_it_in_the_middle_is_obeyed_and_nothing_secret_stays(
    home: Home, tmp_path: Path, kind: str
) -> None:
    with CLOUDS[kind](tmp_path / "cloud") as ((port, place), _), CutLine(port) as line:
        line.hold_after(SIZE // 2)
        with running(home.copy()) as copy:
            agree(copy, place(line.port))
            line.wait_for(SIZE // 2)
            secret = home.folder / SECRET_FILE
            assert stat.S_IMODE(secret.stat().st_mode) == 0o600
            assert stat.S_IMODE((home.folder / FILE).stat().st_mode) == 0o600
            thread = copy._thread
            assert thread is not None
            copy.give_up()
            thread.join(timeout=5)
            assert not thread.is_alive()
            assert (copy.seen(), secret.exists(), (home.folder / FILE).exists()) == (
                None,
                False,
                False,
            )
            line.let_go()
            assert PASSWORD not in "".join(
                file.read_text("utf-8", "replace") for file in home.folder.glob("*.json")
            )
            agree(copy, place(port))  # and it may begin anew
            wait_until(copy, is_done)


def test_a_secret_is_in_no_repr_and_no_outbox(home: Home) -> None:
    shared = PublicLink(password="geheim-7kq")
    target, secret = link(f"http://127.0.0.1:1/s/{shared.token}", shared.password)
    with running(home.copy()) as copy:
        agree(copy, (target, secret))
        seen = wait_until(copy, lambda seen: bool(trouble_of(seen)))
        told = f"{seen} {secret} {place_of(target, secret)} {(home.folder / FILE).read_text()}"
    assert shared.token not in told
    assert shared.password not in told
    request = place_of(target, secret).request("PUT", "x")
    assert shared.token not in repr(request)


def test_a_disk_that_is_full_stops_no_copy_but_is_said(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = PublicLink()
    with serving(shared) as port, running(home.copy()) as copy:
        place = link(f"http://127.0.0.1:{port}/s/{shared.token}")

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "no room")

        with monkeypatch.context() as patch:
            patch.setattr(Outbox, "begin", full)
            with pytest.raises(OSError, match="no room"):
                agree(copy, place)
        assert (copy.seen(), shared.asked) == (None, [])
        monkeypatch.setattr(Outbox, "write", full)
        monkeypatch.setattr(Outbox, "begin", lambda *_: None)
        agree(copy, place)
        assert wait_until(copy, is_done).is_disk_full
    assert shared.files == expected(home)


def test_an_outbox_that_cannot_be_read_is_no_job(home: Home) -> None:
    for torn in ("", "{", "[]", '{"format": 99}', '{"format": 1, "target": {}}'):
        (home.folder / FILE).write_text(torn)
        assert home.copy().seen() is None


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a priority of their own on Linux")
def test_it_makes_way_for_the_room(home: Home) -> None:
    shared = PublicLink()
    with (
        serving(shared) as port,
        CutLine(port, [1]) as line,
        running(home.copy(patient=True)) as copy,
    ):
        agree(copy, link(f"http://127.0.0.1:{line.port}/s/{shared.token}"))
        wait_until(copy, lambda seen: trouble_of(seen) == "broken")
        thread = copy._thread
        assert thread is not None
        assert thread.native_id is not None
        assert os.getpriority(os.PRIO_PROCESS, thread.native_id) == 10
        assert os.getpriority(os.PRIO_PROCESS, 0) == 0
