"""Finished files onto sticks, and the spare copy, as the web part is told of them."""

from pathlib import Path
from typing import Final

from appliance.archive.stick_export import OURS, PARTIAL
from appliance.archive.stick_exports import Exports
from appliance.archive.stick_trouble import TROUBLES
from appliance.conductor import CannotSave
from appliance.spare.keeper import Keeper
from appliance.spare.trouble import TROUBLES as SPARE
from appliance.spare.trouble import SpareTrouble
from appliance.web.parts import Journey, NotTaken, Spare, StickDesk, Taker

EXPORTS: Final = "exports"
"""The folder of a conference with what was made to be taken along."""

_UNFINISHED: Final = (PARTIAL, ".new")


class Sticks:
    """What the organiser does with sticks."""

    def __init__(self, place: Path, exports: Exports, keeper: Keeper) -> None:
        """`place` is the folder of the conference."""
        self._made = place / EXPORTS
        self._exports, self._keeper = exports, keeper

    def desk(self) -> StickDesk:
        """The same for the web part."""
        return StickDesk(
            files=self._files,
            takers=self._takers,
            begin=self._begin,
            now=self._now,
            switch_off=self._exports.switch_off,
            spare=self._spare,
            keep_spare=self._keep_spare,
            stop_spare=self._stop_spare,
        )

    def spare_state(self) -> str:
        """How the spare copy is, in one word; "off" where there is to be none."""
        return self._keeper.state().state

    def _files(self) -> list[tuple[str, int]]:
        found = [(file, file.stat()) for file in self._made.glob(f"{OURS}*") if _is_made(file)]
        newest = sorted(found, key=lambda item: item[1].st_mtime_ns, reverse=True)
        return [(file.name, told.st_size) for file, told in newest]

    def _takers(self) -> list[Taker]:
        kept = self._keeper.devices()
        return [
            Taker(s.device, s.name, s.file_system, s.free_bytes, s.device in kept)
            for s in self._exports.takers()
        ]

    def _begin(self, file: str, device: str) -> bool:
        # One of those that were offered, and so of this folder; any other is not there.
        is_offered = file in (name for name, _ in self._files())
        return self._exports.begin(self._made / (file if is_offered else OURS), device)

    def _now(self) -> Journey | None:
        now = self._exports.worth_telling()
        if now is None:
            return None
        return Journey(
            state=now.state,
            file=now.file,
            stick=now.stick,
            percent=now.percent,
            trouble=TROUBLES.get(now.trouble, ""),
            values=dict(now.values),
            is_off=now.is_off,
            was_there=now.was_there,
        )

    def _spare(self) -> Spare:
        state = self._keeper.state()
        return Spare(state.state, state.sticks, SPARE.get(state.trouble, ""))

    def _keep_spare(self, device: str, passphrase: str) -> None:
        try:
            self._keeper.keep(device, passphrase)
        except SpareTrouble as trouble:
            raise NotTaken(SPARE[trouble.code], **trouble.values) from trouble
        except OSError as error:
            raise CannotSave(str(error)) from error

    def _stop_spare(self) -> None:
        try:
            self._keeper.forget()
        except OSError as error:
            raise CannotSave(str(error)) from error


def _is_made(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and file.suffix not in _UNFINISHED
