"""The recipe for a small server is true: its unit is sound, and behind its proxies all holds.

The texts are taken out of README; only names, ports and certificates are others.
"""

import http.client
import json
import os
import re
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.web.surveyed import reference

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CODE = "kwat-er123"
FORGED = "198.51.100.7"
PATIENCE_S = 60.0

ANNA, GUESSER, OTHER = "127.0.0.2", "127.0.0.3", "127.0.0.4"
"""Three who ask, none of them at the proxy's own address."""


def block(kind: str) -> str:
    """What stands in README as text of this kind."""
    found = re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, kind
    return str(found[0])


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@contextmanager
def process(command: list[str], **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended whatever happens."""
    started = subprocess.Popen(command, stdin=subprocess.DEVNULL, **how)
    try:
        yield started
    finally:
        if started.poll() is None:
            started.send_signal(signal.SIGTERM)
        started.wait(PATIENCE_S)
        if started.stdout:
            started.stdout.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str


class Server:
    """The survey on a server: the box as README starts it, and a proxy of which README tells."""

    def __init__(self, folder: Path, front: int, back: int, context: ssl.SSLContext) -> None:
        self.folder, self.front, self.back, self._context = folder, front, back, context
        self.data = folder / "data"
        self.log = folder / "log"

    def ask(
        self, path: str, form: dict[str, str] | None = None, at: str = ANNA, **headers: str
    ) -> "Answer":
        """Ask over https from an address of this machine."""
        line = http.client.HTTPSConnection(
            "localhost",
            self.front,
            context=self._context,
            timeout=PATIENCE_S,
            source_address=(at, 0),
        )
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        body = urlencode(form) if form is not None else None
        if body is not None:
            told |= {"Content-Type": "application/x-www-form-urlencoded"}
            told.setdefault("Origin", f"https://localhost:{self.front}")
        line.request("POST" if body is not None else "GET", path, body, told)
        answer = line.getresponse()
        got = Answer(answer.status, answer.headers, answer.read().decode())
        line.close()
        return got

    def past_the_proxy(self, path: str, **headers: str) -> int:
        """Ask the box itself; the status."""
        line = http.client.HTTPConnection("127.0.0.1", self.back, timeout=PATIENCE_S)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request("GET", path, None, {"Host": f"localhost:{self.front}", **told})
        status = line.getresponse().status
        line.close()
        return status


def nginx(server: Server, certificate: Path, key: Path) -> list[str]:
    """How nginx is started with the text of README."""
    text = block("nginx")
    for of, by in (
        ("listen 443 ssl", f"listen 127.0.0.1:{server.front} ssl"),
        ("survey.example.org;\n    ssl", "localhost;\n    ssl"),
        ("/etc/ssl/survey.example.org.pem", str(certificate)),
        ("/etc/ssl/survey.example.org.key", str(key)),
        ("127.0.0.1:8080", f"127.0.0.1:{server.back}"),
        ("/var/log/nginx/survey.log", str(server.log)),
    ):
        assert of in text, of
        text = text.replace(of, by)
    temporary = "\n".join(
        f"{what}_temp_path {server.folder / what};"
        for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = server.folder / "nginx.conf"
    who = "user root;" if os.geteuid() == 0 else ""
    file.write_text(
        f"{who}\ndaemon off;\npid {server.folder}/pid;\nerror_log {server.log} crit;\n"
        f"events {{}}\nhttp {{\n{temporary}\n{text}}}\n"
    )
    return ["nginx", "-p", str(server.folder), "-c", str(file), "-e", str(server.log)]


def caddy(server: Server, certificate: Path, key: Path) -> list[str]:
    """How Caddy is started with the text of README."""
    text = block("caddyfile")
    for of, by in (
        ("{\n\tlog", "{\n\tadmin off\n\tauto_https off\n\tlog"),
        ("survey.example.org {", f"https://localhost:{server.front} {{"),
        ("\treverse_proxy", f"\tbind 127.0.0.1\n\ttls {certificate} {key}\n\treverse_proxy"),
        ("127.0.0.1:8080", f"127.0.0.1:{server.back}"),
    ):
        assert of in text, of
        text = text.replace(of, by)
    file = server.folder / "Caddyfile"
    file.write_text(text)
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


PROXIES = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(params=PROXIES)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """The survey on a server, open for answers."""
    for program in (request.param, "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"needs {program}: apt-get install {program}")
    certificate, key = _certificate(tmp_path)
    context = ssl.create_default_context(cafile=str(certificate))
    with ExitStack() as closing:
        made = Server(tmp_path, free_port(), free_port(), context)
        _load(made)
        _settings(made)
        closing.enter_context(_box(made))
        command = PROXIES[request.param](made, certificate, key)
        environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
        out = closing.enter_context((tmp_path / "out").open("wb"))
        proxy = closing.enter_context(process(command, stdout=out, stderr=out, env=environment))
        _wait_for(made.front, proxy, tmp_path / "out")
        yield made


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


def _load(server: Server) -> None:
    soon = int(time.time()) // 60 - 1
    survey = server.folder / "survey.json"
    survey.write_text(json.dumps({**reference(), "opens_minute": soon}))
    people = server.folder / "people.csv"
    people.write_text(f"code,label\n{CODE},Anna\n")
    for file in (survey, people):
        command = [sys.executable, "-m", "appliance.cli", "import", file, "--data", server.data]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def _settings(server: Server) -> None:
    text = block("toml").replace("survey.example.org", f"localhost:{server.front}")
    (server.data / "settings.toml").write_text(text)


@contextmanager
def _box(server: Server) -> Iterator[dict[str, Any]]:
    """The box as the unit of README starts it, on another port."""
    started = re.search(r"^ExecStart=\S+/tafelronde (.*)$", block("ini"), re.MULTILINE)
    assert started
    arguments = started[1].replace("8080", str(server.back)).split()
    command = [sys.executable, "-m", "appliance.cli", *arguments, "--json"]
    environment = {**os.environ, "TAFELRONDE_DATA": str(server.data)}
    errors = (server.folder / "errors").open("wb")
    how = {"cwd": ROOT, "env": environment, "stdout": subprocess.PIPE, "stderr": errors}
    with errors, process(command, **how) as box:
        assert box.stdout
        told = json.loads(box.stdout.readline())
        assert told["url"] == f"https://localhost:{server.front}"
        yield told


def _wait_for(port: int, proxy: subprocess.Popen[bytes], out: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if proxy.poll() is not None:
            raise AssertionError(out.read_text())
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            select.select((), (), (), 0.05)
    raise AssertionError(out.read_text())


def test_behind_a_real_proxy_one_answers_over_tls_and_nobody_is_mistaken(server: Server) -> None:
    until = time.monotonic() + PATIENCE_S
    while "De enquête is nog niet open" in server.ask("/s").text:
        assert time.monotonic() < until
    first = server.ask(f"/s/{CODE}")
    assert first.status == 200
    cookies = first.headers.get_all("Set-Cookie") or []
    assert cookies
    assert all("; Secure" in cookie for cookie in cookies)
    assert first.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert first.headers["X-Robots-Tag"] == "noindex, nofollow"

    form = {"asks": "rol", "a|rol": "financier", "go": "next"}
    shown = {"Cookie": "; ".join(cookie.partition(";")[0] for cookie in cookies)}
    saved = server.ask(f"/s/{CODE}/1", form, **shown)
    assert (saved.status, saved.headers["Location"]) == (303, f"/s/{CODE}/2")
    assert server.ask(f"/s/{CODE}/1", form, Origin="https://evil.example").status == 403
    assert server.ask("/control").status == 404

    # The guesses of one address count together, whatever it claims, and against no other.
    guesses = [
        server.ask("/s/guess-1", at=GUESSER, X_Forwarded_For=f"198.51.100.{n}").status
        for n in range(4)
    ]
    assert guesses == [403, 429, 429, 429]
    assert server.ask("/s/guess-1", at=OTHER).status == 403
    # Who was let in goes on; forged names and schemes change nothing.
    forged = {"X_Forwarded_Proto": "gopher", "Forwarded": f"for={FORGED};host=evil.example"}
    assert server.ask(f"/s/{CODE}/1", **forged, **shown).status == 200
    assert server.past_the_proxy("/s") == 200
    assert "conference" not in server.ask("/health").text


def test_no_code_stands_in_a_log_also_when_the_box_is_gone(server: Server) -> None:
    server.ask(f"/s/{CODE}")
    server.ask("/s/verkeerd-1")
    _kill_box(server)
    assert server.ask(f"/s/{CODE}").status == 502
    written = {path: path.read_bytes() for path in server.folder.iterdir() if path.is_file()}
    logs = {path.name: text for path, text in written.items() if path.name in _LOGS}
    assert logs
    for name, text in logs.items():
        assert CODE.encode() not in text, name
        assert b"verkeerd-1" not in text, name


_LOGS = ("out", "errors", "log")


def _kill_box(server: Server) -> None:
    """End the box by its number; whoever started it waits for it later."""
    line = http.client.HTTPConnection("127.0.0.1", server.back, timeout=PATIENCE_S)
    line.request("GET", "/health")
    os.kill(json.loads(line.getresponse().read())["pid"], signal.SIGKILL)
    line.close()
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", server.back), 1).close()
        except OSError:
            return
    raise AssertionError("the box is still there")


def test_the_unit_of_the_recipe_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze: apt-get install systemd")
    unit = tmp_path / "tafelronde-survey.service"
    text = block("ini")
    program = "/opt/tafelronde/venv/bin/tafelronde"
    assert program in text
    unit.write_text(text.replace(program, "/bin/true"))
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--generators=no", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    own = [line for line in told.stderr.splitlines() if unit.name in line]
    assert (told.returncode, own) == (0, [])
    unit.write_text(text.replace(program, "/bin/true").replace("ProtectHome=yes", "ProtectHom=yes"))
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--generators=no", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ProtectHom" in told.stderr
