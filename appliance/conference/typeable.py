"""Codes that people read from paper and type."""

from typing import Final

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0 or 1."""

_LENGTH: Final = 10
"""49 bits: far more than throttled guessing can go through."""


def plain_code(typed: str) -> str:
    """A code without the spaces, dashes and capitals that people put in."""
    return "".join(character for character in typed.lower() if character.isalnum())


def typeable(id: str) -> str:
    """A code made from an id of 80 random bits."""
    number = int.from_bytes(id.encode())
    letters = []
    for _ in range(_LENGTH):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)
