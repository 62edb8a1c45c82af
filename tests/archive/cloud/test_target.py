"""What people copy from their browser becomes a place, and what is none is refused."""

import pytest

from appliance.archive.cloud.cloud_trouble import CloudTrouble
from appliance.archive.cloud.delivering import object_name
from appliance.archive.cloud.target import Kind, Secret, Target, link, s3, target_of, webdav

HOST = "https://cloud.example.org"


@pytest.mark.parametrize(
    ("address", "home"),
    [
        (f"{HOST}/s/Ab3dEf7hJk2mNpQ", HOST),
        (f"{HOST}/index.php/s/Ab3dEf7hJk2mNpQ/", HOST),
        ("cloud.example.org/nextcloud/s/Ab3dEf7hJk2mNpQ", f"{HOST}/nextcloud"),
        (f" {HOST}:8443/s/Ab3dEf7hJk2mNpQ?path=%2F ", f"{HOST}:8443"),
        (f"{HOST}/public.php/dav/files/Ab3dEf7hJk2mNpQ", HOST),
    ],
)
def test_a_public_link_is_known_in_every_form(address: str, home: str) -> None:
    assert link(address) == (Target(Kind.LINK, home), Secret(token="Ab3dEf7hJk2mNpQ"))


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        (f"{HOST}/remote.php/dav/files/anna/Archief/", f"{HOST}/remote.php/dav/files/anna/Archief"),
        (
            f"{HOST}/remote.php/dav/files/anna/Mijn archief",
            f"{HOST}/remote.php/dav/files/anna/Mijn%20archief",
        ),
        (f"{HOST}/apps/files/?dir=/Archief 1", f"{HOST}/remote.php/dav/files/anna/Archief%201"),
        (f"{HOST}/index.php/apps/files/files/12?dir=/", f"{HOST}/remote.php/dav/files/anna"),
        ("https://bücher.example/dav", "https://xn--bcher-kva.example/dav"),
        ("https://[2001:db8::1]:8443/dav", "https://[2001:db8::1]:8443/dav"),
        ("http://localhost:8080/dav", "http://localhost:8080/dav"),
    ],
)
def test_a_folder_is_known_by_its_address_for_programs_or_for_people(
    address: str, folder: str
) -> None:
    found = webdav(address, " anna ", "pass")
    assert found == (Target(Kind.WEBDAV, folder, user="anna"), Secret("pass"))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "bad_address"),
        ("https://", "bad_address"),
        ("ftp://cloud.example.org/", "bad_address"),
        ("https://anna:pass@cloud.example.org/dav", "bad_address"),
        ("https://cloud.example.org:99999/", "bad_address"),
        ("https://cloud example.org/", "bad_address"),
        ("https://cloud.example.org\\@elsewhere.test/", "bad_address"),
        ("https://[::1/", "bad_address"),
        ("http://cloud.example.org/dav", "not_https"),
        ("http://192.168.1.4/dav", "not_https"),
    ],
)
def test_what_is_no_address_or_an_open_line_is_refused(address: str, code: str) -> None:
    for made in (
        lambda: webdav(address, "anna", "pass"),
        lambda: s3(address, "bucket", "key", "secret"),
    ):
        with pytest.raises(CloudTrouble) as caught:
            made()
        assert caught.value.code == code


def test_what_is_no_public_link_is_refused() -> None:
    for address in (HOST, f"{HOST}/s/", f"{HOST}/f/123", f"{HOST}/s/../../x"):
        with pytest.raises(CloudTrouble) as caught:
            link(address)
        assert caught.value.code == "no_link"


@pytest.mark.parametrize(
    ("kind", "told", "code"),
    [
        ("webdav", {"address": HOST, "password": "p"}, "lacking_user"),
        ("webdav", {"address": HOST, "user": "u"}, "lacking_password"),
        ("s3", {"address": HOST, "user": "k", "password": "s"}, "lacking_bucket"),
        ("s3", {"address": HOST, "user": "k", "bucket": "b-1"}, "lacking_key"),
        ("s3", {"address": HOST, "user": "k", "password": "s", "bucket": "NO"}, "no_bucket"),
        ("gopher", {"address": HOST}, "bad_address"),
    ],
)
def test_what_lacks_is_named(kind: str, told: dict[str, str], code: str) -> None:
    with pytest.raises(CloudTrouble) as caught:
        target_of(kind, told)
    assert caught.value.code == code


def test_a_place_is_shown_without_what_opens_it() -> None:
    target, secret = target_of("link", {"address": f"{HOST}/s/Ab3dEf7hJk2mNpQ", "password": "pw"})
    assert (target.shown, secret.token) == ("cloud.example.org", "Ab3dEf7hJk2mNpQ")
    assert "Ab3d" not in f"{target} {secret}"
    told = {"address": HOST, "user": "key", "password": "s", "bucket": "my-b", "folder": "/a/b/"}
    assert target_of("s3", told)[0].shown == "cloud.example.org/my-b/a/b"


@pytest.mark.parametrize(
    ("event", "file", "name"),
    [
        ("ev1", "tafelronde-ev1-2015-full.zip", "tafelronde-ev1-2015-full-{}.zip"),
        ("ev1", "tafelronde-ev1-2015-full.zip.age", "tafelronde-ev1-2015-full-{}.zip.age"),
        ("ev1", "my report.v2.zip", "ev1-my-report.v2-{}.zip"),
        ("", "../é/..", "{}"),
        ("ev1", "", "ev1-{}"),
    ],
)
def test_an_object_is_named_by_event_and_content(event: str, file: str, name: str) -> None:
    made = object_name(event, file, "ab" * 32)
    assert made == name.format("ab" * 32)
    assert "/" not in made
