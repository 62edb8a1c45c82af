"""What can be wrong between the box and a cloud is said as what it is."""

import datetime
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest

from appliance.archive.cloud.cloud_trouble import FOR_A_PERSON, LIES, REFUSALS, CloudTrouble
from appliance.archive.cloud.wire import Patience, Request, Stopped, Wire

from .clouds import CutLine, answer, certificate, saying, serving

YEAR_S = 365 * 86_400.0

needs_openssl = pytest.mark.needs("openssl")


def code_of(wire: Wire, address: str) -> CloudTrouble:
    """What goes wrong on the way to an address."""
    with pytest.raises(CloudTrouble) as caught:
        wire.ask(Request("GET", address))
    assert "{" not in str(caught.value)
    return caught.value


@needs_openssl
def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    with serving(saying("200 OK"), certificate(tmp_path)) as port:
        found = code_of(Wire(), f"https://localhost:{port}/")
    assert (found.code, found.values) == ("unproven", {"host": f"localhost:{port}"})


@needs_openssl
@pytest.mark.parametrize("years", [-11, 11])
def test_a_clock_that_is_years_off_is_said_before_the_certificate_is_blamed(
    tmp_path: Path, years: int
) -> None:
    off = Wire(now_s=lambda: time.time() + years * YEAR_S)
    with serving(saying("200 OK"), certificate(tmp_path)) as port:
        found = code_of(off, f"https://localhost:{port}/")
    assert found.code == "clock"
    told = {name: int(value[:4]) for name, value in found.values.items()}
    assert abs(told["box_time"] - told["cloud_time"]) in (10, 11, 12)


@needs_openssl
def test_nothing_but_who_are_you_is_said_to_who_cannot_prove_it(tmp_path: Path) -> None:
    heard: list[str] = []

    def listening(environ, start):  # type: ignore[no-untyped-def]
        heard.append(f"{environ['REQUEST_METHOD']} {environ.get('HTTP_AUTHORIZATION', '')}")
        return answer(start, "200 OK")

    secret = Request("PUT", "", {"Authorization": "Basic c2VjcmV0"})
    with serving(listening, certificate(tmp_path)) as port:
        asked = Request(secret.method, f"https://localhost:{port}/x", secret.headers)
        with pytest.raises(CloudTrouble):
            Wire().ask(asked)
    assert heard == ["HEAD "]


@needs_openssl
def test_who_proves_to_be_somebody_else_is_not_believed(tmp_path: Path) -> None:
    file = certificate(tmp_path)
    context = ssl.create_default_context(cafile=str(file))
    with serving(saying("200 OK"), file) as port:
        assert Wire(context=context).ask(Request("GET", f"https://localhost:{port}/")).is_good
        assert code_of(Wire(context=context), f"https://127.0.0.1:{port}/").code == "unproven_name"


def test_a_proof_that_has_run_out_is_named(tmp_path: Path) -> None:
    file = out_of_date(tmp_path)
    context = ssl.create_default_context(cafile=str(file))
    with serving(saying("200 OK"), file) as port:
        assert code_of(Wire(context=context), f"https://localhost:{port}/").code == "unproven_date"


def out_of_date(folder: Path) -> Path:
    """A certificate for localhost that ran out last year, with its key."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, year = ec.generate_private_key(ec.SECP256R1()), datetime.timedelta(days=365)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - 2 * year)
        .not_valid_after(now - year)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    hidden = key.private_bytes(pem, plain, serialization.NoEncryption())
    file = folder / "old.pem"
    file.write_bytes(made.public_bytes(pem) + hidden)
    return file


def test_who_speaks_no_https_is_told_apart() -> None:
    with serving(saying("200 OK")) as port:
        assert code_of(Wire(), f"https://localhost:{port}/").code == "not_safe"


def test_a_line_that_is_cut_while_hands_are_shaken_is_no_proof_of_anything(
    tmp_path: Path,
) -> None:
    with (
        serving(saying("200 OK")) as port,
        CutLine(port, iter(lambda: 20, 0)) as line,
    ):
        assert code_of(Wire(), f"https://localhost:{line.port}/").code in ("broken", "not_safe")


def test_nobody_there_and_no_such_name_are_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert code_of(Wire(), f"http://127.0.0.1:{port}/").code == "unreachable"
    assert code_of(Wire(), "http://nobody.invalid/").code == "offline"


def test_who_listens_but_says_nothing_is_not_waited_for_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        wire = Wire(Patience(connect_s=2, piece_s=0.2, answer_s=0.2))
        assert code_of(wire, f"http://127.0.0.1:{port}/").code == "broken"


def test_who_waits_for_an_answer_lets_go_when_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        wire, ended = Wire(), threading.Event()

        def ask() -> None:
            with pytest.raises(Stopped):
                wire.ask(Request("GET", f"http://127.0.0.1:{silent.getsockname()[1]}/"))
            ended.set()

        thread = threading.Thread(target=ask)
        thread.start()
        line, _ = silent.accept()
        assert line.recv(100).startswith(b"GET / HTTP/1.1")
        wire.stop()
        assert ended.wait(timeout=5)
        thread.join()
        line.close()
    with pytest.raises(Stopped):
        wire.ask(Request("GET", "http://127.0.0.1:1/"))


def test_an_answer_that_ends_early_does_not_count() -> None:
    short = saying("200 OK", b"half", Content_Length="400")
    kept: list[bytes] = []
    with serving(short) as port:
        wire = Wire(Patience(connect_s=2, piece_s=2, answer_s=2))
        with pytest.raises(CloudTrouble) as caught:
            wire.fetch(
                Request("GET", f"http://127.0.0.1:{port}/"), lambda _, piece: kept.append(piece)
            )
    assert caught.value.code == "broken"


def test_the_name_that_was_asked_for_is_told_as_it_stands_in_the_address() -> None:
    heard: list[tuple[str, str]] = []

    def listening(environ, start):  # type: ignore[no-untyped-def]
        heard.append((environ["HTTP_HOST"], environ["HTTP_ACCEPT_ENCODING"]))
        return answer(start, "200 OK")

    with serving(listening) as port:
        Wire().ask(Request("GET", f"http://localhost:{port}/"))
    assert heard == [(f"localhost:{port}", "identity")]


def test_every_code_that_is_singled_out_has_its_sentence() -> None:
    assert REFUSALS.keys() >= (FOR_A_PERSON | LIES)
