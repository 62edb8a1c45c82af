"""Tables and groups of them in words, and times as spreadsheets know them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from appliance.voice import Voice


def table_name(voice: Voice, table: str) -> str:
    """A table by its number."""
    _ = voice.say
    return _("Table {table}", table=table)


def group_name(voice: Voice, group: str) -> str:
    """Tables that are counted together ("1+4"), or one."""
    tables = group.split("+")
    if len(tables) == 1:
        return table_name(voice, group)
    _ = voice.say
    return _("Tables {tables} together", tables=voice.listed(tables))


def tables_name(voice: Voice, tables: Sequence[str]) -> str:
    """The same of a list of tables."""
    return group_name(voice, "+".join(tables))


def sortable(minute: int) -> str:
    """Day and time at the box in the form that every spreadsheet knows as a time; "" for none."""
    if not minute:
        return ""
    return f"{datetime.fromtimestamp(minute * 60, UTC).astimezone():%Y-%m-%d %H:%M}"
