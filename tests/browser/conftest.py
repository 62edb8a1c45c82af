"""A real box, a real browser, and people in the room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="needs playwright: pip install tafelronde[test]")

from playwright.sync_api import Browser, sync_playwright

from tests.running import begin_without_survey

from .box import Box, Facilitator
from .guests import Guests
from .middle import Middle

CHROMIUM = "/usr/bin/chromium"
_LEFT_OUT = (
    # What Playwright leaves out itself: of two such lists Chromium minds the last.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
    # Two pages of its address bar, which every new window loads: two thirds of what a window costs.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)
ARGUMENTS = [
    f"--disable-features={','.join(_LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try what failed in a browser once more; the summary names it as RERUN.

    A browser on a busy machine can be later than any patience. What is really wrong fails twice.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker; every person has a profile of their own in it."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def begins() -> str:
    """How the box begins: "demo"; "empty", as out of its carton; or "unasked", without a survey.

    A module whose tests begin otherwise says so in a fixture of its own.
    """
    return "demo"


@pytest.fixture
def box(tmp_path: Path, begins: str) -> Iterator[Box]:
    """A box of its own for a test, with the reference conference in practice."""
    if begins == "unasked":
        begin_without_survey(tmp_path / "data")
    started = Box(tmp_path / "data", command="serve" if begins == "empty" else "demo")
    yield started
    started.stop()
    assert started.trouble == []


@pytest.fixture
def facilitator(box: Box) -> Facilitator:
    """Somebody who opens, closes and hides."""
    return Facilitator(box)


@pytest.fixture
def guests(browser: Browser, box: Box) -> Iterator[Guests]:
    """Opens pages; afterwards none may have stumbled or asked anything outside of the room."""
    invited = Guests(browser, box)
    yield invited
    invited.leave()
    assert invited.mishaps == []


@pytest.fixture
def middle(box: Box) -> Iterator[Middle]:
    """A line to the box that can be cut, silenced, or closed to sockets."""
    line = Middle(box.address)
    yield line
    line.close()
