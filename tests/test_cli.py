"""The command line: what goes wrong at a start is one sentence that says what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Browser, facilitator, participant, running_box

pytestmark = pytest.mark.slow


def tafelronde(*arguments: str, language: str = "C") -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "appliance.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": language},
    )


def refused(*arguments: str, language: str = "C") -> str:
    """The one sentence with which a command ends."""
    run = tafelronde(*arguments, language=language)
    assert run.returncode == 1
    assert run.stdout == ""
    (sentence,) = run.stderr.splitlines()
    return sentence


def test_a_second_process_on_the_same_data_is_refused_and_names_the_holder(tmp_path: Path):
    with running_box(tmp_path) as box:
        sentence = refused("demo", "--data", str(tmp_path), "--host", "127.0.0.1", "--port", "0")
        assert f"process {box.told['pid']}" in sentence


def test_a_taken_port_is_told_in_the_language_of_the_terminal(tmp_path: Path):
    with running_box(tmp_path / "one") as box:
        start = ["demo", "--data", str(tmp_path / "two"), "--host", "127.0.0.1"]
        start += ["--port", str(box.port)]
        assert refused(*start) == "This port is taken. Choose another one, for example: --port 8090"
        assert refused(*start, language="nl_NL.UTF-8").startswith("Deze poort is bezet.")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    folder = str(tmp_path / "file" / "folder")
    assert folder in refused("demo", "--data", folder, "--port", "0")


@pytest.mark.parametrize("setting", ["window=3", "window_ms=9999", "window_ms=soon"])
def test_a_setting_that_does_not_fit_stops_the_start_by_name(tmp_path: Path, setting: str):
    sentence = refused("demo", "--data", str(tmp_path), "--port", "0", "--set", setting)
    assert setting.partition("=")[0] in sentence


def test_a_broken_conference_file_is_refused_and_nothing_is_loaded(tmp_path: Path):
    (tmp_path / "broken.json").write_text("{}")
    data = str(tmp_path / "data")
    assert refused("import", str(tmp_path / "broken.json"), "--data", data)
    assert "No conference" in refused("results", "--data", data)


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf", b"naam\nAnn\xe9\n", b"[" * 200_000, b"PK\3\4"]
)
def test_what_is_no_file_of_ours_is_refused_with_a_sentence(tmp_path: Path, content: bytes):
    (tmp_path / "file").write_bytes(content)
    assert refused("import", str(tmp_path / "file"), "--data", str(tmp_path / "data"))


def test_a_conference_file_is_loaded_once_and_served(tmp_path: Path):
    file = Path(__file__).parents[1] / "appliance" / "demo" / "conference.json"
    data = str(tmp_path / "data")
    assert tafelronde("import", str(file), "--data", data).returncode == 0
    assert refused("import", str(file), "--data", data)
    found = json.loads(tafelronde("results", "--json", "--data", data).stdout)
    assert (found["count"], found["is_practice"], len(found["themes"])) == (0, False, 5)


def test_an_installed_box_has_its_own_folder_and_the_demo_does_not_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TAFELRONDE_DATA", str(tmp_path / "box"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    tafelronde("code")
    tafelronde("code", "--demo")
    found = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("box.json")}
    assert found == {"box/box.json", "own/tafelronde/demo/box.json"}


def test_a_conference_file_for_a_box_that_runs_is_loaded_at_its_page(tmp_path: Path):
    file = Path(__file__).parents[1] / "appliance" / "demo" / "conference.json"
    with running_box(tmp_path):
        assert "/control" in refused("import", str(file), "--data", str(tmp_path))


def test_wrong_usage_ends_with_two():
    assert tafelronde("serve", "--port", "many").returncode == 2


def test_results_are_told_while_a_box_serves_them(tmp_path: Path):
    with running_box(tmp_path) as box:
        someone = participant(box, 3)
        asked = {"activity": "knelpunten", "text": "Banken vinden het risico te hoog"}
        assert "ack" in someone.command("post_entry", "as=participant&table=3", **asked)
        found = json.loads(tafelronde("results", "--json", "--data", str(tmp_path)).stdout)
        assert found["count"] == 1


def test_the_points_of_a_harvest_and_what_groups_voted_are_told_for_a_machine(tmp_path: Path):
    with running_box(tmp_path) as box:
        control = facilitator(box)

        def ask(do: str, **what: object) -> None:
            assert "ack" in control.command(do, "as=facilitator", **what)

        harvest = {"id": "oogst", "kind": "harvest", "title": "Oogst"}
        poll = {"id": "peiling", "kind": "poll", "title": "Peiling", "form": "yes_no"}
        for item in (harvest, poll):
            ask("put_activity", item=item)
            ask("open_activity", activity=item["id"])
        ask("write_summary", activity="oogst", question="punten", points=["Fonds"], table="3")
        for table in ("3", "4"):
            for _ in range(5):
                ask("cast_ballot", activity="peiling", values={"chosen": ["yes"]}, table=table)
        ask("close_activity", activity="peiling")
        ask("reveal_results", activity="peiling")
        data = ("--data", str(tmp_path))
        told = json.loads(tafelronde("results", "--activity", "oogst", "--json", *data).stdout)
        points = {there["table"]: there["points"] for there in told["tables"]}
        assert (points["3"], points["4"]) == (["Fonds"], [])
        whole = json.loads(tafelronde("results", "--json", *data).stdout)
        assert whole["harvests"] == [told]
        assert "- Fonds" in tafelronde("results", "--activity", "oogst", *data).stdout
        found = json.loads(tafelronde("results", "--activity", "peiling", "--json", *data).stdout)
        parts = found["apart"]["tables"]["parts"]
        assert [(part["names"], part["n"]) for part in parts] == [(["3"], 5), (["4"], 5)]


def test_who_does_what_is_told_by_day_while_a_box_serves_it(tmp_path: Path):
    with running_box(tmp_path) as box:
        control = facilitator(box)
        for what, when in (("Later", ""), ("Eerst", "1-3-2027")):
            asked = {"activity": "acties", "what": what, "by_when": when}
            assert "ack" in control.command("put_action", "as=facilitator", **asked)
        of = ("results", "--activity", "acties", "--data", str(tmp_path))
        found = json.loads(tafelronde(*of, "--json").stdout)
        assert (found["activity"], found["count"]) == ("acties", 2)
        told = [(row["what"], row["due"]) for row in found["actions"]]
        assert told == [("Eerst", "2027-03-01"), ("Later", "")]
        assert "Eerst · 2027-03-01" in tafelronde(*of).stdout


def test_a_second_start_continues_where_it_was(tmp_path: Path):
    with running_box(tmp_path) as box:
        someone = participant(box, 3)
        someone.command("post_entry", "as=participant&table=3", activity="knelpunten", text="een")
        box.stop()
        box.start()
        assert b"een" in someone.get("/t/3")[1]


def test_a_new_code_works_while_the_box_runs_and_only_once(tmp_path: Path):
    with running_box(tmp_path) as box:
        code = tafelronde("code", "--data", str(tmp_path)).stdout.strip()
        assert Browser(box).form("/sign-in", code=code)[0] == 303
        assert Browser(box).form("/sign-in", code=code)[0] == 403


def test_a_new_code_ends_the_one_before(tmp_path: Path):
    with running_box(tmp_path) as box:
        tafelronde("code", "--data", str(tmp_path))
        assert Browser(box).form("/sign-in", code=box.told["code"])[0] == 403


def test_the_first_start_is_the_reference_conference_in_practice_with_its_brainstorm_open(
    tmp_path: Path,
):
    with running_box(tmp_path) as box:
        control = facilitator(box)
        view = json.loads(control.get("/api/changes?as=facilitator")[1])["view"]
        (conference,) = view["conferences"].values()
        assert conference["is_practice"]
        assert conference["current"] == "knelpunten"
        assert len(view["tables"]) == 10


def test_more_sockets_than_allowed_are_told_to_come_back(tmp_path: Path):
    with running_box(tmp_path, "connections_most=10") as box:
        someone = participant(box, 3)
        sockets = [someone.live("as=participant&table=3") for _ in range(10)]
        for socket in sockets:
            socket.recv_text()
        status, body = someone.upgrade("as=participant&table=3")
        assert (status, json.loads(body)["code"]) == (503, "busy")
        for socket in sockets:
            socket.drop()


def test_damage_on_the_disk_is_told_on_the_page_of_the_box(tmp_path: Path):
    with running_box(tmp_path) as box:
        someone = participant(box, 3)
        for n in range(3):
            asked = {"activity": "knelpunten", "text": f"text {n}"}
            assert "ack" in someone.command("post_entry", "as=participant&table=3", **asked)
        assert b'role="alert"' not in Browser(box).get("/box")[1]
        box.kill()
        (journal,) = tmp_path.rglob("journal")
        lines = journal.read_bytes().splitlines(keepends=True)
        journal.write_bytes(b"".join([*lines[:-2], lines[-2].replace(b"text", b"test"), lines[-1]]))
        box.start()
        assert b'role="alert"' in Browser(box).get("/box")[1]
        assert json.loads(Browser(box).get("/health")[1])["damage"]
