"""Telling a phone's log-in window from a browser, by what each says of itself."""

import pytest

from appliance.web.login_window import is_login_window

from .house import ADDRESS, House

IOS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"
    " AppleWebKit/605.1.15 (KHTML, like Gecko)"
)
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko)"

WINDOWS = [
    ("CaptiveNetworkSupport-461.80.2 wispr", ""),
    (f"{IOS} Mobile/15E148", ""),
    (
        "Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        " Mobile/15E148",
        "",
    ),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
        "",
    ),
    (
        f"{ANDROID} Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36",
        "com.google.android.captiveportallogin",
    ),
    (
        f"{ANDROID} Version/4.0 Chrome/74.0.3729.157 Mobile Safari/537.36",
        "com.android.captiveportallogin",
    ),
]

BROWSERS = [
    # Safari on iPhone, iPad (which says it is a Mac) and Mac
    f"{IOS} Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/17.4.1 Safari/605.1.15",
    # Others on iPhone: Chrome, Firefox, Edge, Google's app, DuckDuckGo, Brave
    f"{IOS} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1",
    f"{IOS} FxiOS/127.0 Mobile/15E148 Safari/605.1.15",
    f"{IOS} Version/17.0 EdgiOS/125.0.2535.60 Mobile/15E148 Safari/605.1.15",
    f"{IOS} GSA/320.0.644185497 Mobile/15E148 Safari/604.1",
    f"{IOS} Version/17.5 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15",
    # Android: Chrome, Samsung Internet, Firefox, and an app that shows pages
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko)"
    " SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
    f"{ANDROID} Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36",
    # Laptops
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " HeadlessChrome/126.0.0.0 Safari/537.36",
    "",
]


@pytest.mark.parametrize(("agent", "requested_with"), WINDOWS)
def test_a_log_in_window_is_known(agent: str, requested_with: str) -> None:
    assert is_login_window(agent, requested_with)


@pytest.mark.parametrize("agent", BROWSERS)
@pytest.mark.parametrize("requested_with", ["", "XMLHttpRequest", "com.android.chrome"])
def test_a_browser_is_left_in_peace(agent: str, requested_with: str) -> None:
    assert not is_login_window(agent, requested_with)


@pytest.mark.parametrize("path", ["/t/3", "/tables"])
def test_who_looks_in_such_a_window_is_told_where_to_go(house: House, path: str) -> None:
    agent, requested_with = WINDOWS[1]
    headers = {"User-Agent": agent, "X-Requested-With": requested_with, "Accept-Language": "en"}
    told = house.client().get(path, headers=headers).text

    assert "You are in your phone&#39;s log-in window." in told
    assert f"go to {ADDRESS}{path}." in told
    assert told.index("log-in window") < told.index("<main")
    assert "log-in window" not in house.client().get(path, headers={"Accept-Language": "en"}).text
