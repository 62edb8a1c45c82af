"""From record to document and back, with owners locked on the way.

The only place that knows that an owner is locked on disk: plain in a record, under the key of its
activity or survey in a document. Everything in a record is written out, also what is as by default,
so that a default can change without changing the past.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Hashable
from typing import Final, cast

from appliance.conference.plain import plain, reader
from appliance.conference.records import KINDS, Record

from .upgrades import Document

KeyOf = Callable[[str], bytes | None]
"""From the name of a key (`key_name`) to the key."""

_BLOCK: Final = 48
_CHECK: Final = bytes(8)
"""Every locked owner ends in these, so that a key that does not fit is noticed."""

_LONGEST: Final = _BLOCK - 1 - len(_CHECK)

OWNED: Final = ("entries", "responses", "ballots")
"""The kinds whose documents may have an owner."""

_SURVEY: Final = "survey."
"""Begins the names of surveys' keys. What people name has no dots (members.slug)."""


def key_name(document: Document) -> str:
    """The key under which this document's owner is: its activity's, or its survey's."""
    return str(document["activity"]) if "activity" in document else survey_key(document["survey"])


def survey_key(survey: str) -> str:
    """The name of a survey's key."""
    return _SURVEY + survey


def encode(record: Record, key_of: KeyOf) -> Document:
    """The document of a record. `key_of` must have a key for every name that is asked."""
    document = cast(Document, plain(record))
    if document.get("owner") is not None:
        document["owner"] = _lock(document, key_of)
    return document


def decode(kind: str, document: Document, key_of: KeyOf) -> Record:
    """The record of a document; its owner is None where the key is gone."""
    if document.get("owner") is not None:
        document = {**document, "owner": _unlock(document, key_of)}
    return cast(Record, reader(cast(Hashable, KINDS[kind]))(document))


def _lock(document: Document, key_of: KeyOf) -> str:
    owner = document["owner"].encode()
    key = key_of(key_name(document))
    if len(owner) > _LONGEST or key is None:
        raise ValueError("this owner cannot be locked")
    # Always as long, whatever the owner's length: that too could tell people apart.
    block = bytes([len(owner)]) + owner.ljust(_LONGEST, b"\0") + _CHECK
    return urlsafe_b64encode(_xor(block, _pad(key, document))).decode()


def _unlock(document: Document, key_of: KeyOf) -> str | None:
    key = key_of(key_name(document))
    if key is None:
        return None
    block = _xor(urlsafe_b64decode(document["owner"]), _pad(key, document))
    if not block.endswith(_CHECK):
        return None
    return block[1 : 1 + block[0]].decode()


def _pad(key: bytes, document: Document) -> bytes:
    # With the revision in it, no pad is ever used for two owners.
    name = f"{document['id']} {document['rev']}"
    return hmac.digest(key, name.encode(), "sha512")[:_BLOCK]


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).to_bytes(_BLOCK, "big")
