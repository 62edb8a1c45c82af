"""What becomes of the files of a job after a try: pure, but for the clock that says until when."""

from dataclasses import replace
from typing import Final

from .cloud_trouble import FOR_A_PERSON, LIES, CloudTrouble
from .outbox import Item, Job, State
from .waiting import Draw, back_off_s, boot_id, left_s, poll_s, until

LIES_MOST: Final = 3
"""So often in a row a cloud may say that it took what it did not keep."""

_WAITS: Final = frozenset({"offline", "not_closed"})
"""Nothing went wrong yet: it is looked again now and then."""
_OF_ONE_FILE: Final = LIES | {"file_gone", "file_changed", "too_large", "broken", "unexpected"}
"""What holds for this file only; all else holds for every file that goes to the same place."""


def after(job: Job, failed: Item, trouble: CloudTrouble, draw: Draw) -> Job:
    """The job after a try of one of its files came to this."""
    for item in job.items:
        is_it = item.object_name == failed.object_name
        is_hit = is_it or trouble.code not in _OF_ONE_FILE
        if is_hit and item.state is not State.VERIFIED:
            job = job.with_item(_after(item, trouble, draw, is_it=is_it))
    return job


def afresh(job: Job) -> Job:
    """The job with nothing left to wait for, nor for a person to do."""
    return replace(job, items=tuple(_afresh(item) for item in job.items))


def lasting(job: Job) -> Job:
    """The job without the moments of its next tries."""
    return replace(job, items=tuple(replace(i, next_try_s=None, boot="") for i in job.items))


def is_for_a_person(item: Item) -> bool:
    """Whether it waits until a person has done something about it."""
    is_stuck = item.trouble in FOR_A_PERSON or item.lies >= LIES_MOST
    return item.state is State.FAILED and is_stuck


def is_open(item: Item) -> bool:
    """Whether it is to be tried, now or later."""
    return item.state is not State.VERIFIED and not is_for_a_person(item)


def wait_s(item: Item) -> float:
    """Seconds until it is tried."""
    return left_s(item.next_try_s, item.boot)


def _after(item: Item, trouble: CloudTrouble, draw: Draw, *, is_it: bool) -> Item:
    is_waiting = trouble.code in _WAITS
    attempts = item.attempts + (is_it and not is_waiting)
    return replace(
        item,
        state=State.PENDING if is_waiting else State.FAILED,
        attempts=attempts,
        lies=item.lies + 1 if trouble.is_lie else 0,
        trouble=trouble.code,
        values=trouble.values,
        next_try_s=until(poll_s(draw) if is_waiting else back_off_s(attempts, draw)),
        boot=boot_id(),
    )


def _afresh(item: Item) -> Item:
    if item.state not in (State.PENDING, State.FAILED):
        return item
    fresh = replace(item, state=State.PENDING, attempts=0, lies=0)
    return replace(fresh, next_try_s=None, trouble="", values=None)
