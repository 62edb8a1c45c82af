"""What a passphrase locks: an age identity, to which the keys of a conference are locked then.

So the passphrase is needed once, and kept nowhere: what is locked anew later needs only the public
half of the identity. Both are age files (age-encryption.org/v1), which the program `age` opens too.
"""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from .trouble import SpareTrouble

INSTALL: Final = f"{sys.executable} -m pip install pyrage"

PATIENCE_S: Final = 120.0

NO_PYRAGE_STATUS: Final = 3
NOT_OPENED_STATUS: Final = 4


@dataclass(frozen=True, slots=True)
class Lock:
    """`recipient` is the public half; `opener` the identity, locked with the passphrase."""

    recipient: str
    opener: bytes


def new_lock(passphrase: str) -> Lock:
    """A lock for this passphrase. Raises SpareTrouble `no_lock`.

    A process of its own makes it: scrypt takes half a GB and seconds, as it is meant to.
    """
    told = _apart({"do": "make", "passphrase": _plain(passphrase)})
    return Lock(told["recipient"], b64decode(told["opener"]))


def locked(lock: Lock, content: bytes) -> bytes:
    """The content, which only the identity opens. Raises SpareTrouble `no_lock`."""
    try:
        import pyrage
    except ImportError:
        raise SpareTrouble("no_lock", typed=INSTALL) from None
    recipient = pyrage.x25519.Recipient.from_str(lock.recipient)
    return bytes(pyrage.encrypt(content, [recipient]))


def opened(opener: bytes, passphrase: str, content: bytes) -> bytes:
    """What was locked. Raises SpareTrouble `wrong_passphrase` or `no_lock`."""
    asked = {"opener": b64encode(opener).decode(), "content": b64encode(content).decode()}
    told = _apart({"do": "open", "passphrase": _plain(passphrase), **asked})
    return b64decode(told["content"])


def _plain(passphrase: str) -> str:
    """One passphrase has one form, whichever keyboard it was typed on."""
    return normalize("NFC", passphrase.strip())


def _apart(asked: dict[str, str]) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "appliance.spare.lock"],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode == NOT_OPENED_STATUS:
        raise SpareTrouble("wrong_passphrase")
    if done.returncode:
        raise SpareTrouble("no_lock", typed=INSTALL)
    return dict(json.loads(done.stdout))


def _main() -> int:
    try:
        import pyrage
    except ImportError:
        return NO_PYRAGE_STATUS
    asked = json.load(sys.stdin)
    if asked["do"] == "make":
        identity = pyrage.x25519.Identity.generate()
        opener = pyrage.passphrase.encrypt(str(identity).encode(), asked["passphrase"])
        told = {"recipient": str(identity.to_public()), "opener": b64encode(opener).decode()}
    else:
        try:
            text = pyrage.passphrase.decrypt(b64decode(asked["opener"]), asked["passphrase"])
            identity = pyrage.x25519.Identity.from_str(text.decode())
            content = pyrage.decrypt(b64decode(asked["content"]), [identity])
        except (pyrage.DecryptError, pyrage.IdentityError, ValueError):
            return NOT_OPENED_STATUS
        told = {"content": b64encode(content).decode()}
    json.dump(told, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
