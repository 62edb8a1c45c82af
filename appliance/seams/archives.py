"""Archives, as the web part is told of them."""

from collections.abc import Callable, Sequence
from typing import Any

from appliance.archive.bag_trouble import REFUSALS, BagTrouble
from appliance.archive.locking import PASSPHRASE_LEAST, AgeKey, Lock, Opening, Passphrase
from appliance.archiving.returning import Returning
from appliance.archiving.workshop import Workshop
from appliance.conductor import CannotSave
from appliance.store.failures import StoreDamaged, StoreNewer
from appliance.web.archives import Archive, Archives, ArchiveWork, Returns
from appliance.web.parts import NotTaken


def archives(workshop: Workshop) -> Archives:
    """Making archives, and those that were made."""

    def begin(kind: str, passphrase: str, age_key: str) -> bool:
        lock: Lock | None = Passphrase(passphrase) if passphrase else None
        try:
            return workshop.begin(kind, AgeKey(age_key) if age_key else lock)
        except BagTrouble as trouble:
            raise NotTaken(REFUSALS[trouble.code], **trouble.values) from trouble

    def work() -> ArchiveWork:
        now = workshop.work()
        percent = None if now.share is None else int(100 * now.share)
        return ArchiveWork(percent, now.made, REFUSALS.get(now.refused, ""), now.values)

    def made() -> Sequence[Archive]:
        return [
            Archive(
                name=each.path.name,
                size_bytes=each.size_bytes,
                sha256=each.sha256,
                kind=each.kind,
                is_locked=each.is_locked,
                minute=int(each.made_s) // 60,
                path=each.path,
            )
            for each in workshop.made()
        ]

    def remove(name: str) -> bool:
        try:
            return workshop.remove(name)
        except OSError as error:
            raise CannotSave(str(error)) from error

    return Archives(begin, work, made, remove, PASSPHRASE_LEAST)


def returns(returning: Returning) -> Returns:
    """Going on from an archive."""

    def or_not_taken(act: Callable[[Any, Opening], None]) -> Callable[[Any, str, str], None]:
        def acted(brought: Any, passphrase: str, identity: str) -> None:
            try:
                act(brought, Opening(passphrase, identity))
            except BagTrouble as trouble:
                raise NotTaken(REFUSALS[trouble.code], **trouble.values) from trouble
            except StoreNewer as trouble:
                raise NotTaken(REFUSALS["newer"]) from trouble
            except StoreDamaged as trouble:
                raise NotTaken(REFUSALS["journal_altered"], line=trouble.line) from trouble
            except OSError as error:
                raise CannotSave(str(error)) from error

        return acted

    return Returns(
        or_not_taken(returning.from_file),
        or_not_taken(returning.from_stick),
        returning.on_sticks,
    )
