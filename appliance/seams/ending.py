"""What is done once a conference is over, as the web part is told of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from appliance import certificate, wiping
from appliance.conductor import CannotSave
from appliance.web.parts import Ending, Wiped


def ending(
    data: Path, place: Path, control_number: Callable[[], str], wipe: Callable[[], None]
) -> Ending:
    """The end of the conference at `place` in the folder of a box."""
    return Ending(
        control_number=control_number,
        archives=lambda: [path.name for path in wiping.exports(place)],
        forget_archives=_saving(lambda: wiping.forget_exports(place)),
        wipe=_saving(wipe),
        wiped=lambda: _wiped(data),
        certificate=lambda file: _certificate(data, file),
    )


def _wiped(data: Path) -> Sequence[Wiped]:
    return [
        Wiped(each.name, each.title, each.languages, each.finished)
        for each in certificate.kept(data)
    ]


def _certificate(data: Path, file: str) -> Path | None:
    known = {f"{each.name}{end}" for each in certificate.kept(data) for end in (".html", ".json")}
    return data / certificate.FOLDER / file if file in known else None


def _saving(act: Callable[[], None]) -> Callable[[], None]:
    def acted() -> None:
        try:
            act()
        except OSError as error:
            raise CannotSave(str(error)) from error

    return acted
