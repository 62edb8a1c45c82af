"""TinyDB that survives the plug: what the room was told is saved is on disk, and stays there.

Knows the records and changes of the conference, TinyDB, and the disk. Knows no rule, no screen and
nobody who asks.
"""

from .failures import CannotSave, Damage, Holder, Reason, StoreDamaged, StoreInUse, StoreNewer
from .journal import Verdict, verify
from .store import Store

__all__ = [
    "CannotSave",
    "Damage",
    "Holder",
    "Reason",
    "Store",
    "StoreDamaged",
    "StoreInUse",
    "StoreNewer",
    "Verdict",
    "verify",
]
