"""What a chapter is made from, and what it brings."""

from dataclasses import dataclass

from appliance.conference.records import Text
from appliance.conference.room import Room
from appliance.report.choice import Choice
from appliance.report.value import Line, Part, Run, Table
from appliance.voice import Voice


@dataclass(frozen=True, slots=True)
class Source:
    """The room, what was chosen, and in which words it is said; `head` is the journal's."""

    room: Room
    choice: Choice
    voice: Voice
    head: str = ""

    def organisers(self, text: Text) -> Line:
        """A text by the organiser in the report's language, or in the one that there is."""
        said = self.voice.organisers(text)
        return (Run(said["text"], self._other(said["lang"])),)

    def peoples(self, text: str) -> Line:
        """A text by somebody in the room, as it was typed: in the language of the conference."""
        spoken = next(iter(self.voice.conference.languages), self.choice.language)
        return (Run(text, self._other(spoken)),)

    def line(self, text: str) -> Line:
        """A text of the program's own, in the language of the report."""
        return (Run(text),)

    def _other(self, language: str) -> str:
        return "" if language == self.choice.language else language


@dataclass(frozen=True, slots=True)
class Chapter:
    """The parts of a chapter (none: it is left out), and the tables that stand in them or are
    only sheets."""

    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()
