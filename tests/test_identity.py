"""Who this box is: the same after every start, and a code that works once."""

import json
import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from appliance.identity import FILE, FORMAT, Identity, IdentityTrouble


def test_a_new_box_makes_itself_known_to_itself(tmp_path):
    identity = Identity(tmp_path)
    again = Identity(tmp_path)
    assert (again.device, again.secret, again.on_stage) == (
        identity.device,
        identity.secret,
        identity.on_stage,
    )
    assert len(identity.secret) == 32
    assert json.loads((tmp_path / FILE).read_bytes())["format"] == FORMAT


def test_two_boxes_have_nothing_in_common(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = Identity(tmp_path / "one"), Identity(tmp_path / "other")
    assert one.secret != other.secret
    assert one.device != other.device
    assert not other.use_code(one.new_code())


def test_nobody_else_on_the_machine_can_read_the_secret(tmp_path):
    Identity(tmp_path).new_code()
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_code_works_once(tmp_path):
    identity = Identity(tmp_path)
    code = identity.new_code()
    assert identity.use_code(code)
    assert not identity.use_code(code)


def test_a_code_can_be_typed_as_it_is_read_aloud(tmp_path):
    identity = Identity(tmp_path)
    code = identity.new_code()
    assert len(code) == 9
    assert identity.use_code(f" {code.upper().replace('-', ' ')} ")


def test_a_new_code_makes_the_earlier_one_worth_nothing(tmp_path):
    identity = Identity(tmp_path)
    first = identity.new_code()
    second = identity.new_code()
    assert first != second
    assert not identity.use_code(first)
    assert identity.use_code(second)


@pytest.mark.parametrize("typed", ["", "-", "wrong", "\x00", "é", "k7mw-p3xd" * 100])
def test_no_other_word_is_the_code(tmp_path, typed):
    identity = Identity(tmp_path)
    assert not identity.use_code(typed)
    code = identity.new_code()
    assert not identity.use_code(typed)
    assert identity.use_code(code)


def test_a_code_made_beside_it_is_heard(tmp_path):
    served, at_hand = Identity(tmp_path), Identity(tmp_path)
    assert served.use_code(at_hand.new_code())


def test_a_code_is_nowhere_on_the_disk(tmp_path):
    code = Identity(tmp_path).new_code()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


def test_of_many_who_use_a_code_at_once_one_gets_in(tmp_path):
    identity = Identity(tmp_path)
    code = identity.new_code()
    got_in: list[bool] = []
    threads = [Thread(target=lambda: got_in.append(identity.use_code(code))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got_in) == [False] * 7 + [True]


def test_the_organiser_gets_in_on_a_full_disk_and_still_only_once(tmp_path):
    identity = Identity(tmp_path)
    code = identity.new_code()
    in_the_way = (tmp_path / FILE).with_suffix(".new")
    in_the_way.mkdir()
    assert identity.use_code(code)
    assert not identity.use_code(code)
    in_the_way.rmdir()
    assert not identity.use_code(code)
    assert identity.use_code(identity.new_code())


def test_what_was_left_half_written_is_passed_over(tmp_path):
    before = Identity(tmp_path)
    (tmp_path / FILE).with_suffix(".new").write_bytes(b'{"half')
    after = Identity(tmp_path)
    assert after.secret == before.secret
    assert after.use_code(after.new_code())
    assert os.listdir(tmp_path) == [FILE]


def written(tmp_path: Path, **members: object) -> Path:
    """A box's file in which these members are otherwise; None leaves one out."""
    Identity(tmp_path)
    kept = json.loads((tmp_path / FILE).read_bytes()) | members
    (tmp_path / FILE).write_text(json.dumps({n: v for n, v in kept.items() if v is not None}))
    return tmp_path


@pytest.mark.parametrize(
    "members",
    [
        {"format": "tafelronde-box/2"},
        {"format": None},
        {"device": None},
        {"secret": "no hexadecimal"},
        {"secret": 5},
        {"secret": ""},
        {"on_stage": ["x"]},
        {"on_stage": "../elsewhere"},
        {"code_digest": 3},
        {"unknown": 1},
    ],
    ids=str,
)
def test_a_file_that_is_not_ours_to_read_stops_the_start(tmp_path, members):
    with pytest.raises(IdentityTrouble, match=FILE):
        Identity(written(tmp_path, **members))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
def test_a_file_that_is_no_object_stops_the_start(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(IdentityTrouble, match=FILE):
        Identity(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_another_conference_comes_on_stage_and_stays_there(tmp_path: Path) -> None:
    identity = Identity(tmp_path)
    code = identity.new_code()
    identity.put_on_stage("ab" * 8)
    again = Identity(tmp_path)
    assert (identity.on_stage, again.on_stage) == ("ab" * 8, "ab" * 8)
    assert (again.device, again.secret) == (identity.device, identity.secret)
    assert again.use_code(code)
