"""What the pages of the report are handed: making reports, and those that are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from appliance.report.choice import Choice

Sentence = tuple[str, Mapping[str, str]]
"""A message and its values."""


@dataclass(frozen=True, slots=True)
class ReportState:
    """How far the report is that is being made, or how the last one ended.

    `lacking` names the formats that this machine cannot make, each with the message that says why.
    """

    is_running: bool = False
    format: str = ""
    n: int = 0
    of: int = 0
    files: tuple[str, ...] = ()
    trouble: Sentence | None = None
    lacking: tuple[tuple[str, str, Mapping[str, str]], ...] = ()


class KeptReport(Protocol):
    """A document that was made; `minute` (since 1970, UTC) is when."""

    @property
    def name(self) -> str: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def minute(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of the conference. All of it may be called from any thread."""

    formats: tuple[str, ...] = ()
    """The formats that there are; none where no report can be made."""
    state: Callable[[], ReportState] = ReportState
    begin: Callable[[Choice, str, tuple[str, ...]], bool] = lambda choice, logo, formats: False
    """Makes (choice, name of a picture or "", formats) in the background; False while it makes one
    already."""
    preview: Callable[[Choice, str], bytes] = lambda choice, logo: b""
    """As HTML, not kept. Takes seconds. Raises NotTaken, CannotSave."""
    kept: Callable[[], Sequence[KeptReport]] = tuple
    find: Callable[[str], Path | None] = lambda name: None
    remove: Callable[[str], None] = lambda name: None
    """Raises CannotSave."""
