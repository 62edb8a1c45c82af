"""Erasing: of what was somebody's own, no byte is left in the folder, and the journal holds."""

from dataclasses import replace
from pathlib import Path

import pytest

from appliance.conference.change import Change
from appliance.conference.records import Entry, Person
from appliance.store import CannotSave, Store, verify
from appliance.store import erasing as to_erase

from .builders import Hand, begun, by_id, entry, every_byte

WORDS = (b"Jan Jansen", b"My secret plan", b"My first plan", b"janjanjan")


def written(folder: Path) -> Hand:
    """Jan wrote with his name, and changed it once; another wrote too. All of it is on the disk."""
    hand = begun(folder)
    hand.make(Person("janjanjan", "3"), entry("other", text="Jan Jansen is right"))
    hand.alter(Person, "janjanjan", name="Jan Jansen")
    hand.make(entry("own", text="My first plan", name="Jan Jansen"))
    hand.store.checkpoint()
    hand.alter(Entry, "own", text="My secret plan")
    hand.alter(Entry, "other", text="He is right")
    return hand


def erasing(hand: Hand) -> None:
    """Empty what is his."""
    own, jan = hand.now(Entry, "own"), hand.now(Person, "janjanjan")
    hand.write(
        Change(own, replace(own, text="", name="", is_withdrawn=True)),
        Change(jan, None),
        erases=frozenset({"own", "My secret plan", "Jan Jansen", "janjanjan"}),
    )


def left(folder: Path) -> list[bytes]:
    """Which of his words any file still holds, but for what stands in the text of another."""
    return [word for word in WORDS[1:] if word in every_byte(folder)]


def test_no_byte_of_what_was_erased_is_left_in_any_file(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    hand = written(folder)
    head = hand.store.head
    assert left(folder) == list(WORDS[1:])
    erasing(hand)
    # The id of somebody who is gone is told as gone.
    assert left(folder) == [b"janjanjan"]
    assert not (folder / to_erase.FILE).exists()
    told = verify(folder, known_head=head)
    assert (str(told), told.is_intact) == (f"intact, {told.struck} lines struck", True)
    hand.store.close()


def test_a_checkpoint_goes_at_once_and_another_comes_when_nobody_waits(tmp_path: Path) -> None:
    hand = written(tmp_path / "ser")
    file = tmp_path / "ser" / "room.json"
    assert (file.exists(), hand.store.is_checkpoint_due) == (True, False)
    erasing(hand)
    assert (file.exists(), hand.store.is_checkpoint_due) == (False, True)
    hand.store.checkpoint()
    assert (file.exists(), hand.store.is_checkpoint_due) == (True, False)
    assert left(tmp_path / "ser") == [b"janjanjan"]
    hand.store.close()


def test_whatever_signs_are_in_a_word_every_line_with_it_is_struck(tmp_path: Path) -> None:
    words = ('"', "\\", 'zeg "ja"', '\\"', "a\nb", "é\u2028", "gewoon", '"x', 'x"')
    hand = begun(tmp_path / "ser")
    for n, word in enumerate(words):
        hand.make(entry(f"e{n}", text=word), entry(f"o{n}", text=f"{word} blijft"))
        hand.alter(Entry, f"o{n}", is_highlighted=True)
    befores = [hand.now(Entry, f"e{n}") for n in range(len(words))]
    blanked = [Change(each, replace(each, text="")) for each in befores]
    hand.write(*blanked, erases=frozenset(words))
    before = by_id(hand.store)
    assert verify(tmp_path / "ser").struck == len(words)
    hand.store.close()
    (tmp_path / "ser" / "room.json").unlink()
    again = Store.open(tmp_path / "ser", "again")
    assert by_id(again) == before
    again.close()


def test_what_is_left_comes_back_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    hand = written(folder)
    erasing(hand)
    before, answers = by_id(hand.store), dict(hand.store.answers)
    hand.store.close()
    for checkpoint in (True, False):
        if not checkpoint:
            (folder / "room.json").unlink()
        again = Store.open(folder, "again")
        assert by_id(again) == before
        assert dict(again.answers) == answers
        assert (before["Entry", "own"].text, before["Entry", "other"].text) == ("", "He is right")
        again.close()


@pytest.mark.parametrize("step", ["_write", "_strike", "_forget_checkpoint"])
def test_what_was_cut_off_is_done_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = tmp_path / "ser"
    hand = written(folder)

    def cut_off(*_: object) -> None:
        raise OSError(5, "no power")

    with monkeypatch.context() as broken:
        broken.setattr(hand.store, step, cut_off)
        with pytest.raises(CannotSave):
            erasing(hand)
    assert (folder / to_erase.FILE).exists()
    hand.store.close()
    again = Store.open(folder, "again")
    assert not (folder / to_erase.FILE).exists()
    if step == "_write":
        # It was never acknowledged: what stands there stands there, and earlier words are gone.
        assert by_id(again)["Entry", "own"].text == "My secret plan"
        assert left(folder) == [b"My secret plan", b"janjanjan"]
        erasing(Hand(again))
    assert by_id(again)["Entry", "own"].text == ""
    assert left(folder) == [b"janjanjan"]
    assert verify(folder).is_intact
    again.close()


def test_what_goes_takes_along_the_notes_of_what_goes(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    folder.mkdir()
    to_erase.note(folder, to_erase.ToErase(frozenset({"a"}), 3))
    to_erase.note(folder, to_erase.ToErase(frozenset({"b"}), 5))
    assert to_erase.pending(folder) == to_erase.ToErase(frozenset({"a", "b"}), 5)
    to_erase.forget(folder)
    to_erase.forget(folder)
    assert (to_erase.pending(folder), list(folder.iterdir())) == (None, [])
