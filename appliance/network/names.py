"""What the box is called: on its own network, by other computers, and as a mark on its Wi-Fi."""

from typing import Final

ZONE: Final = "lan"
"""Answered by the box's own DNS only; no name on the internet ends so (ICANN, SAC 113)."""

MARK_LENGTH: Final = 4


def mark_of(device: str) -> str:
    """The short sign that tells two boxes in one venue apart, from the box's id."""
    return device[:MARK_LENGTH]


def dns_names(mark: str) -> tuple[str, ...]:
    """The names that the box's own DNS answers."""
    return f"tafelronde.{ZONE}", f"tafelronde-{mark}.{ZONE}"


def local_name(mark: str, number: int = 1) -> str:
    """The name by mDNS, without the final dot; the second box that wants it gets -2, and so on."""
    return f"tafelronde-{mark}{f'-{number}' if number > 1 else ''}.local"
