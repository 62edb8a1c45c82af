"""Every question whether there is internet is known, and none is answered twice."""

import re

import pytest

from appliance.network.plan import ONLINE, SILENT
from appliance.network.probes import (
    ANY,
    LEADING,
    NO_CONTENT,
    NOTHING,
    PROBES,
    SUCCESS,
    WINDOWS_DNS,
    Answer,
    answer,
    probe_hosts,
)

ADDRESS = "http://10.77.0.1"


def asked(host: str, path: str, policy: str = ONLINE) -> Answer | None:
    """The answer of a box that is at ADDRESS."""
    return answer(host, path, lambda: policy, lambda: ADDRESS)


def test_every_host_and_path_has_the_answer_that_the_table_says() -> None:
    for probe in PROBES:
        for host in probe.hosts:
            for path in probe.paths:
                assert asked(host, "/x/y.html" if path == ANY else path) == probe.answer


@pytest.mark.parametrize(
    ("host", "path", "told"),
    [
        ("captive.apple.com", "/hotspot-detect.html", SUCCESS),
        ("captive.apple.com", "/", SUCCESS),
        ("www.ibook.info", "/8fKzE0/qPzR/a.html", SUCCESS),
        ("www.apple.com", "/library/test/success.html", SUCCESS),
        ("connectivitycheck.gstatic.com", "/generate_204", NO_CONTENT),
        ("www.google.com", "/gen_204", NO_CONTENT),
        ("connect.rom.miui.com", "/generate_204", NO_CONTENT),
    ],
)
def test_the_families_that_fill_a_room_are_content(host: str, path: str, told: Answer) -> None:
    assert asked(host, path) == told


@pytest.mark.parametrize(
    "host", ["Captive.Apple.COM", "captive.apple.com:80", "captive.apple.com."]
)
def test_a_host_may_be_written_in_other_ways(host: str) -> None:
    assert asked(host, "/hotspot-detect.html") == SUCCESS


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("www.apple.com", "/"),
        ("www.google.com", "/search"),
        ("connectivitycheck.gstatic.com", "/generate_204/"),
        ("10.77.0.1", "/generate_204"),
        ("tafelronde.lan", "/hotspot-detect.html"),
        ("evil.captive.apple.com", "/"),
        ("", "/generate_204"),
        (":", "/"),
        ("[::1]", "/"),
    ],
)
def test_what_is_no_such_question_is_left_to_the_box(host: str, path: str) -> None:
    assert asked(host, path) is None


def test_who_is_to_hear_nothing_gets_neither_success_nor_a_log_in_window() -> None:
    told = {asked(host, path, SILENT) for host in probe_hosts() for path in ("/", "/generate_204")}
    assert told == {NOTHING, None}
    # Below 400 it would be a log-in window, and 511 says that there is one (RFC 6585, section 6).
    assert NOTHING.status in range(400, 511)


@pytest.mark.parametrize(("host", "path"), LEADING)
def test_a_browser_that_windows_opens_is_led_to_the_box(host: str, path: str) -> None:
    assert asked(host, path) == Answer(302, headers=(("Location", "http://10.77.0.1/"),))
    assert host in probe_hosts()


def test_no_question_is_in_the_table_twice() -> None:
    questions = [(host, path) for one in PROBES for host in one.hosts for path in one.paths]
    assert len(set(questions)) == len(questions)


def test_hosts_are_names_that_a_dns_server_takes() -> None:
    names = [*probe_hosts(), WINDOWS_DNS[0]]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"([a-z0-9-]+\.)+[a-z]+", name)] == []


def test_no_content_means_no_content() -> None:
    assert [one for one in PROBES if one.answer.status == 204 and one.answer.body] == []
