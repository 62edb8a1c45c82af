"""What is to go to the cloud and how far it is, in one small file that survives the plug.

What opens the place lies in a file of its own, for its owner's eyes only, and is removed as soon as
it is no longer needed.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from appliance.archive.placing import place

from .target import Kind, Secret, Target

FILE: Final = "cloud-outbox.json"
SECRET_FILE: Final = "cloud-secret.json"

FORMAT: Final = 1


class State(StrEnum):
    """How far a file is. Only VERIFIED counts as done."""

    PENDING = "pending"
    UPLOADING = "uploading"
    CHECKING = "checking"
    VERIFIED = "verified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One file that was agreed to, by its name among the exports."""

    file: str
    sha256: str
    size_bytes: int
    object_name: str
    state: State = State.PENDING
    attempts: int = 0
    lies: int = 0
    """How often in a row the cloud said that it took what it did not keep."""
    next_try_s: float | None = None
    """On the monotonic clock of `boot`; None is now."""
    boot: str = ""
    """Which start of the machine that clock belongs to."""
    trouble: str = ""
    """A code of cloud_trouble.REFUSALS; "" where all is well."""
    values: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody agreed to: these files, to this place. `minute` is when, since 1970."""

    target: Target
    items: tuple[Item, ...]
    minute: int = 0

    @property
    def is_done(self) -> bool:
        """Whether every file was read back the same."""
        return all(item.state is State.VERIFIED for item in self.items)

    def with_item(self, item: Item) -> "Job":
        """The job with this item in the place of the one with its object's name."""
        mine = item.object_name
        items = tuple(item if each.object_name == mine else each for each in self.items)
        return replace(self, items=items)


class Outbox:
    """The two files, in the folder of a conference. For one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._secret = folder / SECRET_FILE

    def read(self) -> tuple[Job, Secret] | None:
        """The job and what opens its place; None where nothing is under way or it cannot be read.

        What was on its way when the box stopped begins whole.
        """
        try:
            job = _job(json.loads(self._file.read_text("utf-8")))
            secret = Secret()
            if self._secret.exists():
                secret = Secret(**json.loads(self._secret.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return job, secret

    def begin(self, job: Job, secret: Secret) -> None:
        """Keep both, what opens the place first. Raises OSError."""
        _put(self._secret, asdict(secret))
        self.write(job)

    def write(self, job: Job) -> None:
        """Keep how far it is; once all is done, forget what opens the place. Raises OSError."""
        _put(self._file, {"format": FORMAT, **asdict(job)})
        if job.is_done:
            self._secret.unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget both. Raises OSError."""
        self._secret.unlink(missing_ok=True)
        self._file.unlink(missing_ok=True)


def _put(file: Path, told: Mapping[str, Any]) -> None:
    place(file, json.dumps(told, ensure_ascii=False, indent=1).encode())


def _job(told: Mapping[str, Any]) -> Job:
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    target = Target(**{**told["target"], "kind": Kind(told["target"]["kind"])})
    return Job(target, tuple(_item(each) for each in told["items"]), int(told["minute"]))


def _item(told: Mapping[str, Any]) -> Item:
    state = State(told["state"])
    if state in (State.UPLOADING, State.CHECKING):
        state = State.PENDING
    return Item(**{**told, "state": state})
