"""Which sticks are in the box, what is on them and what is wrong with them."""

from pathlib import Path

import pytest

from appliance.archive import sticks as module
from appliance.archive.sticks import TROUBLES, Sources, Stick, sticks

from .trees import NVME, SAFE, Tree

GB = 1_000_000_000
FAT = ("ID_BUS=usb", "ID_FS_TYPE=vfat", "ID_FS_USAGE=filesystem", "ID_FS_LABEL=VERSLAG_2015")
LABEL = r"ID_FS_LABEL_ENC=VERSLAG\x202015"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A box with nothing but its own disk; whatever is open in it has 14 GB free."""
    monkeypatch.setattr(module, "_free_bytes", lambda folder: 14 * GB)
    tree = Tree(tmp_path)
    tree.part(tree.disk("nvme0n1", "259:0", on=NVME), dev="259:2")
    return tree


def found(tree: Tree) -> tuple[Stick, ...]:
    """The sticks in this tree."""
    return sticks(tree.sources)


def plug_in(tree: Tree, *members: str) -> None:
    """A stick with one partition, that udev has looked at."""
    tree.part(tree.disk())
    tree.udev("8:0", "ID_BUS=usb", "ID_PART_TABLE_TYPE=dos")
    tree.udev("8:1", *(members or (*FAT, LABEL)))


def test_the_box_itself_is_no_stick(tree: Tree) -> None:
    assert found(tree) == ()


def test_a_stick_is_named_and_measured(tree: Tree) -> None:
    plug_in(tree)
    tree.mount("8:1", "/media/tafelronde/VERSLAG 2015")
    assert found(tree) == (
        Stick(
            name="VERSLAG 2015",
            device="/dev/sda1",
            size_bytes=31_114_240 * 512,
            file_system="vfat",
            folder="/media/tafelronde/VERSLAG 2015",
            free_bytes=14 * GB,
        ),
    )


def test_a_stick_without_a_label_is_named_after_its_maker(tree: Tree) -> None:
    plug_in(tree, *FAT[:3])
    assert [stick.name for stick in found(tree)] == ["SanDisk Ultra"]


def test_a_name_can_do_nothing_but_be_read(tree: Tree) -> None:
    plug_in(tree, *FAT[:3], r"ID_FS_LABEL_ENC=A\x1b[2J\x0aB" + "C" * 60)
    (stick,) = found(tree)
    assert stick.name == "A [2J B" + "C" * 33


def test_a_stick_that_udev_has_not_looked_at_is_not_there_yet(tree: Tree) -> None:
    tree.part(tree.disk())
    assert found(tree) == ()


def test_a_stick_that_is_formatted_as_a_whole_counts(tree: Tree) -> None:
    tree.disk()
    tree.udev("8:0", *FAT, LABEL)
    tree.mount("8:0", "/media/tafelronde/VERSLAG", source="/dev/sda")
    assert [(stick.device, stick.trouble) for stick in found(tree)] == [("/dev/sda", "")]


def test_a_file_system_that_a_program_serves_is_found_by_the_name_of_its_device(
    tree: Tree,
) -> None:
    plug_in(tree, "ID_FS_TYPE=ntfs", "ID_FS_USAGE=filesystem")
    tree.mount("0:52", "/media/tafelronde/A", kind="fuseblk", of_files="rw,user_id=0")
    assert [(stick.file_system, stick.trouble) for stick in found(tree)] == [("ntfs", "")]


@pytest.mark.parametrize(
    ("members", "options", "trouble"),
    [
        (("ID_PART_ENTRY_TYPE=0xc",), "", "no_file_system"),
        (("ID_FS_TYPE=crypto_LUKS", "ID_FS_USAGE=crypto"), "", "no_file_system"),
        (FAT, "", "not_open"),
        (FAT, "rw,nosuid,nodev,relatime", "not_safe"),
        (FAT, "rw,relatime", "not_safe"),
        (FAT, SAFE.replace("rw", "ro"), "read_only"),
        (FAT, SAFE, ""),
    ],
)
def test_what_is_wrong_with_a_stick_has_one_name(
    tree: Tree, members: tuple[str, ...], options: str, trouble: str
) -> None:
    plug_in(tree, *members)
    if options:
        tree.mount("8:1", "/media/tafelronde/VERSLAG", options=options)
    (stick,) = found(tree)
    assert (stick.trouble, stick.is_read_only) == (trouble, trouble == "read_only")
    assert trouble == "" or trouble in TROUBLES


def test_a_disk_that_only_reads_is_read_only_however_it_is_mounted(tree: Tree) -> None:
    plug_in(tree)
    tree.mount("8:1", "/media/tafelronde/A", of_files="ro,errors=remount-ro")
    assert [stick.trouble for stick in found(tree)] == ["read_only"]


def test_a_stick_on_which_nothing_fits_is_full(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(tree)
    tree.mount("8:1", "/media/tafelronde/A")
    monkeypatch.setattr(module, "_free_bytes", lambda folder: module.LEAST_BYTES - 1)
    assert [stick.trouble for stick in found(tree)] == ["full"]


def test_a_stick_that_is_pulled_out_while_it_is_asked_has_no_room_to_tell_of(
    tmp_path: Path,
) -> None:
    tree = Tree(tmp_path)
    plug_in(tree)
    tree.mount("8:1", "/media/tafelronde/not there")
    assert [(stick.free_bytes, stick.trouble) for stick in found(tree)] == [(None, "")]


def test_a_stick_that_is_pulled_out_is_gone_though_it_is_still_mounted(tree: Tree) -> None:
    plug_in(tree)
    tree.mount("8:1", "/media/tafelronde/A")
    (tree.folder / "sys/block/sda").unlink()
    assert found(tree) == ()


def test_what_a_computer_starts_from_on_a_stick_is_not_shown(tree: Tree) -> None:
    disk = tree.disk()
    tree.part(disk, 1, dev="8:1")
    tree.part(disk, 2, dev="8:2")
    efi = "ID_PART_ENTRY_TYPE=C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
    tree.udev("8:1", *FAT[:3], "ID_FS_LABEL_ENC=EFI", efi)
    tree.udev("8:2", "ID_FS_TYPE=exfat", "ID_FS_USAGE=filesystem", "ID_FS_LABEL_ENC=Foto")
    assert [stick.name for stick in found(tree)] == ["Foto"]


@pytest.mark.parametrize("folder", ["/", "/boot/efi", "/var/lib/tafelronde", "/usr"])
def test_a_usb_disk_that_the_box_runs_from_is_no_stick(tree: Tree, folder: str) -> None:
    plug_in(tree)
    tree.mount("8:1", folder)
    assert found(tree) == ()


def test_a_usb_disk_that_the_box_runs_from_under_encryption_is_no_stick(tree: Tree) -> None:
    plug_in(tree, "ID_FS_TYPE=crypto_LUKS", "ID_FS_USAGE=crypto")
    (tree.folder / "sys/block/sda/sda1/holders/dm-0").touch()
    assert found(tree) == ()


@pytest.mark.parametrize(("name", "sectors"), [("sr0", 8), ("sdb", 0)])
def test_a_disc_and_a_drive_without_a_card_are_no_sticks(
    tree: Tree, name: str, sectors: int
) -> None:
    tree.disk(name, "8:16", sectors)
    tree.udev("8:16", "ID_BUS=usb")
    assert found(tree) == ()


def test_two_sticks_are_two(tree: Tree) -> None:
    plug_in(tree)
    tree.part(tree.disk("sdb", "8:16"), dev="8:17")
    tree.udev("8:16", "ID_BUS=usb")
    tree.udev("8:17", *FAT)
    assert [stick.device for stick in found(tree)] == ["/dev/sda1", "/dev/sdb1"]


def test_a_system_that_tells_nothing_has_no_sticks(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert sticks(Sources(nowhere, nowhere, nowhere)) == ()
