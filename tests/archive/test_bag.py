"""A Tafelronde file is taken whole and as it was packed, or not at all, with a sentence."""

import errno
import os
import random
import struct
import subprocess
import threading
import tracemalloc
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.archive.bag import checked_sums, unpacked
from appliance.archive.bag_trouble import REFUSALS, BagTrouble
from appliance.archive.checking import check
from appliance.archive.packing import Label, pack
from appliance.archive.wary_zip import LIMITS, Limits, WaryZip

from .zips import (
    DEFLATED,
    PAYLOAD,
    STORED,
    SYMLINK,
    TOP,
    UTF8,
    Member,
    bag,
    deflated,
    members,
    sums,
    zipped,
)

MB = 1_000_000
LABEL = Label("conference-1", date(2026, 11, 28), "Tafelronde 0.1.0")
SMALL = Limits(files=20, file_bytes=3 * MB, total_bytes=5 * MB)


def payload(file: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """What is given out of a file."""
    with unpacked(BytesIO(file), limits=limits) as found:
        return {name: found.read(name) for name in found.names}


def refusal(file: bytes, limits: Limits = LIMITS) -> tuple[str, str]:
    """The code with which a file is refused, and the name in it."""
    with pytest.raises(BagTrouble) as refused:
        payload(file, limits)
    return refused.value.code, refused.value.values.get("name", "")


def with_files(*more: Member) -> bytes:
    """A bag with more in it than its manifests know."""
    return zipped([*members(bag()), *more])


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file as it is made."""
    file = tmp_path_factory.mktemp("real") / "conference.tafelronde"
    noise = random.Random(1).randbytes(3_000)
    pack(file, {**PAYLOAD, "media/zaal één.jpg": noise}, LABEL)
    return file.read_bytes()


def test_a_bag_made_by_hand_is_taken() -> None:
    assert payload(zipped(members(bag()))) == PAYLOAD


def test_what_it_says_of_itself_is_read_also_from_folded_lines() -> None:
    text = f"Contact-Name: Anna\r\n  de Vries\r\nPayload-Oxum: {_oxum()}\r\nTafelronde-Format: 1"
    with unpacked(BytesIO(zipped(members(bag(bag_info=text.encode()))))) as found:
        about = found.about
    assert about == {
        "Contact-Name": "Anna de Vries",
        "Payload-Oxum": _oxum(),
        "Tafelronde-Format": "1",
    }


def test_a_bag_that_was_zipped_again_by_other_programs_is_taken() -> None:
    folders = [Member(TOP, attributes=0o40755 << 16 | 0x10), Member(f"{TOP}data/", attributes=0x10)]
    other = [Member(m.name, m.plain, STORED, attributes=0) for m in members(bag(), "Een map/")]
    assert payload(zipped([*folders, *members(bag())])) == PAYLOAD
    assert payload(zipped(other)) == PAYLOAD


@pytest.mark.needs("unzip", "zip")
def test_a_bag_that_infozip_zipped_again_is_taken(real: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(real)
    subprocess.run(["unzip", "-q", "a.zip", "-d", "out"], cwd=tmp_path, env=UTF8, check=True)

    def rezip(target: str) -> bytes:
        command = ["zip", "-q", "-r", target, "."]
        return subprocess.check_output(command, cwd=tmp_path / "out", env=UTF8)

    rezip("../b.zip")
    assert payload((tmp_path / "b.zip").read_bytes()) == payload(real)
    assert payload(rezip("-")) == payload(real)


def test_names_that_macos_took_apart_mean_the_same_file() -> None:
    listed = bag({"één.txt": b"1"})
    apart = {path.replace("é", "e\u0301"): content for path, content in listed.items()}
    assert apart.keys() != listed.keys()
    assert payload(zipped(members(apart))) == {"één.txt": b"1"}


def test_sums_are_read_as_other_programs_write_them() -> None:
    """With capitals, a mark for binary, the lines of Windows and the letters of macOS."""
    listed = sums({"data/één.txt": b"1", "data/b": b"2"}).decode()
    digest = listed.split()[0]
    odd = listed.replace("é", "e\u0301").replace(digest, digest.upper()).replace("  ", " *")
    files = bag({"één.txt": b"1", "b": b"2"}, manifest_sha256=odd.replace("\n", "\r\n").encode())
    assert payload(zipped(members(files))) == {"één.txt": b"1", "b": b"2"}


def test_a_file_that_is_listed_twice_is_refused() -> None:
    twice = sums({"data/a": b"0"}) + sums({"data/a": b"1"})
    files = bag({"a": b"1"}, manifest_sha256=twice)
    assert refusal(zipped(members(files))) == ("altered", "manifest-sha256.txt")


def test_a_file_is_read_in_pieces_and_by_several_threads(real: bytes) -> None:
    whole = {**PAYLOAD, "large.bin": random.Random(2).randbytes(2 * MB)}
    with unpacked(BytesIO(zipped(members(bag(whole))))) as found:
        assert max(map(len, found.pieces("large.bin"))) < MB
        assert found.size_bytes("large.bin") == 2 * MB
        seen: list[bool] = []
        threads = [
            threading.Thread(
                target=lambda: seen.append(found.read("large.bin") == whole["large.bin"])
            )
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == [True] * 4


def test_nothing_of_it_outlasts_its_reading(tmp_path: Path) -> None:
    with unpacked(BytesIO(zipped(members(bag()))), scratch=tmp_path) as found:
        assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="closed file"):
        found.read("conference.json")


def test_a_stick_may_be_pulled_out_once_the_file_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "a.tafelronde"
    file.write_bytes(zipped(members(bag())))
    with unpacked(file) as found:
        file.write_bytes(b"")
        file.unlink()
        assert {name: found.read(name) for name in found.names} == PAYLOAD


@pytest.mark.parametrize("file", [b"", b"P", b"name;role\n", b"%PDF-1.7", b"PK\5\6" + bytes(18)])
def test_what_is_no_zip_is_refused(file: bytes) -> None:
    assert refusal(file) == ("not_a_zip", "")


def test_a_folder_a_pipe_and_a_file_that_is_gone_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    codes = {}
    for name in (".", "pipe", "gone"):
        with pytest.raises(BagTrouble) as refused, unpacked(tmp_path / name):
            pass
        codes[name] = refused.value.code
    assert codes == {".": "not_a_zip", "pipe": "not_a_zip", "gone": "unreadable"}


def test_a_scratch_folder_that_takes_nothing_is_no_fault_of_the_file(tmp_path: Path) -> None:
    file = BytesIO(zipped(members(bag())))
    with pytest.raises(FileNotFoundError), unpacked(file, scratch=tmp_path / "gone"):
        pass

    def full(piece: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        check(WaryZip(file), full)


def test_a_stick_that_is_pulled_out_in_between_is_told(real: bytes) -> None:
    class Pulled(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if 100 < self.tell() < len(real) - 2_000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(BagTrouble) as refused, unpacked(Pulled(real)):
        pass
    assert refused.value.code == "unreadable"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"word/document.xml": b"<w/>", "mimetype": b""}, "not_a_bag"),
        ({"word/document.xml": b"<w/>"}, "not_a_bag"),
        ({"word": b"<w/>"}, "not_a_bag"),
        ({TOP + path: text for path, text in bag({}).items()}, "not_a_bag"),
        (bag(), "repacked"),
        ({**{TOP + path: text for path, text in bag().items()}, "__MACOSX/._x": b"1"}, "repacked"),
    ],
    ids=["a document", "a folder", "a file", "without payload", "without a folder", "two folders"],
)
def test_what_is_no_bag_is_refused(files: Mapping[str, bytes], code: str) -> None:
    assert refusal(zipped(members(files, top=""))) == (code, "")


INFO = "Payload-Oxum: {}\nTafelronde-Format: {}\n"


def _oxum() -> str:
    return f"{sum(map(len, PAYLOAD.values()))}.{len(PAYLOAD)}"


@pytest.mark.parametrize(
    ("tags", "code", "name"),
    [
        ({"bagit": None}, "not_a_bag", ""),
        ({"bagit": b"BagIt-Version: 0.97\n"}, "not_a_bag", ""),
        ({"bag_info": None}, "missing", "bag-info.txt"),
        ({"bag_info": f"Payload-Oxum: {_oxum()}\n".encode()}, "not_a_bag", ""),
        ({"bag_info": INFO.format(_oxum(), 2).encode()}, "newer", ""),
        ({"bag_info": INFO.format("9.9", 2).encode()}, "newer", ""),
        ({"bag_info": INFO.format(_oxum(), "1.5").encode()}, "not_a_bag", ""),
        ({"bag_info": INFO.format(_oxum(), "9" * 5000).encode()}, "not_a_bag", ""),
        ({"bag_info": INFO.format(_oxum(), "1\nTafelronde-Format: 2").encode()}, "not_a_bag", ""),
        ({"bag_info": INFO.format("9.9", 1).encode()}, "altered", "bag-info.txt"),
        ({"bag_info": b"\xff\xfe"}, "altered", "bag-info.txt"),
        ({"bag_info": random.Random(4).randbytes(2_000_001)}, "not_a_bag", ""),
        ({"manifest_sha256": None}, "missing", "manifest-sha256.txt"),
        ({"manifest_sha256": b"no sums\n"}, "altered", "manifest-sha256.txt"),
        ({"manifest_sha256": b""}, "extra", "data/conference.json"),
        ({"manifest_sha256": b"0" * 64 + b"  data/../../x\n"}, "leads_out", "data/../../x"),
        ({"manifest_md5": b""}, "extra", "manifest-md5.txt"),
        ({"fetch": b"https://example.org/ - data/x\n"}, "fetches", ""),
    ],
)
def test_a_bag_that_is_not_as_ours_are_is_refused(
    tags: Mapping[str, bytes | None], code: str, name: str
) -> None:
    assert refusal(zipped(members(bag(**tags)))) == (code, name)


@pytest.mark.parametrize("path", sorted(bag()))
def test_damage_is_told_by_the_file_that_it_is_in(path: str) -> None:
    files = bag()
    files[path] = files[path].replace(b"1", b"2").replace(b"a", b"b")
    code, name = refusal(zipped(members(files)))
    if path == "tagmanifest-sha256.txt":
        assert code in ("altered", "missing", "extra")
    elif path in ("bagit.txt", "bag-info.txt"):
        assert code in ("not_a_bag", "newer", "altered")
    else:
        assert (code, name) == ("altered", path)


@pytest.mark.parametrize("name", sorted(PAYLOAD))
def test_what_is_missing_is_told_by_its_name(name: str) -> None:
    files = bag()
    del files[f"data/{name}"]
    assert refusal(zipped(members(files))) == ("missing", f"data/{name}")


@pytest.mark.parametrize("path", ["data/more.json", "note.txt", "data", "meta/x"])
def test_what_was_put_in_afterwards_is_told_by_its_name(path: str) -> None:
    code = "same_name" if path == "data" else "extra"
    name = TOP + path if path == "data" else path
    assert refusal(with_files(Member(TOP + path, b"1"))) == (code, name.lower())


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        f"{TOP}../../x",
        f"{TOP}data/..",
        "/etc/passwd",
        "//host/share",
        "C:/Windows/x",
        "C:x",
        f"{TOP}data/c:x",
        f"{TOP}data\\..\\..\\x",
        "..\\x",
    ],
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    assert refusal(with_files(Member(name, b"1"))) == ("leads_out", name)


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o060660, 0o010644, 0o140777, 0o040755])
def test_a_link_a_device_and_a_pipe_are_refused(mode: int) -> None:
    name = f"{TOP}data/conference.json"
    files = bag({"invitees.csv": b"1"})
    odd = Member(name, b"/etc/passwd", attributes=mode << 16)
    assert refusal(zipped([*members(files), odd])) == ("leads_out", name)


def test_a_link_to_a_folder_is_refused() -> None:
    assert refusal(with_files(Member(f"{TOP}x/", b"/etc", attributes=SYMLINK)))[0] == "leads_out"


@pytest.mark.parametrize(
    "name",
    [
        *("con", "NUL.txt", "com1", "Lpt9.csv", "aux .txt", "com¹.txt", "CONOUT$"),
        *("a.", "a ", "a?b", 'a"b', "a<b", "a|b", "a*b", "12:00.txt", "50%.txt", "a;1"),
        *("a\tb", "a\nb", "a\x1b[2Jb", "a\u202eb", "a\x7fb"),
        *("./a", "a//b", "é" * 130, "a" * 200),
    ],
)
def test_a_name_that_not_every_computer_can_have_is_refused(name: str) -> None:
    assert refusal(with_files(Member(f"{TOP}data/{name}", b"1")))[0] == "unfit_name"
    with pytest.raises(BagTrouble) as refused:
        pack(Path("/nowhere/x.tafelronde"), {name: b"1"}, LABEL)
    assert refused.value.code == "unfit_name"


@pytest.mark.parametrize("name", [b"", b"/", b"data/a\0.txt", b"\0", b"a/\0/"])
def test_a_name_with_nothing_in_it_or_cut_short_is_refused(name: bytes) -> None:
    assert refusal(with_files(Member(name, b"1")))[0] in ("unfit_name", "leads_out")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.json", "a.json"),
        ("a.json", "A.JSON"),
        ("straße", "STRASSE"),
        ("é", "e\u0301"),
        ("a", "a/b"),
        ("A", "a/b"),
        ("map/1", "Map/2"),
    ],
)
def test_names_that_are_one_for_some_computers_are_refused(one: str, other: str) -> None:
    both = [Member(f"{TOP}data/{name}", b"1") for name in (one, other)]
    assert refusal(with_files(*both))[0] == "same_name"
    assert refusal(with_files(*reversed(both)))[0] == "same_name"


def test_a_name_in_a_sentence_can_do_nothing_but_be_read() -> None:
    assert refusal(with_files(Member("../\x1b]0;x\7" + "a" * 300)))[1] == (
        "../\ufffd]0;x\ufffd" + "a" * 50 + "…"
    )


@pytest.mark.parametrize("flags", [1, 1 << 6 | 1, 1 << 13])
def test_a_zip_with_a_password_is_refused(flags: int) -> None:
    assert refusal(with_files(Member(f"{TOP}data/x", b"1", flags=flags)))[0] == "locked"


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 95, 98, 99, 65535])
def test_what_is_packed_in_another_way_is_refused(method: int) -> None:
    assert refusal(with_files(Member(f"{TOP}data/x", b"1", method)))[0] == "repacked"


def test_a_zip_in_parts_with_a_comment_or_with_something_before_it_is_refused() -> None:
    whole = zipped(members(bag()))
    body, end = whole[:-22], list(struct.unpack("<4s4H2LH", whole[-22:]))

    def ended(**told: int) -> bytes:
        names = ("signature", "disk", "first", "here", "count", "length", "start", "comment")
        return body + struct.pack(
            "<4s4H2LH", *({**dict(zip(names, end, strict=True)), **told}).values()
        )

    assert refusal(ended(disk=1, first=1))[0] == "repacked"
    assert refusal(ended(comment=7) + b"comment")[0] == "repacked"
    assert refusal(ended(comment=7))[0] == "repacked"
    assert refusal(ended(here=1, count=1))[0] == "damaged"
    assert refusal(ended(count=1))[0] == "repacked"
    assert refusal(ended(start=0))[0] == "damaged"
    assert refusal(ended(length=46))[0] == "damaged"
    assert refusal(b"PK\3\4" + whole)[0] == "damaged"
    assert refusal(zipped(members(bag()), before=b"#!/bin/sh\n"))[0] == "not_a_zip"


def test_a_second_directory_behind_the_first_is_not_followed() -> None:
    """ZIP64 puts another directory's place where the library would look first."""
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    told = zipped([*members(bag()), Member(f"{TOP}x", b"1", comment=locator)])
    assert told[-42:-22] == locator
    assert refusal(told)[0] == "repacked"


@pytest.mark.parametrize("told", [-1, +1, -900, +100, 2**32 - 1 - 1080])
def test_a_size_that_is_not_true_is_refused(told: int) -> None:
    """Also where the checksum is that of what the size lets through."""
    plain = PAYLOAD["conference.json"]
    assert len(plain) == 1080
    lying = Member(
        f"{TOP}data/conference.json",
        plain[: len(plain) + told],
        packed=deflated(plain),
        plain_bytes=len(plain) + told,
    )
    cut = {"conference.json": lying.plain}
    honest = [m for m in members(bag(cut)) if m.name != lying.name]
    code, _ = refusal(zipped([*honest, lying]))
    assert code == ("too_large" if told > 1000 else "altered")


@pytest.mark.parametrize("told", [-1, +1])
def test_a_stored_file_of_another_size_than_told_is_refused(told: int) -> None:
    lying = Member(f"{TOP}data/a", b"12345", STORED, plain_bytes=5 + told)
    honest = [m for m in members(bag({"a": b"12345"})) if m.name != lying.name]
    assert refusal(zipped([*honest, lying])) == ("altered", lying.name)


def test_a_directory_that_says_other_names_than_the_files_is_refused() -> None:
    lying = Member(f"{TOP}data/a", b"1", local_name=b"../../a")
    honest = [m for m in members(bag({"a": b"1"})) if m.name != lying.name]
    assert refusal(zipped([*honest, lying])) == ("altered", lying.name)


def test_files_that_lie_in_each_other_are_refused() -> None:
    """A zip of 42 kB can so be one of 5 GB (Fifield, A better zip bomb, 2019)."""
    again = [Member(f"{TOP}data/{n}", b"0" * 9_000, starts_at=0) for n in range(5)]
    assert refusal(zipped(again))[0] == "damaged"
    outside = Member(f"{TOP}data/x", b"1", packed_bytes=10_000)
    assert refusal(with_files(outside))[0] == "damaged"
    assert refusal(with_files(Member(f"{TOP}data/x", b"1", starts_at=2**31)))[0] == "damaged"


def test_a_bomb_is_refused_before_it_bursts() -> None:
    bomb = Member(f"{TOP}data/bomb", bytes(10 * MB))
    assert refusal(with_files(bomb)) == ("swells", bomb.name)


def test_a_bomb_that_lies_about_its_size_is_stopped_where_it_said_it_would_end() -> None:
    """100 MB of nothing in 100 kB that claim to be 100 bytes; never more than a piece in memory."""
    packed = deflated(bytes(100 * MB))
    lying = Member(f"{TOP}data/a", bytes(100), packed=packed, plain_bytes=100)
    honest = [m for m in members(bag({"a": bytes(100)})) if m.name != lying.name]
    file = zipped([*honest, lying])
    tracemalloc.start()
    try:
        assert refusal(file) == ("altered", lying.name)
        assert tracemalloc.get_traced_memory()[1] < 3 * MB
    finally:
        tracemalloc.stop()


def test_a_bomb_within_a_bomb_stays_packed() -> None:
    """What is in a bag is never unpacked further: it is only bytes."""
    inner = zipped([Member("zeros", bytes(50 * MB))])
    assert payload(zipped(members(bag({"inner.zip": inner})))) == {"inner.zip": inner}


def test_more_than_fits_is_refused_by_count_by_file_and_together() -> None:
    noise = random.Random(3).randbytes(2 * MB)

    def of(count: int, content: bytes) -> bytes:
        files = bag({f"{n}": content for n in range(count)})
        return zipped(Member(m.name, m.plain, STORED) for m in members(files))

    assert len(payload(of(16, b"1"), SMALL)) == 16
    assert refusal(of(17, b"1"), SMALL)[0] == "too_many"
    assert refusal(of(1, noise + noise), SMALL)[0] == "too_large"
    assert len(payload(of(2, noise), SMALL)) == 2
    assert refusal(of(3, noise), SMALL) == ("too_large", f"{TOP}data/2")


def test_a_directory_that_hides_how_long_it_is_is_refused() -> None:
    file = zipped(Member(f"{TOP}{n}" + "x" * 900) for n in range(21))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, *struct.unpack("<2L", file[-10:-2]), 0)
    assert refusal(file[:-22] + end, Limits(files=19))[0] == "too_many"


@pytest.mark.slow
def test_memory_is_a_few_pieces_however_large_the_file(tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as opened:
        for n in range(40):
            opened.write(random.Random(n).randbytes(MB))
    tracemalloc.start()
    try:
        pack(tmp_path / "a.tafelronde", {"large.bin": large}, LABEL)
        with unpacked(tmp_path / "a.tafelronde", tmp_path) as found:
            assert sum(map(len, found.pieces("large.bin"))) == 40 * MB
        assert tracemalloc.get_traced_memory()[1] < 5 * MB
    finally:
        tracemalloc.stop()


def test_sums_are_read_with_the_same_check() -> None:
    good, bad = zipped(members(bag())), zipped(members(bag(fetch=b"x")))
    assert checked_sums(BytesIO(good)).keys() == PAYLOAD.keys()
    with pytest.raises(BagTrouble):
        checked_sums(BytesIO(bad))


# Whatever happens on the way: everything as it was, or a sentence.


def as_it_was_or_refused(file: bytes, real: bytes) -> str:
    """The code of the refusal, or nothing where all that was packed came out, and only that."""
    try:
        found = payload(file)
    except BagTrouble as refused:
        assert str(refused) == REFUSALS[refused.code].format(**refused.values)
        return refused.code
    assert found == payload(real)
    return ""


def test_a_file_cut_off_anywhere_is_refused(real: bytes) -> None:
    cuts = [*range(0, len(real), 7), *range(len(real) - 30, len(real))]
    codes = {as_it_was_or_refused(real[:cut], real) for cut in cuts}
    assert codes == {"not_a_zip", "truncated"}


def test_a_file_with_a_hole_or_something_more_in_it_is_refused(real: bytes) -> None:
    for at in range(1, len(real), 11):
        assert as_it_was_or_refused(real[:at] + real[at + 5 :], real)
        assert as_it_was_or_refused(real[:at] + b"12345" + real[at:], real)


@settings(max_examples=400)
@given(st.data())
def test_flipped_bytes_are_refused_or_change_nothing(real: bytes, data: st.DataObject) -> None:
    mangled = bytearray(real)
    places = st.integers(0, len(real) - 1) | st.integers(len(real) - 900, len(real) - 1)
    for _ in range(data.draw(st.integers(1, 6))):
        mangled[data.draw(places)] = data.draw(st.integers(0, 255))
    as_it_was_or_refused(bytes(mangled), real)


def test_each_byte_of_the_directory_may_be_anything(real: bytes) -> None:
    directory_at = struct.unpack("<L", real[-6:-2])[0]
    codes = {
        as_it_was_or_refused(real[:at] + bytes([value]) + real[at + 1 :], real)
        for at in range(directory_at, len(real))
        for value in {0, 1, 0x7F, 0x80, 0xFF, real[at] ^ 1, real[at] ^ 0x20} - {real[at]}
    }
    assert codes > {
        "",
        "altered",
        "damaged",
        "locked",
        "repacked",
    }  # a date or a right tells nothing


@settings(max_examples=150)
@given(
    st.lists(
        st.builds(
            Member,
            name=st.sampled_from([TOP + path for path in bag()]) | st.binary(max_size=12),
            plain=st.binary(max_size=40),
            method=st.sampled_from([STORED, DEFLATED, 12, 99]),
            packed=st.none() | st.binary(max_size=40),
            plain_bytes=st.none() | st.integers(0, 2**32 - 1),
            packed_bytes=st.none() | st.integers(0, 100),
            flags=st.sampled_from([0, 0, 0, 1, 8, 32, 2048]),
            attributes=st.integers(0, 2**32 - 1) | st.just(0),
            comment=st.binary(max_size=30),
            starts_at=st.none() | st.integers(0, 200),
        ),
        max_size=8,
    )
)
def test_whatever_is_in_a_zip_is_refused_with_a_sentence(odd: list[Member]) -> None:
    assert refusal(zipped([*odd, Member("end")]))[0] in REFUSALS
