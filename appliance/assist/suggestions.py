"""The values that go in and come out: texts, what a person decided, and what is suggested."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote; `id` is the caller's and comes back in the suggestions."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that a person put together: `id` is the caller's, `name` the person's ("" is none)."""

    id: str
    members: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided; no run overrules it, and texts that are gone by now do not matter.

    A text stands in one group at most, and stays there. `apart` are pairs that were taken apart:
    they are not suggested together, unless the person put both in one group since. What is `alone`
    was set aside and joins nothing.
    """

    groups: tuple[Group, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    alone: tuple[str, ...] = ()


UNDECIDED: Final = Decisions()


@dataclass(frozen=True, slots=True)
class Why:
    """Why two texts look alike.

    `similarity` is from 0 to 1. `words` are in both, the most telling first, as the first of the
    two texts spells them (the other may bend them); `nearly` are pairs that resemble each other: a
    typing mistake, or a part of a longer word.
    """

    similarity: float
    words: tuple[str, ...] = ()
    nearly: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A text that is suggested for a cluster, and which other text there it resembles most."""

    text: str
    like: str
    why: Why


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts about the same subject.

    `group` is the person's group that it continues, or None where all of it is suggested: then
    `name` is "" and `words` can serve as one. `placed` were put there by the person. `alike` are
    those, of both, that say the same in nearly the same words, two or more at a time.
    """

    group: str | None
    name: str
    placed: tuple[str, ...]
    suggested: tuple[Match, ...]
    words: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Every text once: in a cluster, or loose. A person's groups come first, then the largest."""

    clusters: tuple[Cluster, ...] = ()
    loose: tuple[str, ...] = ()
