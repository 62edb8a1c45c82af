"""The rule of the box's own Wi-Fi: on the air, started again once when it died silently. Pure."""

from dataclasses import dataclass, replace
from typing import Final

from appliance.network.state import RadioState

from .sight import Act, Activation, RadioSight, RaiseAir

STARTS_WITHIN_S: Final = 30.0
RETRY_S: Final = 300.0
STEADY_S: Final = 600.0
"""On the air for so long, it counts as well again, and may be started again at once."""


@dataclass(frozen=True, slots=True)
class Air:
    """What is remembered: when it was last started, how often since it was steady, and deaths."""

    raised: float = float("-inf")
    tries: int = 0
    is_up: bool = False
    restarts: int = 0


def is_up(seen: RadioSight) -> bool:
    """Whether the access point is believed to be up, and the radio says so too."""
    return seen.activation is Activation.UP and seen.is_on_air


def let_go(air: Air) -> Air:
    """What becomes of it while there is no bridge to join: it begins anew once there is."""
    return replace(air, raised=float("-inf"), tries=0, is_up=False)


def keep(air: Air, seen: RadioSight, now: float) -> tuple[Air, list[Act]]:
    """What becomes of the access point, and what is to be done."""
    if is_up(seen):
        is_steady = now - air.raised >= STEADY_S
        return replace(air, is_up=True, tries=0 if is_steady else air.tries), []
    if not seen.has_ap_mode or not seen.has_profile:
        return replace(air, is_up=False), []
    if seen.activation is Activation.COMING and not air.tries:
        return replace(air, raised=now, tries=1), []  # NetworkManager began by itself
    has_died = air.is_up
    air = replace(air, is_up=False, restarts=air.restarts + has_died)
    if now - air.raised < (0.0, STARTS_WITHIN_S, RETRY_S)[min(air.tries, 2)]:
        return air, []
    return replace(air, raised=now, tries=air.tries + 1), [RaiseAir(seen.interface)]


def troubles(air: Air, seen: RadioSight, now: float) -> set[str]:
    """What is wrong with the access point, as codes of state.TROUBLES."""
    is_late = air.tries > 0 and now - air.raised >= STARTS_WITHIN_S
    return {"air_down"} if not is_up(seen) and (is_late or air.tries > 1) else set()


def told(air: Air, seen: RadioSight) -> RadioState:
    """The radio for the screens."""
    return RadioState(
        *(seen.interface, seen.driver, seen.ceiling, seen.phones), is_up(seen), air.restarts
    )
