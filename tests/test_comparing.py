"""What the desk decided and what is suggested, between the pages and who compares."""

import pytest

from appliance import comparing
from appliance.conference.records import Bucket, Separation
from appliance.web.suggesting import CannotSuggest

pytest.importorskip("scipy", reason="needs scipy: pip install tafelronde[assist]")
pytest.importorskip("snowballstemmer", reason="needs snowballstemmer")

TEXTS = {
    "a": "Banken vinden het risico te hoog",
    "b": "De bank vindt het risico te hoog",
    "c": "Risico is te hoog, vinden banken",
    "d": "Er is te weinig personeel te vinden",
    "e": "Te weinig personeel is er te vinden",
    "f": "Regels veranderen elk jaar",
}


def suggested(*buckets: Bucket) -> dict[str | None, set[str]]:
    """What is suggested, by the group that it would come into."""
    shares: list[float] = []
    found = comparing.suggest(TEXTS, buckets, (), shares.append)
    assert shares == sorted(shares)
    return {each.bucket: {alike.text for alike in each.texts} for each in found}


def test_what_says_the_same_is_suggested_with_the_reason() -> None:
    found = comparing.suggest(TEXTS, (), (), lambda share: None)

    assert {"a", "b"} <= {alike.text for alike in found[0].texts}
    assert all(alike.words for alike in found[0].texts)
    assert found[0].words


def test_a_group_stays_and_what_was_taken_out_does_not_come_back() -> None:
    more = suggested(Bucket("1", "survey.open", "Banken", ("a",)))
    assert "b" in more["1"]

    less = suggested(Bucket("1", "survey.open", "Banken", ("a", "gone"), without=("b",)))
    assert "b" not in less.get("1", set())
    assert "a" not in less.get(None, set())


def test_what_a_person_does_not_want_together_is_not_suggested_together_by_a_later_run() -> None:
    alike = {"a", "b", "c"}

    def together(*apart: str) -> list[int]:
        kept = [Separation("s", "survey.open", apart)] if apart else []
        found = comparing.suggest(TEXTS, (), kept, lambda share: None)
        return sorted(len(alike & {each.text for each in proposal.texts}) for proposal in found)

    assert max(together()) == 3
    assert max(together("a", "b", "c", "gone")) < 2
    assert max(together("a", "c")) == 2


def test_a_refusal_is_told_in_words_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object) -> None:
        raise comparing.child.CannotSuggest("no_comparing")

    monkeypatch.setattr(comparing.child, "suggest", no)

    with pytest.raises(CannotSuggest) as refused:
        comparing.suggest(TEXTS, (), (), lambda share: None)
    assert "{typed}" in refused.value.message
    assert "install" in refused.value.values["typed"]
