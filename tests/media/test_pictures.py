"""Pictures that somebody chose: made anew without what cannot be seen, or refused."""

import hashlib
import random
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL.PngImagePlugin import PngInfo

from appliance.media.apart import Picture, check, remade
from appliance.media.limits import FILE_BYTES_MOST, SIDE_MOST
from appliance.media.shelf import Shelf
from appliance.media.trouble import PictureTrouble

from .pictures import HTML, SVG, opened, photo, picture


def trouble(file: str, content: bytes) -> tuple[str, str]:
    """The code and the sentence with which a picture is refused."""
    with pytest.raises(PictureTrouble) as caught:
        remade(file, content)
    return caught.value.code, str(caught.value)


def noise(side: int) -> bytes:
    """A picture that cannot be made small."""
    image = opened(picture(size=(side, side)))
    image.frombytes(random.Random(7).randbytes(side * side * 3))
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


# -- what is kept ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "file"), [("PNG", "zaal.png"), ("JPEG", "zaal.JPEG"), ("WEBP", "zaal.webp")]
)
def test_a_picture_stays_of_its_kind_under_the_digest_of_its_bytes(kind: str, file: str) -> None:
    made = remade(file, picture(kind))
    check(made.name, made.content)
    assert (opened(made.content).format, opened(made.content).size) == (kind, (64, 48))
    assert remade(file, picture(kind)) == made


@pytest.mark.parametrize(
    ("kind", "file"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_where_when_and_with_what_a_photo_was_taken_is_not_kept(kind: str, file: str) -> None:
    told = photo(kind)
    assert b"Geheime Camera" in told
    made = remade(file, told).content
    assert (b"Geheime Camera" in made, b"Exif" in made, b"EXIF" in made) == (False, False, False)
    assert dict(opened(made).getexif()) == {}
    # It was held upright, and stands upright.
    assert opened(made).size == (40, 80)


def test_a_comment_and_a_text_in_a_picture_are_not_kept() -> None:
    assert b"geheim" not in remade("a.jpg", picture("JPEG", comment=b"geheim")).content
    info = PngInfo()
    info.add_text("Author", "geheim")
    assert b"geheim" not in remade("a.png", picture(pnginfo=info)).content


def test_a_large_picture_becomes_as_large_as_a_screen() -> None:
    made = opened(remade("a.jpg", picture("JPEG", (6_000, 3_000))).content)
    assert made.size == (SIDE_MOST, SIDE_MOST // 2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_of_writing_colours_is_read(mode: str) -> None:
    assert opened(remade("a.png", picture(mode=mode, colour=0)).content).mode == "RGB"
    assert opened(remade("a.jpg", picture("JPEG", mode="CMYK", colour=0)).content).mode == "RGB"


@pytest.mark.parametrize(
    ("drawn", "ground"), [((0, 0, 0), (255, 255, 255)), ((255, 255, 255), (20, 22, 28))]
)
def test_what_lets_through_gets_a_ground_on_which_it_can_be_seen(
    drawn: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    image = opened(picture(mode="RGBA", colour=(0, 0, 0, 0)))
    image.paste((*drawn, 255), (20, 20, 40, 40))
    target = BytesIO()
    image.save(target, "PNG")
    made = opened(remade("a.png", target.getvalue()).content)
    assert (made.getpixel((0, 0)), made.getpixel((30, 30))) == (ground, drawn)


# -- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [SVG, HTML, b"GIF89a" + bytes(50), b"%PDF-1.7", b"x"])
def test_what_is_no_picture_of_these_kinds_is_refused_whatever_it_is_called(content: bytes) -> None:
    for name in ("zaal.png", "zaal.jpg", "zaal.svg", "zaal"):
        assert trouble(name, content)[0] == "not_a_picture"


def test_a_picture_called_otherwise_than_it_is_is_refused_with_its_right_name() -> None:
    assert trouble("zaal.jpg", picture()) == (
        "named_otherwise",
        "zaal.jpg is called JPEG, but there is a PNG picture in it. "
        "Let its name end in .png, and choose it again.",
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_picture_that_is_half_there_is_refused(kind: str, share: float) -> None:
    image = picture(kind, (600, 600)) if kind == "JPEG" else noise(60)
    if kind == "WEBP":
        target = BytesIO()
        opened(noise(60)).save(target, "WEBP", lossless=True)
        image = target.getvalue()
    ending = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[kind]
    code, _ = trouble(f"zaal.{ending}", image[: int(len(image) * share)])
    assert code in ("damaged", "not_a_picture")


def test_a_hundred_million_pixels_are_refused_before_they_are_unpacked() -> None:
    bomb = picture(mode="1", size=(10_000, 10_001), colour=0)
    assert len(bomb) < 20_000
    code, sentence = trouble("zaal.png", bomb)
    assert (code, "40 million" in sentence) == ("pixels_many", True)


def test_a_text_in_a_picture_that_swells_does_no_harm() -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + crc

    plain = picture()
    swelling = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(300_000_000)))
    assert trouble("zaal.png", plain[:33] + swelling + plain[33:])[0] == "damaged"


def test_a_file_that_is_too_large_or_empty_is_refused() -> None:
    assert trouble("zaal.png", picture() + bytes(FILE_BYTES_MOST))[0] == "file_large"
    assert trouble("zaal.png", b"")[0] == "empty"


def test_a_strange_name_of_a_file_does_no_harm_to_the_sentence() -> None:
    name = "C:\\fakepath\\" + "zaal\n\u202e{x}" * 30 + ".png"
    code, sentence = trouble(name, SVG)
    assert (code, "\n" in sentence, "fakepath" in sentence) == ("not_a_picture", False, False)


# -- what others made -----------------------------------------------------------------------------


def test_what_comes_along_in_a_file_must_be_such_as_we_make_them() -> None:
    made = remade("a.jpg", picture("JPEG"))
    check(made.name, made.content)
    for name, content in (
        (made.name.replace(".jpg", ".png"), made.content),
        (made.name, made.content + b"x"),
        (f"../{made.name}", made.content),
        _named(photo(), "jpg"),
        _named(picture(size=(SIDE_MOST + 1, 2)), "png"),
        _named(SVG, "png"),
    ):
        with pytest.raises(PictureTrouble):
            check(name, content)


def _named(content: bytes, ending: str) -> tuple[str, bytes]:
    return f"{hashlib.sha256(content).hexdigest()}.{ending}", content


# -- where they are kept --------------------------------------------------------------------------


def test_a_picture_is_kept_once_and_found_by_its_name_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "room" / "media")
    (tmp_path / "room").mkdir()
    name = shelf.take("zaal.png", picture())
    assert shelf.take("anders.png", picture()) == name
    assert [file.name for file in (tmp_path / "room" / "media").iterdir()] == [name]
    found = shelf.find(name)
    assert found is not None
    assert opened(found.read_bytes()).size == (64, 48)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs Linux's /proc")
def test_a_picture_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, list[str]]] = []

    def fsync(fd: int) -> None:
        folder = tmp_path / "media"
        names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
        synced.append((Path(f"/proc/self/fd/{fd}").readlink().name, names))

    monkeypatch.setattr("os.fsync", fsync)
    name = Shelf(tmp_path / "media").take("zaal.png", picture())
    new = f"{name}.new"
    # The folder that holds the new one, the file under its passing name, then under its own, which
    # FAT wants, then the name itself.
    assert synced == [(tmp_path.name, []), (new, [new]), (name, [name]), ("media", [name])]


def test_nothing_else_is_found(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    name = shelf.take("zaal.png", picture())
    (tmp_path / "secret").write_text("x")
    (tmp_path / "media" / "notes.txt").write_text("x")
    (tmp_path / "media" / f"{'0' * 64}.png").symlink_to(tmp_path / "secret")
    known = ("", ".", "..", "../secret", "notes.txt", "/etc/passwd")
    for wrong in (*known, f"../media/{name}", f"{name}/"):
        assert shelf.find(wrong) is None
    assert shelf.find(f"{'0' * 64}.png") is None
    assert shelf.find(f"{'1' * 64}.png") is None


def test_a_picture_that_was_damaged_on_the_disk_is_written_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    name = shelf.take("zaal.png", picture())
    (tmp_path / "media" / name).write_bytes(b"")
    shelf.take("zaal.png", picture())
    found = shelf.find(name)
    assert found is not None
    assert found.stat().st_size > 0


def test_only_pictures_are_kept(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="name of a picture"):
        Shelf(tmp_path).keep(Picture("../x.png", b""))
    assert list(tmp_path.iterdir()) == []
