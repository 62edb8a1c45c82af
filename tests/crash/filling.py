"""A process that fills the disk it writes to, makes room again, and tells what came of it as JSON.

Run as a program with a folder, and the most bytes that a file of this process may have (0: the disk
itself is small). In a process of its own, because that limit is for the whole process.
"""

import json
import resource
import sys
from pathlib import Path

from appliance.conference.records import Entry
from appliance.store import CannotSave, Store, verify
from tests.store.builders import Hand, begun, by_id, entry

TEXT = "x" * 1_000


def main(folder: Path, most_bytes: int) -> None:
    """Write until it is refused; see that nothing changed; make room; go on; open again."""
    if most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))
    ballast = folder.with_name("ballast")
    if not most_bytes:
        ballast.write_bytes(bytes(96_000))
    hand = begun(folder)
    refused = fill(hand)
    before, verdict = by_id(hand.store), verify(folder)
    told = dict(hand.told)
    still = raised(lambda: hand.make(entry("more")))
    still_full = raised(hand.store.recover)
    same = by_id(hand.store) == before and dict(hand.store.answers) == told

    ballast.unlink(missing_ok=True)
    if most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    hand.store.recover()
    after_recovery = by_id(hand.store) == before
    hand.make(entry("after"))
    hand.store.close()
    again = Store.open(folder, "again")
    kept = {r.id for r in again.records() if isinstance(r, Entry)}
    came_to = {
        "refused": refused,
        "still": still,
        "still_full": still_full,
        "intact": verdict.is_intact and verdict.torn_bytes == 0,
        "same": same and after_recovery,
        "kept": kept == {r.id for r in before.values() if isinstance(r, Entry)} | {"after"},
        "damage": len(again.damage),
        "intact_after": verify(folder).is_intact,
    }
    json.dump(came_to, sys.stdout)


def fill(hand: Hand) -> str | None:
    """Write until that is refused; gives the reason."""
    for number in range(5_000):
        reason = raised(lambda n=number: hand.make(entry(f"e{n}", text=TEXT)))
        if reason:
            return reason
    return None


def raised(act) -> str | None:
    """Why this could not be saved, or None when it was."""
    try:
        act()
    except CannotSave as refused:
        return refused.reason
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
