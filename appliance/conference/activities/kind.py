"""The shape that every kind of activity has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, Command
from appliance.conference.records import Activity, Item, Text
from appliance.conference.room import Room
from appliance.conference.tally.comparison import Comparison

Rule = Callable[[Room, Actor, Any, Moment], Sequence[Change]]
"""What happens when a command is asked: the changes, or Refused."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Something the organiser can set on an activity; checks, prepare and the manual use it."""

    name: str
    default: Any
    label: Text
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    is_text: bool = False
    """The organiser's own words, which may be told per language."""

    def fits(self, value: Any) -> bool:
        """Whether a value has the right type and lies in the range or among the choices."""
        if self.is_text and isinstance(value, Mapping):
            return all(isinstance(told, str) for told in value.values())
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        low = self.least is None or value >= self.least
        return low and (self.most is None or value <= self.most)


Values = Mapping[str, Any]
"""What a ballot says, as JSON has it."""


@dataclass(frozen=True, slots=True)
class Vote:
    """How a kind of activity is voted in: what a ballot may say, and what ballots together say.

    `checked` gives a ballot's values as they are kept, or raises Refused; `counted` what of them
    counts now that items were merged or withdrawn, all items given; `results` a document whose
    "items" stand in the order of their "rank" (None where nothing was voted), of which "is_shared"
    says that it is not alone;
    `is_done` whether a ballot says all it could; `compared` what the ballots come to under several
    rules, None where there is only one; `weighs` on which items, and criteria of them ("" where
    there are none), a ballot that counts has an opinion, None where it has one on each.
    """

    checked: Callable[[Activity, Sequence[Item], Values], Values]
    counted: Callable[[Activity, Sequence[Item], Values], Values]
    results: Callable[[Activity, Sequence[Item], Sequence[Values]], dict[str, Any]]
    is_done: Callable[[Activity, Sequence[Item], Values], bool]
    compared: Callable[[Activity, Sequence[Item], Sequence[Values]], Comparison | None] | None = (
        None
    )
    weighs: Callable[[Sequence[Item], Values], Iterable[tuple[str, str]]] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of activity: its name, its settings, and its rules per command.

    `takes_list`: it works on a list, which it takes from an earlier step or has of its own.
    """

    name: str
    label: Text
    settings: tuple[Setting, ...] = ()
    rules: Mapping[type[Command], Rule] = field(default_factory=dict)
    takes_list: bool = False
    items_most: int | None = None
    """How long its list may be when it is opened; None where nothing limits it."""
    vote: Vote | None = None
    flaw: Callable[[Mapping[str, Any]], str] = lambda settings: ""
    """Which of an activity's settings is not right, where `settings` above cannot say it."""
    own: Callable[[Mapping[str, Any]], Sequence[Mapping[str, Any]]] = lambda settings: settings.get(
        "items", ()
    )
    """The items that an activity has of its own, [{"id", "text", "theme"?}], by its settings."""

    def setting(self, activity: Activity, name: str) -> Any:
        """What is set on this activity, or the default."""
        default = next(s.default for s in self.settings if s.name == name)
        return activity.settings.get(name, default)
