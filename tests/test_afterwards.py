"""After the event, from the page to the disk of another computer: closed, covered, reported, kept,
checked, gone on from, and wiped; a real box, real forms, the real command line.
"""

import json
import re
import subprocess
import sys
import time
import zipfile
from html import unescape
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from .running import Browser, RunningBox, facilitator, participant, running_box

pytest.importorskip("typst", reason="needs typst: pip install tafelronde[documents]")

WROTE = "Bel Marieke Jansen: 06-12345678 of m.jansen@example.org"
SECRETS = ("Marieke", "12345678", "m.jansen")
PATIENCE_S = 90.0

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.needs("pdftotext")]


def page(browser: Browser, path: str, until: str = "") -> str:
    """A page as text, looked at until it says this."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        status, body = browser.get(path)
        assert status == 200, path
        if re.search(until, body.decode()):
            return body.decode()
        said = re.findall(r'role="(?:alert|status)"[^>]*>(.*?)</p>', body.decode(), re.DOTALL)
        assert time.monotonic() < ends, f"{path} never says {until}, but {said}"
        time.sleep(0.2)


def press(browser: Browser, path: str, **form: str | list[str]) -> None:
    """Press a button."""
    status, body = browser.form(path, **{"id": token_hex(8), **form})
    assert status == 303, (path, form, body[-300:])


def written(box: RunningBox, control: Browser) -> None:
    """No practice any more; three people write, with a name in it."""
    assert "ack" in control.command("stop_practice", "as=facilitator")
    assert "ack" in control.command("open_activity", "as=facilitator", activity="knelpunten")
    for table in (1, 2, 3):
        guest = participant(box, table)
        guest.form(f"/t/{table}/join", id=token_hex(8))
        told = guest.command("post_entry", activity="knelpunten", text=f"{WROTE} ({table})")
        assert "ack" in told


def made(control: Browser, variant: str) -> list[str]:
    """A report in every format; the names of its files."""
    formats = ["html", "csv", "xlsx", "docx", "pdf"]
    press(control, "/results/report/make", variant=variant, language="nl", formats=formats)
    name = rf"files/(report-{variant}-[^\"?]+)"
    page(control, "/results/report", rf"(?s)5 documenten zijn gemaakt.*{name}")
    return sorted(set(re.findall(name, page(control, "/results/report"))))


def covered(control: Browser) -> None:
    """Search all texts, and cover everything that is found."""
    press(control, "/results/redaction", show="waiting", page="1", act="search")
    told = page(control, "/results/redaction", r"Te beslissen \([1-9]")
    while form := _form(told):
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        chosen = {name: unescape(value) for name, value in hidden.items()}
        act = "cover_all" if 'value="cover_all"' in form else "cover"
        press(control, "/results/redaction", **{**chosen, "act": act})
        told = page(control, "/results/redaction")
    assert "Te beslissen (0)" in re.sub(r"<[^>]+>", "", told)


def _form(told: str) -> str:
    """The first form on a page with which something can be covered."""
    forms = re.findall(r"<form[^>]*>.*?</form>", told, re.DOTALL)
    return next((form for form in forms if re.search('value="cover(_all)?"', form)), "")


def archived(control: Browser, kind: str, **lock: str) -> bytes:
    """An archive as a browser gets it."""
    page(control, "/results/archive", 'name="kind"')  # until the one before is done
    press(control, "/results/archive", kind=kind, **(lock or {"lock": "none"}))
    name = rf"archive/(tafelronde-[^\"]*{kind}[^\"]*\.zip)\" download"
    told = page(control, "/results/archive", name)
    [found] = re.findall(name, told)
    status, content = control.get(f"/results/archive/{found}")
    assert status == 200
    return content


def cli(*arguments: str) -> Any:
    """What the command line says, as JSON."""
    command = [sys.executable, "-m", "appliance.cli", *arguments, "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def words_in(file: zipfile.Path, scratch: Path) -> str:
    """Everything that can be read in a file of an archive, also inside of documents."""
    content = file.read_bytes()
    inside = scratch / file.name
    inside.write_bytes(content)
    if file.suffix == ".pdf":
        command = ["pdftotext", str(inside), "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if file.suffix in (".docx", ".xlsx", ".zip"):
        with zipfile.ZipFile(inside) as packed:
            return "".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())
    return content.decode("utf-8", "replace")


def test_from_closing_to_another_computer_and_an_empty_box(tmp_path: Path) -> None:
    data, scratch = tmp_path / "data", tmp_path / "scratch"
    scratch.mkdir()
    with running_box(data) as box:
        control = facilitator(box)
        written(box, control)
        assert "ack" in control.command("close_event", "as=facilitator")
        refused = participant(box, 4).command("post_entry", activity="knelpunten", text="x")
        assert "refused" in refused
        assert len(made(control, "full")) == 5
        covered(control)
        assert len(made(control, "public")) == 5
        shared = archived(control, "shareable")
        locked = archived(
            control,
            "full",
            lock="passphrase",
            passphrase="vier losse woorden hier",
            again="vier losse woorden hier",
        )
        head = re.sub(
            r"[^0-9a-f]",
            "",
            re.findall(
                r'id="number".*?<[^>]*>([0-9a-f ]{30,})<',
                page(control, "/results/close"),
                re.DOTALL,
            )[0],
        )
    (tmp_path / "shared.zip").write_bytes(shared)
    (tmp_path / "full.zip").write_bytes(locked)
    (tmp_path / "words").write_text("vier losse woorden hier\n")
    told = cli("verify", str(tmp_path / "shared.zip"))
    assert told["is_intact"]
    opening = ("--passphrase-file", str(tmp_path / "words"))
    whole = cli("verify", str(tmp_path / "full.zip"), *opening, "--head", head)
    assert whole["contributions"] == 3
    with zipfile.ZipFile(tmp_path / "shared.zip") as packed:
        files = [zipfile.Path(packed, name) for name in packed.namelist()]
        texts = {file.name: words_in(file, scratch) for file in files}
    assert sum(name.startswith("report-public") for name in texts) == 5
    assert not [name for name in texts if name.startswith("report-full")]
    for name, text in texts.items():
        assert not [secret for secret in SECRETS if secret in text], name
    elsewhere = tmp_path / "elsewhere"
    cli("restore", str(tmp_path / "full.zip"), *opening, "--data", str(elsewhere))
    [here], [there] = data.glob("conferences/*/journal"), elsewhere.glob("conferences/*/journal")
    assert there.read_bytes() == here.read_bytes()[: len(there.read_bytes())]
    title = "Werkconferentie Sociaal ondernemerschap"
    certificate = cli("erase", "--data", str(data), "--title", title)
    assert Path(next(iter(certificate.values()))).is_file()
    left = [file for file in data.rglob("*") if file.is_file()]
    assert not [file for file in left if b"Marieke" in file.read_bytes()]
