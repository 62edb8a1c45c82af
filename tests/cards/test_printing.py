"""Printing: by this process or by another, and where Typst is not installed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.cards.document import Part, document
from appliance.cards.printing import INSTALL, CannotPrint, printed, printed_apart

from .paper import conference, deck, words

POSTER = document(deck(**conference()), words(), ["nl"], [Part.POSTER])


@pytest.fixture
def without_typst(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which Typst is not installed, for this process and those that it starts."""
    (tmp_path / "typst.py").write_text("raise ImportError('not installed')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "typst", None)


@pytest.mark.parametrize("printing", [printed, printed_apart])
def test_a_pdf_is_made(printing: Callable[..., object]) -> None:
    made = printing(POSTER)
    assert getattr(made, "pdf").startswith(b"%PDF-1.7")  # noqa: B009


@pytest.mark.usefixtures("without_typst")
@pytest.mark.parametrize("printing", [printed, printed_apart])
def test_without_typst_the_trouble_tells_how_to_install_it(
    printing: Callable[..., object],
) -> None:
    with pytest.raises(CannotPrint) as trouble:
        printing(POSTER)
    assert (trouble.value.code, trouble.value.values) == ("no_typst", {"typed": INSTALL})


def test_a_box_starts_without_typst() -> None:
    told = "import sys, appliance.box, appliance.web.app; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
