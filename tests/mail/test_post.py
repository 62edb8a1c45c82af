"""Letters go out once each, past what a provider and a power cut may do to them."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.mail.ledger import FILE, Ledger
from appliance.mail.letter import Letter, NoAddress, Outcome, Past, message
from appliance.mail.post import Post
from appliance.mail.provider import Provider
from appliance.rewriting import rewrite

from .provider import Inbox, serving

KIND = "invitation"
NOW = 29_000_000
ALL: Callable[[str], bool] = lambda _: True  # noqa: E731 (a word, not a function)


@pytest.fixture
def inbox() -> Inbox:
    """What arrives."""
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    """A provider's."""
    with serving(inbox) as number:
        yield number


def letters(*names: str) -> list[Letter]:
    """A letter to each."""
    return [
        Letter(name, name.title(), f"{name}@example.org", "Enquête", f"Beste {name}\n")
        for name in names
    ]


def post_at(folder: Path, port: int, **other: str) -> Post:
    """Mail through this provider, in a folder of a conference."""
    told = {"sender": "wij@example.org", "security": "none", **other}
    return Post(folder, Provider(host="localhost", port=port, **told), 60_000, rewrite)


def sent(
    post: Post,
    *names: str,
    kind: str = KIND,
    wanted: Callable[[str], bool] = ALL,
    minute: int = NOW,
) -> None:
    """Send, and wait until nothing more is sent."""
    post.send(kind, letters(*names), wanted, minute)
    thread = post._thread
    assert thread is not None
    thread.join(timeout=30)
    assert not post.state().is_running


def test_each_gets_one_letter_over_one_line(tmp_path: Path, inbox: Inbox, port: int) -> None:
    post = post_at(tmp_path, port)
    sent(post, "anna", "bram", "carla")
    assert inbox.addresses == ["anna@example.org", "bram@example.org", "carla@example.org"]
    assert inbox.connections == 1
    first = inbox.letters[0][1]
    assert first["From"] == "wij@example.org"
    assert first["To"] == "Anna <anna@example.org>"
    assert first["Subject"] == "Enquête"
    assert first.get_content().splitlines() == ["Beste anna"]
    state = post.state()
    assert (state.total, state.sent, state.refused, state.trouble) == (3, 3, (), "")


def test_who_had_it_does_not_get_it_again_also_not_after_a_new_start(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    sent(post_at(tmp_path, port), "anna")
    sent(post_at(tmp_path, port), "anna", "bram")
    sent(post_at(tmp_path, port), "anna", kind="reminder-1")
    assert inbox.addresses == ["anna@example.org", "bram@example.org", "anna@example.org"]


def test_a_letter_that_was_being_handed_over_at_a_power_cut_is_not_sent_twice(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    Ledger(tmp_path).begin(KIND, "anna")
    with (tmp_path / FILE).open("a") as file:
        file.write("invitation bram se")  # cut off
    post = post_at(tmp_path, port)
    assert post.outcomes(KIND) == {"anna": Outcome.UNSURE}
    sent(post, "anna", "bram")
    assert inbox.addresses == ["bram@example.org"]
    again = post_at(tmp_path, port)
    assert again.outcomes(KIND) == {"anna": Outcome.UNSURE, "bram": Outcome.SENT}


def test_each_time_is_known_with_what_became_of_it_also_after_a_new_start(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    Ledger(tmp_path).begin(KIND, "eva")  # as the first ledgers were: without a time
    sent(post_at(tmp_path, port), "anna", "bram")
    inbox.refuses = {"carla@example.org": "550 no such mailbox", "dirk@example.org": "450 busy"}
    sent(post_at(tmp_path, port), "anna", "carla", "dirk", minute=NOW + 60)
    sent(post_at(tmp_path, port), "anna", kind="reminder-1", minute=NOW + 90)
    sent(post_at(tmp_path, port), "anna", kind="reminder-1", minute=NOW + 99)
    assert post_at(tmp_path, port).rounds() == (
        Past("reminder-1", NOW + 90, sent=1, refused=0, unsure=0, later=0),
        Past(KIND, NOW + 60, sent=0, refused=1, unsure=0, later=1),
        Past(KIND, NOW, sent=2, refused=0, unsure=0, later=0),
        Past(KIND, None, sent=0, refused=0, unsure=1, later=0),
    )


def test_who_answers_meanwhile_is_passed_over(tmp_path: Path, inbox: Inbox, port: int) -> None:
    post = post_at(tmp_path, port)
    sent(post, "anna", "bram", wanted=lambda invitee: invitee != "anna")
    assert inbox.addresses == ["bram@example.org"]
    assert (post.state().passed_over, post.state().sent) == (1, 1)
    assert post.outcomes(KIND) == {"bram": Outcome.SENT}


def test_a_refused_address_is_listed_and_the_others_get_theirs(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.refuses = {
        "anna@example.org": "550 no such mailbox",
        "bram@example.org": "450 busy, later",
    }
    post = post_at(tmp_path, port)
    sent(post, "anna", "bram", "carla")
    assert inbox.addresses == ["carla@example.org"]
    told = [(one.address, one.answer, one.may_pass) for one in post.state().refused]
    assert told == [
        ("anna@example.org", "550 no such mailbox", False),
        ("bram@example.org", "450 busy, later", True),
    ]
    inbox.refuses = {}
    sent(post, "anna", "bram", "carla")
    assert inbox.addresses == ["carla@example.org", "bram@example.org"]


def test_a_line_that_breaks_at_a_letter_leaves_it_unsure_and_goes_on(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.hangs_up = ["data anna@example.org"]
    post = post_at(tmp_path, port)
    sent(post, "anna", "bram")
    assert inbox.addresses == ["bram@example.org"]
    assert (inbox.connections, post.state().unsure) == (2, 1)
    assert post.outcomes(KIND)["anna"] is Outcome.UNSURE


def test_a_provider_that_always_hangs_up_is_left_alone(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    names = ("anna", "bram", "carla", "dirk")
    inbox.hangs_up = [f"rcpt {name}@example.org" for name in names]
    post = post_at(tmp_path, port)
    sent(post, *names)
    assert (post.state().trouble, inbox.connections) == ("stopped", 3)
    assert "dirk" not in post.outcomes(KIND)


def test_it_stops_between_two_letters_and_goes_on_later(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.gate.clear()
    post = post_at(tmp_path, port)
    post.send(KIND, letters("anna", "bram"), ALL, NOW)
    post.send(KIND, letters("anna", "bram"), ALL, NOW)  # it sends already
    post._stopping.set()
    inbox.gate.set()
    post.stop()
    assert inbox.addresses == ["anna@example.org"]
    sent(post, "anna", "bram")
    assert inbox.addresses == ["anna@example.org", "bram@example.org"]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"sender_answer": "550 not yours"}, "sender"), ({"sender_answer": "421 enough"}, "stopped")],
)
def test_a_provider_that_sends_nothing_for_us_is_told(
    tmp_path: Path, inbox: Inbox, port: int, change: dict[str, str], code: str
) -> None:
    inbox.sender_answer = change["sender_answer"]
    post = post_at(tmp_path, port)
    sent(post, "anna", "bram")
    assert (post.state().trouble, inbox.letters) == (code, [])
    assert post.outcomes(KIND) == {}


def test_nobody_there_is_told(tmp_path: Path, inbox: Inbox) -> None:
    with serving(inbox) as port:
        pass
    post = post_at(tmp_path, port)
    sent(post, "anna")
    assert (post.state().trouble, post.state().values) == ("unreachable", {"host": "localhost"})
    assert post.outcomes(KIND) == {}


def test_name_and_password_are_given_and_a_wrong_one_is_told(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.password = "geheim"
    post = post_at(tmp_path, port, user="wij", password="fout")
    sent(post, "anna")
    assert (post.state().trouble, inbox.letters) == ("login", [])
    assert "geheim" not in repr(Provider(password="geheim"))
    sent(post_at(tmp_path, port, user="wij", password="geheim"), "anna")
    assert (inbox.logins, inbox.addresses) == (["wij", "wij"], ["anna@example.org"])


def test_without_a_safe_line_no_password_and_no_letter_goes_out(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.password = "geheim"
    post = post_at(tmp_path, port, user="wij", password="geheim", security="starttls")
    sent(post, "anna")
    assert (post.state().trouble, inbox.logins, inbox.letters) == ("open_line", [], [])


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost that nobody vouches for, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    file = tmp_path / "certificate.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    made = subprocess.run(
        ["openssl", "req", "-x509", *key, *name, "-keyout", "-"], capture_output=True, check=True
    )
    file.write_bytes(made.stdout)
    return file


def test_a_provider_that_proves_who_it_is_gets_the_letters_over_a_safe_line(
    tmp_path: Path, inbox: Inbox, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.password = "geheim"
    told = {"user": "wij", "password": "geheim", "security": "starttls"}
    with serving(inbox, certificate) as port:
        post = post_at(tmp_path, port, **told)
        sent(post, "anna")
        assert (post.state().trouble, inbox.logins, inbox.letters) == ("unproven", [], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        sent(post_at(tmp_path, port, **told), "anna")
    assert (inbox.logins, inbox.addresses) == (["wij"], ["anna@example.org"])


@pytest.mark.parametrize(
    "break_",
    ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\0"],
)
def test_no_text_of_anybody_adds_a_header_or_an_address(break_: str) -> None:
    evil = f"x{break_}Bcc: evil@example.org{break_}{break_}body"
    letter = Letter("anna", evil, "anna@example.org", evil, "Hallo\n")
    made = message(letter, "wij@example.org")
    names = [name.lower() for name in made]
    assert "bcc" not in names
    assert len(names) == len(set(names))
    head = made.as_bytes().split(b"\n\n")[0]
    assert b"\nBcc" not in head
    assert made.get_content() == "Hallo\n"
    with pytest.raises(NoAddress):
        message(Letter("a", "", f"anna@example.org{break_}b", "s", "b"), "wij@example.org")


@pytest.mark.parametrize(
    "address", ["", "anna", "a@b, c@d.org", "Anna <anna@example.org>", "a@b@c", "a b@example.org"]
)
def test_what_is_no_address_is_refused_and_not_handed_over(
    tmp_path: Path, inbox: Inbox, port: int, address: str
) -> None:
    post = post_at(tmp_path, port)
    post.send(KIND, [Letter("x", "", address, "s", "b"), *letters("anna")], ALL, NOW)
    assert post._thread is not None
    post._thread.join(timeout=30)
    assert inbox.addresses == ["anna@example.org"]
    assert [one.address for one in post.state().refused] == [address]


def test_texts_are_kept_for_their_owners_eyes(tmp_path: Path) -> None:
    post = post_at(tmp_path, 1)
    assert post.texts() == {}
    post.keep_texts({"invitation": {"nl": {"subject": "Hé", "body": "{link}"}}})
    assert post_at(tmp_path, 1).texts()["invitation"]["nl"]["subject"] == "Hé"
    (tmp_path / "mail.json").write_text("{ half")
    assert post.texts() == {}
