"""The clock, and whether this machine stays on for as long as the event lasts."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from appliance import machine
from appliance.timekeeping import Timekeeping, is_plausible

from . import asking
from .findings import N_, Finding, bad, good, say, unknown, warning
from .surroundings import Surroundings

CONSOLE_BLANK: Final = Path("/sys/module/kernel/parameters/consoleblank")
"""Seconds until the kernel darkens a text screen; 0 is never (kernel-parameters)."""

SLEEPS: Final = ("sleep.target", "suspend.target", "hibernate.target", "hybrid-sleep.target")
UPDATES: Final = ("apt-daily.timer", "apt-daily-upgrade.timer", "unattended-upgrades.service")

_LOGIND: Final = (
    *("get-property", "org.freedesktop.login1", "/org/freedesktop/login1"),
    "org.freedesktop.login1.Manager",
)


def look_at_hours(around: Surroundings) -> Iterator[Finding]:
    """Clock, power, sleep, lid, updates and screen."""
    yield clock(time.time(), Timekeeping(around.folder).source())
    yield _power(machine.power())
    yield _sleep(around)
    yield _lid(around)
    yield _updates()
    yield _screen(around)


def clock(now_s: float, source: str) -> Finding:
    """Whether the clock can be right, and who says so. The room works with a wrong one."""
    local = datetime.fromtimestamp(now_s, UTC).astimezone()
    when = f"{local:%Y-%m-%d %H:%M}"
    set_it = say(N_("Sign in at /box as the organiser, and set the clock there."))
    if not is_plausible(now_s):
        seen = say(N_("The clock says {when}, which cannot be."), when=when)
        return warning("clock", seen, set_it)
    match source:
        case "ntp":
            seen = say(N_("The clock says {when}, kept right by the internet."), when=when)
        case "organiser":
            seen = say(N_("The clock says {when}, as the organiser set it."), when=when)
        case "rtc":
            seen = say(N_("The clock says {when}, by this machine's own clock."), when=when)
        case _:
            seen = say(
                N_("The clock says {when}, and nobody knows whether that is right."), when=when
            )
            return warning("clock", seen, set_it)
    return good("clock", seen)


def _power(power: machine.Power | None) -> Finding:
    check = "power"
    if power is None:
        return unknown(check, say(N_("This machine does not tell what it runs on.")))
    if power.is_mains:
        return good(check, say(N_("It runs on the mains.")))
    if power.percent is None:
        return warning(
            check, say(N_("It runs on its battery now.")), say(N_("Plug it into the mains."))
        )
    seen = say(N_("It runs on its battery now, {n}% full."), n=power.percent)
    return warning(check, seen, say(N_("Plug it into the mains.")))


def _sleep(around: Surroundings) -> Finding:
    check = "sleep"
    states = _states(SLEEPS)
    if states and all(state == "masked" for state in states.values()):
        return good(check, say(N_("It never goes to sleep.")))
    if around.is_box:
        seen = say(N_("This box may go to sleep."))
        return bad(
            check, seen, say(N_("Prepare the box again with: sudo provisioning/provision.sh"))
        )
    if asking.has("systemd-inhibit") or asking.has("caffeinate"):
        return good(check, say(N_("Tafelronde keeps it awake while it serves.")))
    seen = say(N_("Nothing keeps this machine awake."))
    return warning(check, seen, say(N_("Switch off sleep in its settings before you begin.")))


def _lid(around: Surroundings) -> Finding:
    check = "lid"
    told = asking.ask("busctl", *_LOGIND, "HandleLidSwitch")
    action = told.split('"')[1] if told and told.count('"') == 2 else ""
    if action in ("ignore", "lock"):
        return good(check, say(N_("Closing the lid changes nothing.")))
    if not action:
        seen = say(N_("What happens when the lid is closed cannot be seen."))
        return unknown(check, seen, say(N_("Leave the lid open.")))
    if around.is_box:
        seen = say(N_("This box stops when its lid is closed."))
        remedy = N_("Prepare the box again with: sudo provisioning/provision.sh")
        return warning(check, seen, say(remedy))
    held = asking.ask("busctl", *_LOGIND, "BlockInhibited") or ""
    if "handle-lid-switch" in held:
        return good(check, say(N_("The lid may be closed while Tafelronde serves.")))
    seen = say(N_("Closing the lid makes this machine sleep, except while Tafelronde serves."))
    return unknown(check, seen, say(N_("Leave the lid open.")))


def _updates() -> Finding:
    check = "updates"
    states = _states(UPDATES)
    if not states:
        return unknown(
            check,
            say(N_("Whether updates may start by themselves cannot be seen.")),
            say(N_("Switch off automatic updates and restarts for the day.")),
        )
    wake = [name for name, state in states.items() if state in ("enabled", "static")]
    if not wake:
        return good(check, say(N_("Updates and restarts wait for a person.")))
    seen = say(N_("Updates may start by themselves ({names})."), names=", ".join(wake))
    remedy = say(N_("For the day: sudo systemctl stop {names}"), names=" ".join(wake))
    return warning(check, seen, remedy)


def _screen(around: Surroundings) -> Finding:
    check = "screen"
    if around.is_box:
        seconds = _number(CONSOLE_BLANK)
        if seconds == 0:
            return good(check, say(N_("The screen stays on.")))
        if seconds is not None:
            seen = say(N_("The screen goes dark after {n} minutes."), n=max(1, seconds // 60))
            remedy = N_("Prepare the box again with: sudo provisioning/provision.sh")
            return warning(check, seen, say(remedy))
    idle = asking.ask("gsettings", "get", "org.gnome.desktop.session", "idle-delay")
    if idle == "uint32 0":
        return good(check, say(N_("The screen stays on.")))
    seen = say(N_("Whether the screen goes dark by itself cannot be seen."))
    if idle is not None and idle.removeprefix("uint32 ").isdigit():
        minutes = max(1, int(idle.removeprefix("uint32 ")) // 60)
        seen = say(N_("The screen goes dark after {n} minutes."), n=minutes)
    return unknown(
        check, seen, say(N_("Is this the big screen too? Let it stay on in its settings."))
    )


def _states(units: tuple[str, ...]) -> dict[str, str]:
    """What systemd says of these units, of those that there are."""
    told = {unit: asking.ask("systemctl", "is-enabled", unit) for unit in units}
    return {unit: state for unit, state in told.items() if state and state != "not-found"}


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text("ascii"))
    except (OSError, ValueError):
        return None
