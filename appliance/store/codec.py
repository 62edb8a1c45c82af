"""From record to document and back, by the type hints of the records themselves.

The only place that knows that an owner is locked on disk: plain in a record, under the activity's
key in a document. A document may hold members that no record has (they are passed over) and lack
members that have a default; everything else in a record is written out, so that a default can
change without changing the past.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, cast, get_args, get_origin, get_type_hints

from appliance.conference.records import KINDS, Record

from .upgrades import Document

KeyOf = Callable[[str], bytes | None]
"""From an activity's id to its key."""

Decoder = Callable[[Any], Any]

_BLOCK: Final = 48
_CHECK: Final = bytes(8)
"""Every locked owner ends in these, so that a key that does not fit is noticed."""

_LONGEST: Final = _BLOCK - 1 - len(_CHECK)

_AS_THEY_ARE: Final = frozenset({str, int, bool, float, NoneType})


def encode(record: Record, key_of: KeyOf) -> Document:
    """The document of a record. `key_of` must have a key for every activity that is asked."""
    document = cast(Document, _plain(record))
    if document.get("owner") is not None:
        document["owner"] = _lock(document, key_of)
    return document


def decode(kind: str, document: Document, key_of: KeyOf) -> Record:
    """The record of a document; its owner is None where the key is gone."""
    if document.get("owner") is not None:
        document = {**document, "owner": _unlock(document, key_of)}
    return cast(Record, _decoder(cast(Hashable, KINDS[kind]))(document))


def _plain(value: Any) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(member) for member in value]
    if is_dataclass(value):
        return {
            name: _plain(getattr(value, name)) for name in _members(cast(Hashable, type(value)))
        }
    return value


@cache
def _members(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _lock(document: Document, key_of: KeyOf) -> str:
    owner = document["owner"].encode()
    key = key_of(document["activity"])
    if len(owner) > _LONGEST or key is None:
        raise ValueError("this owner cannot be locked")
    # Always as long, whatever the owner's length: that too could tell people apart.
    block = bytes([len(owner)]) + owner.ljust(_LONGEST, b"\0") + _CHECK
    return urlsafe_b64encode(_xor(block, _pad(key, document))).decode()


def _unlock(document: Document, key_of: KeyOf) -> str | None:
    key = key_of(document["activity"])
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


@cache
def _decoder(hint: Any) -> Decoder:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return _union_decoder(arguments)
    if origin is tuple:
        member = _decoder(arguments[0])
        return lambda value: tuple(member(item) for item in value)
    if origin is Mapping:
        of_each = _decoder(arguments[1])
        return lambda value: {name: of_each(item) for name, item in value.items()}
    if is_dataclass(hint):
        return _dataclass_decoder(cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _plain if hint is Any else _same


def _same(value: Any) -> Any:
    return value


def _union_decoder(arguments: tuple[Any, ...]) -> Decoder:
    arms = [arm for arm in arguments if arm is not NoneType]
    of_object = next((_decoder(arm) for arm in arms if _is_object(arm)), _same)
    of_other = next((_decoder(arm) for arm in arms if not _is_object(arm)), _same)

    def decoded(value: Any) -> Any:
        if value is None:
            return None
        return of_object(value) if isinstance(value, dict) else of_other(value)

    return decoded


def _is_object(hint: Any) -> bool:
    return get_origin(hint) is Mapping or is_dataclass(hint)


def _dataclass_decoder(record: type) -> Decoder:
    hints = get_type_hints(record)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(record)}
    plain = frozenset(name for name, decoder in decoders.items() if decoder is _same)
    needed = frozenset(f.name for f in fields(record) if _has_no_default(f))

    def decoded(document: Document) -> Any:
        if not needed <= document.keys():
            raise ValueError(f"{record.__name__} lacks {sorted(needed - document.keys())}")
        return record(
            **{
                name: value if name in plain else decoders[name](value)
                for name, value in document.items()
                if name in decoders
            }
        )

    return decoded


def _has_no_default(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
