"""How phones and computers ask whether there is internet, and the answers that content them.

A table and a look-up: per family the hosts, the paths and the exact answer. The answers are what
the makers' own servers say; whoever hears anything else opens a log-in window or leaves the Wi-Fi.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from .plan import ONLINE

ANY: Final = "*"
"""Every path: Apple asks its fallback hosts for paths made by chance."""

WINDOWS_DNS: Final = ("dns.msftncsi.com", "131.107.255.255")
"""A name that Windows only looks up (NCSI), and the address that it must find."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in full: nothing may be added to it but a date and a length."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """Who asks, where, and what contents them."""

    family: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    answer: Answer


_HTML: Final = ("Content-Type", "text/html")
_TEXT: Final = ("Content-Type", "text/plain")

NO_CONTENT: Final = Answer(204)
SUCCESS: Final = Answer(
    200, b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>\n", (_HTML,)
)
NOTHING: Final = Answer(503)
"""Not online and no log-in window: anything from 400 counts as no internet on Android
(CaptivePortalProbeResult). Seldom heard, since with `silent` no name leads here."""

_KINDLE: Final = (
    b'<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\n'
    b"<html>\n<head>\n<title>Kindle Reachability Probe Page</title>\n"
    b'<META http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\n'
    b"<!--81ce4465-7167-4dcb-835b-dcc9e44c112a created with python 2.5 uuid.uuid4()-->\n"
    b'</head>\n<body bgcolor="#ffffff" text="#000000">\n'
    b"81ce4465-7167-4dcb-835b-dcc9e44c112a\n</body>\n</html>\n"
)
_FIREFOX: Final = (
    b'<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'
)
_NM: Final = ("X-NetworkManager-Status", "online")
_GENERATED: Final = ("/generate_204", "/gen_204", "/generate204")


def _text(body: bytes, *headers: tuple[str, str]) -> Answer:
    return Answer(200, body, (_TEXT, *headers))


PROBES: Final = (
    Probe(
        "Apple",
        (
            *("captive.apple.com", "www.appleiphonecell.com", "www.itools.info", "www.ibook.info"),
            *("www.airport.us", "www.thinkdifferent.us", "gsp1.apple.com"),
        ),
        (ANY,),
        SUCCESS,
    ),
    Probe("Apple", ("www.apple.com", "apple.com"), ("/library/test/success.html",), SUCCESS),
    Probe(
        "Windows",
        ("www.msftconnecttest.com", "ipv6.msftconnecttest.com", "msftconnecttest.com"),
        ("/connecttest.txt",),
        _text(b"Microsoft Connect Test"),
    ),
    Probe(
        "Windows",
        ("www.msftncsi.com", "ipv6.msftncsi.com", "msftncsi.com"),
        ("/ncsi.txt",),
        _text(b"Microsoft NCSI"),
    ),
    Probe(
        "Edge",
        ("edge-http.microsoft.com", "edge.microsoft.com"),
        ("/captiveportal/generate_204",),
        NO_CONTENT,
    ),
    # AOSP's NetworkStack (res/values/config.xml) and ChromeOS (shill's portal_detector.h).
    Probe(
        "Android and ChromeOS",
        (
            *("connectivitycheck.gstatic.com", "connectivitycheck.android.com", "www.gstatic.com"),
            *("www.google.com", "google.com", "clients1.google.com", "clients3.google.com"),
            *("clients4.google.com", "play.googleapis.com", "www.play.googleapis.com"),
            *("www.googleapis.com", "safebrowsing.google.com", "android.clients.google.com"),
            *("www.google.cn", "google.cn", "g.cn"),
        ),
        _GENERATED,
        NO_CONTENT,
    ),
    Probe(
        "Samsung",
        (
            *("connectivitycheck.samsung.com", "connectivity.samsung.com"),
            *("connectivity.samsung.com.cn", "connectivitycheck.samsungdm.com"),
        ),
        _GENERATED,
        NO_CONTENT,
    ),
    Probe(
        "Xiaomi",
        ("connect.rom.miui.com", "connectivitycheck.platform.xiaomi.com"),
        _GENERATED,
        NO_CONTENT,
    ),
    Probe(
        "Huawei and Honor",
        (
            *("connectivitycheck.platform.hicloud.com", "connectivitycheck.hicloud.com"),
            "connectivitycheck.cbg-app.huawei.com",
            "connectivitycheck.platform.hihonorcloud.com",
        ),
        _GENERATED,
        NO_CONTENT,
    ),
    Probe(
        "Oppo, OnePlus and realme",
        (
            *("conn1.coloros.com", "conn2.coloros.com", "conn3.coloros.com", "conn4.coloros.com"),
            *("conn5.coloros.com", "conn1.oppomobile.com", "conn2.oppomobile.com"),
            "open.oneplus.net",
        ),
        _GENERATED,
        NO_CONTENT,
    ),
    Probe("Vivo", ("wifi.vivo.com.cn", "connect.vivo.com.cn"), _GENERATED, NO_CONTENT),
    Probe(
        "Other phones",
        (
            *("connectivitycheck.meizu.com", "www.qualcomm.cn", "www.androidbak.net"),
            *("connectivitycheck.grapheneos.network", "grapheneos.online", "204.ecloud.global"),
        ),
        _GENERATED,
        NO_CONTENT,
    ),
    Probe(
        "Cloudflare and Kuketz",
        ("cp.cloudflare.com", "captiveportal.kuketz.de"),
        ("/", *_GENERATED),
        NO_CONTENT,
    ),
    Probe(
        "Amazon",
        ("fireoscaptiveportal.com", "firetvcaptiveportal.com", "tabletcaptiveportal.com"),
        _GENERATED,
        NO_CONTENT,
    ),
    Probe(
        "Kindle",
        ("spectrum.s3.amazonaws.com",),
        ("/kindle-wifi/wifistub.html", "/kindle-wifi/wifiredirect.html"),
        Answer(200, _KINDLE, (_HTML,)),
    ),
    # Firefox: captivedetect.* and network.connectivity-service.* in all.js.
    Probe("Firefox", ("detectportal.firefox.com",), ("/success.txt",), _text(b"success\n")),
    Probe(
        "Firefox",
        ("detectportal.firefox.com",),
        ("/canonical.html",),
        Answer(200, _FIREFOX, (_HTML,)),
    ),
    # NetworkManager is content with this header whatever the body (nm-connectivity.c).
    Probe(
        "GNOME",
        ("nmcheck.gnome.org",),
        ("/check_network_status.txt",),
        _text(b"NetworkManager is online\n", _NM),
    ),
    Probe(
        "Debian",
        ("network-test.debian.org",),
        ("/nm",),
        _text(b"NetworkManager is online\n", _NM),
    ),
    Probe(
        "Arch",
        ("ping.archlinux.org",),
        ("/nm-check.txt", "/"),
        _text(b"NetworkManager is online\n", _NM),
    ),
    Probe("Fedora", ("fedoraproject.org",), ("/static/hotspot.txt",), _text(b"OK", _NM)),
    Probe(
        "Ubuntu, openSUSE, Pop and elementary",
        (
            *("connectivity-check.ubuntu.com", "conncheck.opensuse.org", "204.pop-os.org"),
            "capnet.elementary.io",
        ),
        ("/",),
        Answer(204, headers=(_NM,)),
    ),
    Probe("KDE", ("networkcheck.kde.org",), ("/",), _text(b"OK\n", _NM)),
    Probe(
        "ConnMan",
        ("ipv4.connman.net", "ipv6.connman.net"),
        ("/online/status.html",),
        Answer(200, b"", (_HTML, ("X-ConnMan-Status", "online"))),
    ),
)

SITES: Final = frozenset(
    {
        *("apple.com", "www.apple.com", "gsp1.apple.com", "edge.microsoft.com"),
        *("google.com", "www.google.com", "google.cn", "www.google.cn", "g.cn"),
        *("clients1.google.com", "clients3.google.com", "clients4.google.com"),
        *("android.clients.google.com", "safebrowsing.google.com", "www.gstatic.com"),
        *("www.googleapis.com", "play.googleapis.com", "www.play.googleapis.com"),
        *("open.oneplus.net", "www.qualcomm.cn", "spectrum.s3.amazonaws.com"),
        *("fedoraproject.org", "grapheneos.online"),
    }
)
"""Hosts that serve more than this one question."""

LEADING: Final = (("www.msftconnecttest.com", "/redirect"), ("www.msftncsi.com", "/redirect"))
"""Where Windows sends a browser that it opens by itself: it is led to the box's own page."""


def probe_hosts() -> tuple[str, ...]:
    """Every host that must lead to the box, each once, in the order of the table."""
    return tuple(dict.fromkeys(host for probe in PROBES for host in probe.hosts))


def answer(
    host: str, path: str, policy: Callable[[], str], address: Callable[[], str]
) -> Answer | None:
    """What a GET of this Host and path hears; None when it is no such question.

    `address` is the box's own, such as "http://10.77.0.1", for a browser that is led there. It and
    the policy are only asked for when they are needed: every request comes by here.
    """
    name = host.lower().partition(":")[0].rstrip(".")
    if (name, path) in LEADING:
        return Answer(302, headers=(("Location", f"{address()}/"),))
    found = _BY_HOST.get(name)
    told = found and (found.get(path) or found.get(ANY))
    return NOTHING if told and policy() != ONLINE else told or None


def _by_host() -> Iterator[tuple[str, dict[str, Answer]]]:
    for host in probe_hosts():
        yield host, {p: one.answer for one in PROBES if host in one.hosts for p in one.paths}


_BY_HOST: Final = dict(_by_host())
