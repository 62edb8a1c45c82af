"""The room's own network in numbers: what provisioning lays out and everything else relies on."""

from typing import Final

BRIDGE: Final = "tafelronde"
"""The interface that holds the wire and the air together."""

ADDRESS: Final = "10.77.0.1"
"""The box on it, as printed on the cards."""

PROBES_ADDRESS: Final = "198.18.0.1"
"""The box for who asks whether there is internet: of a block that is never routed (RFC 2544) and
that Android does not count as private; a private one it takes for no internet, unasked
(isPrivateAddress in NetworkMonitor of AOSP's NetworkStack)."""
