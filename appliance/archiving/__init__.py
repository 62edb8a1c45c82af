"""The archive of a conference: made, checked, and gone on from.

Joins the bag and its locks, the store, the rules, and the figures that the pages show. Knows no
page and nobody who asks.
"""

from appliance.archive.locking import AgeKey, Lock, Opening, Passphrase

from .making import REDACTION, Archiving, Made, Redaction, list_made, remove
from .restoring import restore
from .verifying import Verified, verify

__all__ = [
    "REDACTION",
    "AgeKey",
    "Archiving",
    "Lock",
    "Made",
    "Opening",
    "Passphrase",
    "Redaction",
    "Verified",
    "list_made",
    "remove",
    "restore",
    "verify",
]
