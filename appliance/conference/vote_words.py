"""What is said of a vote beside its figures, in English as the catalogue has it: the rules by which
ballots can be counted, why these differ, how much a room agrees, and how it can be divided.
"""

from collections.abc import Mapping
from typing import Final

from .tally.agreement import Agreement
from .tally.comparison import Rule, Why

COMPARED_MOST: Final = 200
"""So many items are compared under several rules: more are not put in order by hand, and every pair
of them takes its time."""

RULE_WORDS: Final[Mapping[Rule, str]] = {
    Rule.DOTS: "Most dots",
    Rule.PEOPLE: "Most voters",
    Rule.MEAN: "Highest average",
    Rule.MEDIAN: "Highest median",
    Rule.HIGH: "Most high ratings",
    Rule.APPROVAL: "Chosen most",
    Rule.SHARED_VOTE: "One vote each, divided over what was chosen",
    Rule.PLURALITY: "Most first places",
    Rule.BORDA: "Points per place (Borda)",
    Rule.COPELAND: "Most won one to one (Copeland)",
    Rule.SCHULZE: "Strongest one to one (Schulze)",
}

REASON_WORDS: Final[Mapping[Why, str]] = {
    Why.NO_BALLOTS: "Nobody voted: there is nothing to compare.",
    Why.ALL_AGREE: "Every rule has the same first: {items}.",
    Why.BEATEN_IN_PAIRS: (
        "By “{rule}” {second} comes first. Still, one to one, more people place {first} above it."
    ),
    Why.SHARED_FIRST: (
        "The rules do not contradict each other. By “{rule}” several share the first place: "
        "{items}."
    ),
    Why.CYCLE: (
        "There is no best one by majority: each of these is beaten one to one by another of them: "
        "{items}."
    ),
    Why.TIED_IN_PAIRS: (
        "One to one as many people prefer the one as the other, so that none beats all: {items}."
    ),
    Why.MORE_EACH: (
        "On average {second} gets most: fewer people gave to it, but they gave more each. By the "
        "number of people {first} comes first."
    ),
    Why.NO_MIDDLE: (
        "To each of these at least half of the people gave nothing. So every median is 0, and only "
        "the others tell an order."
    ),
    Why.IN_THE_MIDDLE: (
        "On average {first} gets most, by the median {second}: a few large amounts weigh in an "
        "average and not in a median."
    ),
}

AGREEMENT_WORDS: Final[Mapping[Agreement, str]] = {
    Agreement.VERY_STRONG: "The room agrees almost completely on the order.",
    Agreement.STRONG: "The room largely agrees on the order.",
    Agreement.MODERATE: "The room agrees fairly well on the order.",
    Agreement.WEAK: "The room agrees a little on the order.",
    Agreement.VERY_WEAK: "The room hardly agrees on the order.",
}

CUT_WORDS: Final[Mapping[str, str]] = {
    "themes": "Per theme",
    "tables": "Per table",
    "roles": "Per role",
}
