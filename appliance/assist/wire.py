"""What travels to the process that compares and back: the values as plain JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from .suggestions import Cluster, Decisions, Group, Match, Suggestions, Text, Why


def asked(texts: Sequence[Text], decisions: Decisions) -> dict[str, Any]:
    """A question, for `to_texts` and `to_decisions` at the other end."""
    return {"texts": [asdict(text) for text in texts], "decisions": asdict(decisions)}


def to_texts(question: Mapping[str, Any]) -> list[Text]:
    """The texts of a question."""
    return [Text(**text) for text in question["texts"]]


def to_decisions(question: Mapping[str, Any]) -> Decisions:
    """The decisions of a question."""
    told = question["decisions"]
    groups = [Group(one["id"], tuple(one["members"]), one["name"]) for one in told["groups"]]
    apart = tuple((one, other) for one, other in told["apart"])
    return Decisions(tuple(groups), apart, tuple(told["alone"]))


def answered(suggestions: Suggestions) -> dict[str, Any]:
    """An answer, for `to_suggestions` at the other end."""
    return asdict(suggestions)


def to_suggestions(answer: Mapping[str, Any]) -> Suggestions:
    """The suggestions of an answer."""
    clusters = tuple(_to_cluster(cluster) for cluster in answer["clusters"])
    return Suggestions(clusters, tuple(answer["loose"]))


def _to_cluster(told: Mapping[str, Any]) -> Cluster:
    return Cluster(
        told["group"],
        told["name"],
        tuple(told["placed"]),
        tuple(_to_match(match) for match in told["suggested"]),
        tuple(told["words"]),
        tuple(tuple(texts) for texts in told["alike"]),
    )


def _to_match(told: Mapping[str, Any]) -> Match:
    why = told["why"]
    nearly = tuple((one, other) for one, other in why["nearly"])
    return Match(told["text"], told["like"], Why(why["similarity"], tuple(why["words"]), nearly))
