"""What a person decided holds in every later run, whatever the texts look like."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.assist.finding import find
from appliance.assist.places import Contradiction
from appliance.assist.suggestions import UNDECIDED, Decisions, Group, Suggestions, Text
from tests.assist.texts import decided, members, shuffled, standing, texts_of

PRICE = ("Laagste prijs wint altijd", "laagste prijs WINT altijd!", "De laagste prijs wnt altijd")


def found(texts: Sequence[Text], decisions: Decisions = UNDECIDED) -> Suggestions:
    """What is suggested, without looking at progress."""
    return find(texts, decisions, lambda share: None)


@given(decided())
def test_every_text_stands_in_exactly_one_place(asked: tuple[list[Text], Decisions]) -> None:
    texts, decisions = asked
    assert sorted(standing(found(texts, decisions))) == sorted(one.id for one in texts)


@given(decided())
def test_what_a_person_placed_stays_where_it_is_under_its_name(
    asked: tuple[list[Text], Decisions],
) -> None:
    texts, decisions = asked
    here = {one.id for one in texts}
    kept = found(texts, decisions)
    mine = kept.clusters[: len(decisions.groups)]
    assert [(one.group, one.name, set(one.placed)) for one in mine] == [
        (group.id, group.name, here.intersection(group.members)) for group in decisions.groups
    ]
    new = kept.clusters[len(decisions.groups) :]
    assert {(one.group, one.name, one.placed) for one in new} <= {(None, "", ())}
    assert here.intersection(decisions.alone) <= set(kept.loose)


@given(decided())
def test_what_a_person_took_apart_is_never_suggested_together(
    asked: tuple[list[Text], Decisions],
) -> None:
    texts, decisions = asked
    apart = {frozenset(pair) for pair in decisions.apart if pair[0] != pair[1]}
    for cluster in found(texts, decisions).clusters:
        together = set(members(cluster))
        # The person may have put two together after taking them apart; then both are placed.
        assert [
            pair for pair in apart if pair <= together and not pair <= set(cluster.placed)
        ] == []


@given(decided())
def test_every_suggestion_has_a_reason_in_its_own_cluster(
    asked: tuple[list[Text], Decisions],
) -> None:
    for cluster in found(*asked).clusters:
        together = set(members(cluster))
        for match in cluster.suggested:
            assert match.like in together - {match.text}
            assert 0 < match.why.similarity <= 1
            assert match.why.words or match.why.nearly
        alike = [id for star in cluster.alike for id in star]
        assert set(alike) <= together
        assert len(alike) == len(set(alike))


@given(decided(), st.integers(0, 9))
def test_the_order_in_which_texts_come_changes_nothing(
    asked: tuple[list[Text], Decisions], seed: int
) -> None:
    texts, decisions = asked
    assert found(shuffled(texts, seed), decisions) == found(texts, decisions)


@given(decided())
def test_what_was_accepted_does_not_move_in_a_later_run(
    asked: tuple[list[Text], Decisions],
) -> None:
    texts, decisions = asked
    before = found(texts, decisions)
    accepted = tuple(
        Group(str(number), tuple(members(cluster)), cluster.name)
        for number, cluster in enumerate(before.clusters)
    )
    after = found(texts, replace(decisions, groups=accepted))
    assert [set(one.placed) for one in after.clusters[: len(accepted)]] == [
        set(members(one)) for one in before.clusters
    ]


def test_a_text_that_is_taken_apart_from_its_likes_stands_alone_and_they_stay() -> None:
    texts = texts_of(*PRICE)
    apart = (("t00", "t01"), ("t02", "t01"))
    assert [members(one) for one in found(texts).clusters] == [["t00", "t01", "t02"]]
    left = found(texts, Decisions(apart=apart))
    assert ([members(one) for one in left.clusters], left.loose) == ([["t00", "t02"]], ("t01",))


def test_a_new_answer_is_suggested_for_the_group_that_has_its_like() -> None:
    texts = texts_of(PRICE[0], "Banken vinden ons risico te hoog", PRICE[2], "Btw is onduidelijk")
    mixed = Decisions((Group("mine", ("t00", "t01"), "Geld"),))
    (mine,), loose = found(texts, mixed).clusters, found(texts, mixed).loose
    assert (mine.name, mine.placed) == ("Geld", ("t00", "t01"))
    assert [(match.text, match.like) for match in mine.suggested] == [("t02", "t00")]
    assert mine.alike == (("t00", "t02"),)
    assert loose == ("t03",)


def test_what_is_nearly_the_same_as_a_placed_text_goes_to_its_group_first() -> None:
    ends = (
        *("wint gunning stopt gunning", "waarde altijd prijs gunning", "wint altijd stopt waarde"),
        *("wint altijd stopt gunning", "wint altijd wint gunning", "wint altijd prijs gunning"),
        *("hoog altijd stopt gunning", "wint altijd stopt gunning"),
    )
    texts = texts_of(*(f"{words} loket rendement" for words in ends))
    one, two = Group("one", ("t00",)), Group("two", ("t01",))
    assert "t05" in members(found(texts, Decisions((one,))).clusters[0])
    # More of the others resemble t05, and could draw it along to the first group.
    kept = found(texts, Decisions((one, two))).clusters[1]
    assert "t05" in members(kept)
    assert kept.alike == (("t01", "t05"),)


def test_two_texts_apart_do_not_meet_in_a_group_through_different_members() -> None:
    texts = texts_of(
        *("Laagste prijs wint altijd", "Banken vinden ons risico te hoog"),
        *("laagste prijs wint altijd!", "banken vinden ons risico te hoog!"),
    )
    groups = (Group("mine", ("t00", "t01")),)
    assert members(found(texts, Decisions(groups)).clusters[0]) == ["t00", "t01", "t02", "t03"]
    kept = found(texts, Decisions(groups, apart=(("t02", "t03"),)))
    assert len(members(kept.clusters[0])) == 3


@pytest.mark.parametrize(
    ("texts", "decisions"),
    [
        (["a", "a"], UNDECIDED),
        (["a"], Decisions((Group("one", ("a",)), Group("two", ("a",))))),
        (["a"], Decisions((Group("one", ("a",)),), alone=("a",))),
    ],
)
def test_a_text_in_two_places_is_the_callers_mistake(
    texts: list[str], decisions: Decisions
) -> None:
    with pytest.raises(Contradiction):
        found([Text(id, "Laagste prijs") for id in texts], decisions)
