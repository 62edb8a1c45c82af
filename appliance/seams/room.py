"""What there is only in a room, as the web part is told of it: the network, the sticks that are in,
and the machine at hand.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from appliance import machine
from appliance.archive.stick_watch import StickWatch
from appliance.archive.sticks import TROUBLES as STICKS
from appliance.conductor import CannotSave
from appliance.folder import on_cards
from appliance.network.standing import Standing
from appliance.network.state import TROUBLES as NETWORK
from appliance.network.wifi import REFUSALS as WIFI
from appliance.network.wifi import WifiTrouble
from appliance.readiness import Thing
from appliance.timekeeping import CannotSet, Timekeeping
from appliance.web.parts import Machine, Network, Parts, Stick, Wifi
from appliance.web.probed import Told

from .sticks import Sticks

log = logging.getLogger(__name__)


class AtHand:
    """The room's network and the machine that the box runs on."""

    def __init__(
        self, standing: Standing, sticks: StickWatch, clock: Timekeeping, on_sticks: Sticks
    ) -> None:
        self._standing, self._sticks, self._clock = standing, sticks, clock
        self._on_sticks = on_sticks

    def given_to(self, parts: Parts) -> Parts:
        """The same parts with what there is only in a room."""
        return replace(
            parts,
            network=self._network,
            sticks=self._seen_sticks,
            stick_desk=self._on_sticks.desk(),
            probe=self._probe,
            machine=Machine(
                is_box=machine.is_box(),
                clock_source=self._clock.source,
                set_clock=self._set_clock,
                switch_off=_switch_off,
                access_point=self._access_point,
                tell_access_point=self._tell_access_point,
            ),
        )

    def for_facilitators(self) -> Mapping[str, Any]:
        """What facilitators see of it; whoever waits for it writes nothing down meanwhile."""
        network = self._standing.state()
        sticks = [
            {"name": stick.name, "free_bytes": stick.free_bytes, "trouble": stick.trouble}
            for stick in self._sticks.sticks()
        ]
        return {
            "sticks": sticks,
            "spare": self._on_sticks.spare_state(),
            "has_network_trouble": bool(network and network.troubles),
        }

    def _network(self) -> Network:
        state = self._standing.state()
        radio = state.radio if state else None
        is_serving = radio is not None and radio.is_serving
        return Network(
            wifi=self._wifi(),
            is_access_point=is_serving,
            phones=radio.phones if radio else 0,
            ceiling=radio.ceiling if radio else None,
            troubles=tuple(
                Thing(code, NETWORK[code]) for code in (state.troubles if state else ())
            ),
        )

    def _wifi(self) -> Wifi | None:
        card = on_cards(self._standing.plan.now(), self._standing.state())
        return Wifi(card.ssid, card.passphrase, card.text) if card else None

    def _seen_sticks(self) -> Sequence[Stick]:
        return [
            Stick(
                name=stick.name,
                file_system=stick.file_system,
                size_bytes=stick.size_bytes,
                free_bytes=stick.free_bytes,
                trouble=STICKS.get(stick.trouble, ""),
            )
            for stick in self._sticks.sticks()
        ]

    def _probe(self, host: str, path: str) -> Told | None:
        told = self._standing.probe(host, path)
        return (told.status, told.headers, told.body) if told else None

    def _access_point(self) -> tuple[str, str] | None:
        plan = self._standing.plan.now()
        if plan is None:
            return None
        return (plan.external.ssid, plan.external.passphrase) if plan.external else ("", "")

    def _tell_access_point(
        self, ssid: str, passphrase: str
    ) -> tuple[str, Mapping[str, str]] | None:
        try:
            self._standing.tell_external(ssid, passphrase)
        except WifiTrouble as trouble:
            return WIFI[trouble.code], trouble.values
        except OSError as error:
            raise CannotSave(str(error)) from error
        return None

    def _set_clock(self, unix_s: float) -> str:
        try:
            self._clock.set(unix_s)
        except ValueError:
            return "clock_impossible"
        except CannotSet as no:
            log.warning("the clock was not set: %s", no.code)
            return "clock_not_allowed"
        return ""


def _switch_off() -> str:
    if not machine.can_switch_off():
        return "off_not_allowed"
    machine.switch_off_soon()
    return ""
