"""A table that a process of its own reads: the same as `read` finds, and nothing stays behind."""

import gc
import threading
from io import BytesIO
from pathlib import Path

import pytest

from appliance.sheets.mapping import LOOKED_AT
from appliance.sheets.reading import read
from appliance.sheets.table import read_aside
from appliance.sheets.trouble import SheetTrouble

from .books import FILES, KINDS

CSV = b'Naam;E-mail\nAnna;anna@example.org\n\n"Bram\nde Vries";bram@example.org\n'
CONTENTS = [CSV, *((FILES / f"genodigden.{kind}").read_bytes() for kind in KINDS)]


@pytest.mark.parametrize("content", CONTENTS, ids=["csv", *KINDS])
def test_it_is_the_table_that_read_finds(tmp_path: Path, content: bytes) -> None:
    found = read("lijst", content)
    table = read_aside("lijst", BytesIO(content), tmp_path)
    assert (table.columns, table.count) == (found.columns, len(found.rows))
    assert list(table.records()) == list(found.records())
    assert table.head == list(found.rows)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b'a;b\n"1;2', b"PK\x03\x04 half", b"a;b\n" + b"x" * 40_000 + b";1"],
)
def test_it_refuses_what_read_refuses(content: bytes) -> None:
    with pytest.raises(SheetTrouble) as there:
        read("lijst", content)
    with pytest.raises(SheetTrouble) as here:
        read_aside("lijst", BytesIO(content))
    assert (here.value.code, here.value.values) == (there.value.code, there.value.values)


def test_a_table_of_many_rows_is_read_by_several_at_the_same_time(tmp_path: Path) -> None:
    rows = [f"{n};{'é' * (n % 300)}" for n in range(5_000)]
    table = read_aside("lijst", BytesIO("\n".join(["Nr;Naam", *rows]).encode()), tmp_path)
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append([";".join(r.cells) for r in table.records()]))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [rows] * 3
    assert len(table.head) == LOOKED_AT


def test_its_rows_have_no_name_and_go_with_it(tmp_path: Path) -> None:
    table = read_aside("lijst", BytesIO(CSV), tmp_path)
    file = table._file
    assert list(tmp_path.iterdir()) == []
    del table
    gc.collect()
    assert file.closed
