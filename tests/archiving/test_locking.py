"""A locked archive opens for who may, with other people's programs too, and for nobody else."""

import subprocess
import sys
from pathlib import Path

import pytest

from appliance.archive.bag_trouble import REFUSALS, BagTrouble
from appliance.archiving import AgeKey, Archiving, Made, Opening, Passphrase, list_made, verify

from .commands import typed
from .conftest import Home

pytest.importorskip("pyzipper", reason="needs pyzipper, which is not installed")
pyrage = pytest.importorskip("pyrage", reason="needs pyrage, which is not installed")

WORDS = "vier woorden op papier"


def refused(file: Path, with_: Opening) -> str:
    """The code with which it stays closed."""
    with pytest.raises(BagTrouble) as trouble:
        verify(file, with_)
    return trouble.value.code


@pytest.fixture
def locked(home: Home) -> Made:
    """An archive with a passphrase."""
    return home.archiving.make("full", Passphrase(WORDS))


@pytest.mark.needs("7z")
def test_seven_zip_opens_one_with_its_passphrase_and_not_without(
    locked: Made, tmp_path: Path
) -> None:
    assert locked.path.name.endswith("-full-locked.zip")
    for words, status in ((WORDS, 0), ("vier andere woorden op", 2)):
        command = ["7z", "x", "-y", f"-p{words}", f"-o{tmp_path / str(status)}", locked.path]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told.returncode == status, told.stdout
    (inner,) = (tmp_path / "0").iterdir()
    assert inner.name == locked.path.name.replace("-locked", "")
    assert verify(inner).is_locked is False
    listed = subprocess.run(
        ["7z", "l", "-slt", locked.path], capture_output=True, text=True, check=True
    ).stdout
    assert "Method = AES-256 Store" in listed


def test_it_opens_with_its_passphrase_only(locked: Made) -> None:
    assert verify(locked.path, Opening(WORDS)).is_locked is True
    assert refused(locked.path, Opening()) == "needs_passphrase"
    assert refused(locked.path, Opening(WORDS.upper())) == "wrong_passphrase"


def test_nothing_of_what_is_in_it_can_be_read(locked: Made, home: Home) -> None:
    whole = locked.path.read_bytes()
    assert b"data/journal" not in whole
    assert home.journal[:32] not in whole
    assert WORDS.encode() not in whole
    left = sorted(path.name for path in (home.place / "exports").iterdir())
    assert left == ["sums", locked.path.name]


def test_damage_to_a_locked_one_is_found(locked: Made, tmp_path: Path) -> None:
    whole = locked.path.read_bytes()
    at = len(whole) // 2
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert refused(damaged, Opening(WORDS)) == "damaged"
    damaged.write_bytes(whole[:at])
    assert refused(damaged, Opening(WORDS)) == "truncated"


def test_damage_anywhere_to_a_locked_one_is_a_sentence(home: Home, tmp_path: Path) -> None:
    mine = pyrage.x25519.Identity.generate()
    opening = Opening(WORDS, str(mine))
    for lock in (Passphrase(WORDS), AgeKey(str(mine.to_public()))):
        whole = home.archiving.make("full", lock).path.read_bytes()
        damaged = tmp_path / "damaged"
        for at in (*range(0, 120, 7), *range(len(whole) - 160, len(whole), 7)):
            damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
            try:
                verify(damaged, opening)
            except BagTrouble as trouble:
                assert trouble.code in REFUSALS


def test_who_has_the_age_key_opens_one_that_was_made_for_it(home: Home, tmp_path: Path) -> None:
    mine, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    made = home.archiving.make("full", AgeKey(str(mine.to_public())))
    assert made.path.name.endswith("-full.zip.age")
    kept = f"# created: today\n# public key: {mine.to_public()}\n{mine}\n"
    assert verify(made.path, Opening(identities=kept)).is_locked is True
    assert refused(made.path, Opening()) == "needs_identity"
    assert refused(made.path, Opening(identities=str(other))) == "wrong_identity"
    assert refused(made.path, Opening(identities="AGE-SECRET-KEY-1NONE")) == "no_identity"
    assert list_made(home.place) == [made]
    key = tmp_path / "key.txt"
    key.write_text(kept)
    told = typed("restore", made.path, "--identity", key, "--data", tmp_path / "box")
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(
    ("lock", "code"),
    [
        (Passphrase("kort"), "short_passphrase"),
        (Passphrase("één wachtzin met accenten"), "plain_passphrase"),
        (AgeKey("age1none"), "no_age_key"),
    ],
)
def test_a_lock_that_does_not_hold_is_refused(
    home: Home, lock: Passphrase | AgeKey, code: str
) -> None:
    with pytest.raises(BagTrouble) as trouble:
        home.archiving.make("full", lock)
    assert trouble.value.code == code
    assert not (home.place / "exports").exists()


@pytest.mark.parametrize(
    "text", [b"", b"\nbelow the first line\n", "caf\u00e9 in vier woorden".encode("cp1252")]
)
def test_a_file_without_a_fit_passphrase_makes_no_archive_least_of_all_an_open_one(
    home: Home, tmp_path: Path, text: bytes
) -> None:
    words = tmp_path / "words"
    words.write_bytes(text)
    told = typed("archive", "--data", home.data, "--passphrase-file", words)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)
    assert not (home.place / "exports").exists()


def test_what_is_no_text_opens_nothing_and_a_file_as_windows_writes_it_does(
    locked: Made, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    for option in ("--passphrase-file", "--identity"):
        file.write_bytes(b"\xe9\x00\xb7")
        told = typed("verify", locked.path, option, file)
        assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)
    file.write_bytes(b"\xef\xbb\xbf" + WORDS.encode() + b"\r\n")
    assert typed("verify", locked.path, "--passphrase-file", file).returncode == 0


def test_the_passphrase_is_shown_nowhere(home: Home, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n")
    made = typed("archive", "--data", home.data, "--passphrase-file", words)
    assert made.returncode == 0, made.stderr
    (archive,) = list_made(home.place)
    checked = typed("verify", archive.path, "--passphrase-file", words)
    assert checked.returncode == 0, checked.stderr
    assert WORDS not in made.stdout + made.stderr + checked.stdout + repr(Passphrase(WORDS))
    kept = [path for path in home.data.rglob("*") if path.is_file()]
    assert not any(WORDS.encode() in path.read_bytes() for path in kept)
    closed = typed("verify", archive.path)
    assert (closed.returncode, "Type the passphrase" in closed.stderr) == (1, True)


def test_a_machine_without_the_library_says_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzipper", None)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    for lock, code in ((Passphrase(WORDS), "no_pyzipper"), (AgeKey("age1x"), "no_pyrage")):
        with pytest.raises(BagTrouble) as trouble:
            Archiving(home.place, "box", "ntp").make("full", lock)
        assert trouble.value.code == code
