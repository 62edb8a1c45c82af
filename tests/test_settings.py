"""Every knob of the box: known by name, of the right type and in range, or the start stops."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.settings import FILE, Settings, SettingsTrouble, load, named

NUMBERS = [knob for knob in fields(Settings) if "least" in knob.metadata]


def test_without_a_file_and_a_word_everything_is_as_it_comes(tmp_path):
    assert load(tmp_path) == Settings()


def test_the_file_is_heard_and_the_command_line_after_it(tmp_path):
    (tmp_path / FILE).write_text("window_ms = 100\npage_threads = 4\n")
    assert load(tmp_path, ["window_ms=0"]) == Settings(window_ms=0, page_threads=4)


def test_spaces_around_a_setting_do_not_matter(tmp_path):
    assert load(tmp_path, [" window_ms = 7 "]) == Settings(window_ms=7)


@pytest.mark.parametrize("knob", fields(Settings), ids=lambda knob: knob.name)
def test_every_knob_has_a_reason_a_unit_and_a_default_that_fits(tmp_path, knob):
    assert knob.metadata["reason"].endswith(".")
    assert knob.metadata["unit"]
    if "fits" in knob.metadata:
        assert knob.metadata["fits"](knob.default)
    else:
        assert knob.metadata["least"] <= knob.default <= knob.metadata["most"]
    assert load(tmp_path, [f"{knob.name}={knob.default}"]) == Settings()


@pytest.mark.parametrize("knob", NUMBERS, ids=lambda knob: knob.name)
def test_every_knob_holds_its_range(tmp_path, knob):
    least, most = knob.metadata["least"], knob.metadata["most"]
    assert getattr(load(tmp_path, [f"{knob.name}={least}"]), knob.name) == least
    with pytest.raises(SettingsTrouble, match=str(least)):
        load(tmp_path, [f"{knob.name}={least - 1}"])
    assert getattr(load(tmp_path, [f"{knob.name}={most}"]), knob.name) == most
    with pytest.raises(SettingsTrouble, match=str(most)):
        load(tmp_path, [f"{knob.name}={most + 1}"])


@pytest.mark.parametrize(
    ("override", "code", "said"),
    [
        ("windows_ms=5", "unknown", "There is no setting windows_ms. There are: address_burst,"),
        ("=5", "unknown", "There is no setting ."),
        ("window_ms", "ill_typed", "Setting window_ms must be written like 50, not like ''."),
        ("window_ms=fast", "ill_typed", "must be written like 50, not like 'fast'."),
        ("window_ms=true", "ill_typed", "must be written like 50, not like True."),
        ("window_ms=5.5", "ill_typed", "must be written like 50, not like 5.5."),
        ("window_ms='5'", "ill_typed", "must be written like 50, not like '5'."),
        ("window_ms=[5]", "ill_typed", "must be written like 50, not like [5]."),
        ("smtp_security=ssl", "ill_typed", "must be written like 'starttls', not like 'ssl'."),
        ("smtp_from=no one", "ill_typed", "must be written like 'conference@example.org'"),
        ("smtp_host=a b", "ill_typed", "must be written like 'smtp.example.org'"),
        ("window_ms=-1", "out_of_range", "Setting window_ms must be 0 to 1000 ms."),
    ],
)
def test_what_does_not_fit_is_named_with_what_would(tmp_path, override, code, said):
    with pytest.raises(SettingsTrouble) as trouble:
        load(tmp_path, [override])
    assert trouble.value.code == code
    assert said in str(trouble.value)


@pytest.mark.parametrize(
    "told", ["", "https://survey.example.org", "https://localhost:8443", "https://[::1]:8443"]
)
def test_a_public_address_is_a_plain_https_address(tmp_path, told):
    assert load(tmp_path, [f"public_address={told}"]).public_address == told


@pytest.mark.parametrize(
    "told",
    [
        *("http://survey.example.org", "survey.example.org", "https://", "https://a.org/"),
        *("https://a.org/s", "https://a.org?x=1", "https://me@a.org", "https://a.org:x", "7"),
    ],
)
def test_what_is_no_public_address_is_named_with_one_that_is(tmp_path, told):
    with pytest.raises(SettingsTrouble, match="must be written like"):
        load(tmp_path, [f"public_address={told}"])


@pytest.mark.parametrize(
    ("told", "proxies"),
    [
        ("", ()),
        ("127.0.0.1", ("127.0.0.1",)),
        ("127.0.0.1, ::1", ("127.0.0.1", "::1")),
        ("10.0.0.0/8 192.168.1.4", ("10.0.0.0/8", "192.168.1.4")),
    ],
)
def test_trusted_proxies_are_addresses_or_networks(tmp_path, told, proxies):
    assert named(load(tmp_path, [f"trusted_proxies={told}"]).trusted_proxies) == proxies


@pytest.mark.parametrize("told", ["proxy", "10.0.0.300", "*", "127.0.0.1; ::1"])
def test_what_is_no_proxy_is_named(tmp_path, told):
    with pytest.raises(SettingsTrouble, match="trusted_proxies must be written like"):
        load(tmp_path, [f"trusted_proxies={told}"])


@pytest.mark.parametrize("content", [b"window_ms = ", b"\xff\xfe", b"[window_ms]\na = 1\n"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(SettingsTrouble, match=f"{FILE}|window_ms"):
        load(tmp_path)


def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(SettingsTrouble, match=FILE) as trouble:
        load(tmp_path)
    assert trouble.value.code == "unreadable"


@given(st.text())
def test_any_word_is_a_setting_or_a_named_trouble(word):
    try:
        found = load(Path("/nowhere"), [word])
    except SettingsTrouble as trouble:
        found = trouble
    assert isinstance(found, Settings | SettingsTrouble)
