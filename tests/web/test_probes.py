"""Who asks a running box whether there is internet: by exact status, headers and body."""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from appliance.network.plan import Plan
from appliance.network.probes import ANY, LEADING, PROBES
from tests.running import RunningBox, running_box

from .house import ADDRESS, House

QUESTIONS = [
    pytest.param(host, "/x7/a.html" if path == ANY else path, probe.answer, id=f"{host}{path}")
    for probe in PROBES
    for host in probe.hosts
    for path in probe.paths
]
EXPECTED = {
    # As their makers' servers answer it.
    ("captive.apple.com", "/hotspot-detect.html"): (
        200,
        b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>\n",
    ),
    ("www.apple.com", "/library/test/success.html"): (
        200,
        b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>\n",
    ),
    ("www.msftconnecttest.com", "/connecttest.txt"): (200, b"Microsoft Connect Test"),
    ("www.msftncsi.com", "/ncsi.txt"): (200, b"Microsoft NCSI"),
    ("connectivitycheck.gstatic.com", "/generate_204"): (204, b""),
    ("clients3.google.com", "/generate_204"): (204, b""),
    ("www.google.com", "/gen_204"): (204, b""),
    ("connectivitycheck.samsung.com", "/generate_204"): (204, b""),
    ("connect.rom.miui.com", "/generate_204"): (204, b""),
    ("connectivitycheck.platform.hicloud.com", "/generate_204"): (204, b""),
    ("detectportal.firefox.com", "/success.txt?ipv4"): (200, b"success\n"),
    ("detectportal.firefox.com", "/canonical.html"): (
        200,
        b'<meta http-equiv="refresh" '
        b'content="0;url=https://support.mozilla.org/kb/captive-portal"/>',
    ),
    ("nmcheck.gnome.org", "/check_network_status.txt"): (200, b"NetworkManager is online\n"),
    ("network-test.debian.org", "/nm"): (200, b"NetworkManager is online\n"),
    ("connectivity-check.ubuntu.com", "/"): (204, b""),
    ("networkcheck.kde.org", "/"): (200, b"OK\n"),
}


@dataclass(frozen=True)
class Heard:
    """An answer off the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(box: RunningBox, host: str, path: str, method: str = "GET") -> Heard:
    """Ask a box under another name, as a phone that was led there by DNS."""
    line = http.client.HTTPConnection("127.0.0.1", box.port, timeout=20)
    try:
        line.request(method, path, headers={"Host": host, "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Heard(answer.status, headers, answer.read())
    finally:
        line.close()


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBox]:
    """A box that was asked for no particular policy, and so tells phones that they are online."""
    with running_box(tmp_path_factory.mktemp("probed")) as opened:
        yield opened


@pytest.mark.slow
def test_every_question_is_answered_to_the_byte(box: RunningBox) -> None:
    for question in QUESTIONS:
        host, path, answer = question.values
        heard = ask(box, host, path)
        assert (heard.status, heard.body) == (answer.status, answer.body), (host, path)
        expected = {name.lower(): value for name, value in answer.headers}
        expected |= {"cache-control": "no-store"}
        if answer.status != 204:
            expected |= {"content-length": str(len(answer.body))}
        unasked = heard.headers.keys() - expected.keys()
        assert {name: heard.headers.get(name) for name in expected} == expected, (host, path)
        assert unasked <= {"date", "server", "connection"}, (host, path)


@pytest.mark.slow
@pytest.mark.parametrize("question", EXPECTED, ids="".join)
def test_the_answers_are_the_makers_own(box: RunningBox, question: tuple[str, str]) -> None:
    heard = ask(box, *question)
    assert (heard.status, heard.body) == EXPECTED[question]


@pytest.mark.slow
def test_a_head_hears_the_same_without_the_body(box: RunningBox) -> None:
    for question in QUESTIONS:
        host, path, answer = question.values
        got, asked = ask(box, host, path), ask(box, host, path, "HEAD")
        assert (asked.status, asked.body) == (answer.status, b""), (host, path)
        got.headers.pop("date"), asked.headers.pop("date")
        assert asked.headers == got.headers, (host, path)


@pytest.mark.slow
@pytest.mark.parametrize(("host", "path"), LEADING)
def test_a_browser_that_windows_opens_comes_to_the_box(
    box: RunningBox, host: str, path: str
) -> None:
    heard = ask(box, host, path)
    assert (heard.status, heard.headers["location"]) == (302, f"{box.told['url']}/")


@pytest.mark.slow
def test_a_box_that_is_to_be_silent_says_so_to_nobody(tmp_path: Path) -> None:
    Plan("NL", "Zaal", "kaars-appel-47", probes="silent").keep(tmp_path)
    with running_box(tmp_path) as box:
        for question in QUESTIONS:
            host, path, _ = question.values
            heard = ask(box, host, path)
            assert (heard.status, heard.body) == (503, b""), (host, path)


@pytest.mark.slow
def test_a_damaged_plan_does_not_keep_the_box_from_serving(tmp_path: Path) -> None:
    (tmp_path / "network.json").write_bytes(b"{half")
    with running_box(tmp_path) as box:
        assert ask(box, f"127.0.0.1:{box.port}", "/health").status == 200
        assert ask(box, "captive.apple.com", "/").status == 200
    assert (tmp_path / "network.json").read_bytes() == b"{half"


@pytest.mark.parametrize(
    ("host", "path"),
    [("www.google.com", "/search"), ("www.apple.com", "/"), ("www.msftncsi.com", "/")],
)
def test_a_page_of_such_a_host_is_told_where_the_box_is(house: House, host: str, path: str) -> None:
    answer = house.client().get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert ADDRESS in answer.text


def test_only_questions_are_answered(house: House) -> None:
    assert house.client().post("/", headers={"Host": "captive.apple.com"}).status_code == 421
