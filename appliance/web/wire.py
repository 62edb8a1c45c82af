"""JSON as it goes over the wire."""

import json
from typing import Any, NoReturn

from .refusals import Denied


def parse(text: str | bytes) -> dict[str, Any]:
    """A JSON object. Raises Denied `bad_json` for anything else, also for NaN and bad UTF-8."""
    try:
        text = text.decode() if isinstance(text, bytes) else text
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Denied("bad_json") from None
    if not isinstance(value, dict):
        raise Denied("bad_json")
    return value


def as_json(value: Any) -> str:
    """Compact, and text as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)
