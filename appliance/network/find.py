"""The boxes on this network, as they announce themselves by mDNS."""

import threading
import time
from dataclasses import dataclass
from typing import Final

from zeroconf import (  # type: ignore[attr-defined] # exported, but not in its __all__
    DNSQuestionType,
    InterfaceChoice,
    InterfacesType,
    IPVersion,
    ServiceBrowser,
    ServiceListener,
    Zeroconf,
)

from .announce import BOX, KIND

ALOUD: Final = DNSQuestionType.QM
"""Answers go to everyone: one that comes to this machine alone may be handed to a box on it, which
listens at the same port."""

ASK_MOST_S: Final = 2.0
"""Longer than the second for which one who just answered stays silent (RFC 6762, section 6)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A box: its name, the title of its conference ("" without one), and its address."""

    name: str
    title: str
    address: str
    """Such as "http://192.168.1.4:8080"."""


def find(seconds: float, interfaces: InterfacesType = InterfaceChoice.All) -> list[Found]:
    """Listen for so long, and tell who was heard, by name. Raises OSError without a network."""
    heard = _Heard()
    found: dict[str, Found] = {}
    until = time.monotonic() + seconds
    with Zeroconf(interfaces=interfaces, ip_version=IPVersion.V4Only) as zeroconf:
        browser = ServiceBrowser(zeroconf, KIND, listener=heard, question_type=ALOUD)
        while (left_s := until - time.monotonic()) > 0:
            for name in heard.wait(left_s):
                box = _asked(zeroconf, name, ASK_MOST_S)
                if box is not None:
                    found[name] = box
        browser.cancel()
    return sorted(found.values(), key=lambda box: box.name)


class _Heard(ServiceListener):
    """Names as they are heard; asked about on another thread than zeroconf's own."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._news = threading.Condition()

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """A name came up."""
        with self._news:
            self._names.append(name)
            self._news.notify()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """What is said of a name changed."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Who says goodbye was there a moment ago; the list tells who was heard."""

    def wait(self, timeout_s: float) -> list[str]:
        """What came up since the last time, or nothing within this time."""
        with self._news:
            self._news.wait_for(lambda: self._names, timeout_s)
            names, self._names = self._names, []
            return names


def _asked(zeroconf: Zeroconf, name: str, within_s: float) -> Found | None:
    timeout_ms = int(within_s * 1000)
    info = zeroconf.get_service_info(KIND, name, timeout=timeout_ms, question_type=ALOUD)
    if info is None or BOX.encode() not in info.properties:
        return None
    addresses = info.parsed_addresses(IPVersion.V4Only)
    if not addresses:
        return None
    title = info.decoded_properties.get("title") or ""
    port = "" if info.port == 80 else f":{info.port}"
    return Found(name.removesuffix(f".{KIND}"), title, f"http://{addresses[0]}{port}")
