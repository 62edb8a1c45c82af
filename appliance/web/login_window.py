"""Whether a page is shown in a phone's log-in window instead of a browser.

Such a window opens by itself where a network has no internet. It keeps no cookies when it closes,
and it closes when one looks at another app: whoever types there, types for nothing.
"""

import re
from typing import Final

_APPLE_PROBE: Final = "CaptiveNetworkSupport"
"""What iOS and macOS call themselves when they look whether to open the window."""

_APPLE_WINDOW: Final = re.compile(
    r"Mozilla/5\.0 \((?:iPhone|iPad|iPod|Macintosh)[^)]*\)"
    r" AppleWebKit/[\d.]+ \(KHTML, like Gecko\)(?: Mobile/\w+)?"
)
"""The window itself: bare WebKit, and nothing behind it. Safari and every other browser on Apple's
systems go on to say who they are ("Version/… Safari/…", "CriOS/…", "FxiOS/…", "GSA/…").
Seen in fnando/browser#161 and bestiejs/platform.js#148."""

_ANDROID: Final = re.compile(r"captiveportal", re.IGNORECASE)
"""Part of the package that opens the window on Android (com.android.captiveportallogin and
com.google.android.captiveportallogin), which its WebView sends along as X-Requested-With."""


def is_login_window(agent: str, requested_with: str = "") -> bool:
    """Whether a request with this User-Agent and X-Requested-With comes from a log-in window.

    An app that shows a page without saying which app it is cannot be told from Apple's window; the
    advice is right for it too. Some phones show the page in a browser tab that nothing gives away.
    """
    if _APPLE_PROBE in agent or _APPLE_WINDOW.fullmatch(agent):
        return True
    return bool(_ANDROID.search(requested_with))
