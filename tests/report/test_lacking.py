"""Where what writes a document is not installed, a person is told how to install it."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from appliance.report.lacking import REFUSALS, CannotWrite
from appliance.report.writers import docx, xlsx

from .samples import report

WRITERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no_docx": ("docx", lambda: docx.write(report(), {})),
    "no_xlsx": ("xlsxwriter", lambda: xlsx.write(report())),
}


@pytest.mark.parametrize("code", list(WRITERS))
def test_a_missing_library_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    library, write = WRITERS[code]
    for name in [*sys.modules]:
        if name.partition(".")[0] == library or name.startswith("appliance.report.writers.word"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(CannotWrite) as no:
        write()
    assert no.value.code == code
    assert (
        REFUSALS[code]
        .format(**no.value.values)
        .endswith(
            {"no_docx": "-m pip install python-docx", "no_xlsx": "-m pip install XlsxWriter"}[code]
        )
    )


def test_writers_that_are_not_used_load_no_heavy_library() -> None:
    asked = (
        "import sys; from appliance.report.writers import csv, docx, xlsx; "
        "print({'docx', 'lxml', 'xlsxwriter'} & {name.split('.')[0] for name in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "set()"
