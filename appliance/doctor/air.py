"""The Wi-Fi: what the radio can do, for how many, by which rules, and what stands on the cards."""

from collections.abc import Iterator, Sequence

from appliance.network.radios import Radio

from . import asking
from .findings import N_, Finding, bad, good, say, unknown, warning
from .surroundings import Surroundings

_LOUD = frozenset({"brcmfmac"})
"""Drivers that let phones reach each other whatever they are told (RaspAP docs 17)."""


def look_at_air(
    around: Surroundings, radios: Sequence[Radio], country: str, wires: Sequence[str]
) -> Iterator[Finding]:
    """Everything about the Wi-Fi of this machine."""
    radio = next((r for r in radios if r.has_ap_mode and r.interface), None)
    yield _access_point(around, radios, radio, wires)
    if radio is not None:
        yield _ceiling(around, radio)
        yield _channels(radio)
    if radios:
        yield _country(around, country)
    if radio is not None and around.is_box:
        yield _isolation(around, radio)
    yield _cards(around)


def _access_point(
    around: Surroundings, radios: Sequence[Radio], radio: Radio | None, wires: Sequence[str]
) -> Finding:
    check = "access_point"
    if radio is not None:
        seen = N_("The Wi-Fi of this machine can take phones itself ({interface}, {driver}).")
        return good(check, say(seen, interface=radio.interface, driver=radio.driver or "?"))
    if not radios and not asking.has("iw"):
        return unknown(
            check,
            say(N_("It cannot be seen what the Wi-Fi of this machine can do.")),
            say(N_("On Debian or Ubuntu, look again after: sudo apt install iw")),
        )
    seen = N_("The Wi-Fi of this machine cannot take phones.")
    if not radios:
        seen = N_("This machine has no Wi-Fi of its own.")
    if around.is_box and not wires:
        return bad(check, say(seen), say(N_("Put in a Wi-Fi adapter or a network port.")))
    remedy = N_(
        "Connect a Wi-Fi access point with a network cable, or join a network of the venue."
    )
    return warning(check, say(seen), say(remedy))


def _ceiling(around: Surroundings, radio: Radio) -> Finding:
    check = "phones"
    by_wire = N_("For {n} phones, connect a Wi-Fi access point with a network cable.")
    if around.chosen is not None and around.chosen.is_external:
        return good(check, say(N_("An access point on the cable takes the phones.")))
    if radio.ceiling is None:
        seen = N_("Nobody knows how many phones this radio takes.")
        return unknown(check, say(seen), say(by_wire, n=around.people))
    seen = N_("This radio takes about {n} phones.")
    if radio.ceiling < around.people:
        return warning(check, say(seen, n=radio.ceiling), say(by_wire, n=around.people))
    return good(check, say(seen, n=radio.ceiling))


def _channels(radio: Radio) -> Finding:
    check = "channels"
    if not radio.channels:
        seen = N_("There is no channel on which this radio may begin.")
        remedy = N_("Tell in which country it is: sudo tafelronde network prepare --country NL")
        return warning(check, say(seen), say(remedy))
    listed = ", ".join(map(str, radio.channels))
    if max(radio.channels) <= 14:
        seen = N_("Free to use at once: channels {channels}. None at 5 GHz.")
    else:
        seen = N_("Free to use at once: channels {channels}.")
    return good(check, say(seen, channels=listed))


def _country(around: Surroundings, country: str) -> Finding:
    check = "country"
    chosen = around.chosen.country if around.chosen else ""
    if not country and not chosen:
        seen = N_("The Wi-Fi does not know in which country it is, so many channels stay closed.")
        remedy = N_("Tell in which country it is: sudo tafelronde network prepare --country NL")
        return (warning if around.is_box else unknown)(check, say(seen), say(remedy))
    if chosen and country and chosen != country:
        seen = N_("The box was told {chosen}, and the radio keeps to the rules of {country}.")
        remedy = N_("Some radios keep to their own country. See that the channels will do.")
        return warning(check, say(seen, chosen=chosen, country=country), say(remedy))
    return good(check, say(N_("The rules of {country} hold."), country=country or chosen))


def _isolation(around: Surroundings, radio: Radio) -> Finding:
    check = "isolation"
    if around.chosen is not None and around.chosen.is_external:
        seen = N_("Whether phones can reach each other is for the access point on the cable.")
        return unknown(check, say(seen), say(N_("Look in its own settings for client isolation.")))
    if any(radio.driver.startswith(driver) for driver in _LOUD):
        seen = N_("This radio lets phones reach each other, whatever it is told.")
        remedy = N_("Use an access point on a cable where that matters.")
        return warning(check, say(seen), say(remedy))
    told = asking.ask(
        "nmcli", "-g", "802-11-wireless.ap-isolation", "connection", "show", "tafelronde-air"
    )
    if told in ("yes", "1", "true"):
        seen = N_("Phones are kept apart from each other, as far as the radio heeds it.")
        return good(check, say(seen))
    if told is None:
        return unknown(check, say(N_("It cannot be seen whether phones are kept apart.")))
    seen = N_("Phones on this Wi-Fi can reach each other.")
    remedy = N_("Prepare the box again with: sudo provisioning/provision.sh")
    return warning(check, say(seen), say(remedy))


def _cards(around: Surroundings) -> Finding:
    check = "cards"
    if around.chosen is not None and around.chosen.cards:
        seen = N_("On the cards stands Wi-Fi network {ssid}.")
        return good(check, say(seen, ssid=around.chosen.cards))
    seen = N_("No Wi-Fi network is known, so the cards leave a line to write it on.")
    remedy = N_("Tell the name and password: tafelronde network external NAME PASSWORD")
    return warning(check, say(seen), say(remedy))
