"""What a passphrase locks, with the real scrypt: it takes seconds, as it is meant to."""

import builtins
import subprocess
import sys
from typing import Any

import pytest

from appliance.spare import lock as module
from appliance.spare.lock import locked, new_lock, opened
from appliance.spare.trouble import SpareTrouble


def test_what_is_locked_is_opened_by_the_passphrase_and_by_nothing_else() -> None:
    made = new_lock("één kaars")
    assert made.opener.startswith(b"age-encryption.org/v1\n-> scrypt ")
    first, second = locked(made, b"keys"), locked(made, b"other keys")
    # As another keyboard types it.
    assert opened(made.opener, " e\u0301e\u0301n kaars ", second) == b"other keys"
    with pytest.raises(SpareTrouble, match="wrong_passphrase"):
        opened(made.opener, "een kaars", first)


def test_where_nothing_can_lock_it_is_said_how_to_install_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pyrage":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SpareTrouble, match="no_lock"):
        locked(module.Lock("age1x", b""), b"keys")
    assert module._main() == module.NO_PYRAGE_STATUS
    none = [sys.executable, "-c", f"import sys; sys.exit({module.NO_PYRAGE_STATUS})"]
    real_run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda _, **how: real_run(none, **how))
    with pytest.raises(SpareTrouble, match="no_lock") as trouble:
        new_lock("kaars appel")
    assert "pip install pyrage" in trouble.value.values["typed"]
