"""Reports, as the web part is told of them."""

from appliance.conductor import CannotSave
from appliance.media.shelf import Shelf
from appliance.report.choice import Choice
from appliance.report.lacking import REFUSALS as LACKING
from appliance.report.lacking import CannotWrite
from appliance.reporting.apart import REFUSALS, CannotReport
from appliance.reporting.order import ALL, Format
from appliance.reporting.shelf import Making
from appliance.reporting.shelf import Reports as Shelved
from appliance.web.parts import NotTaken
from appliance.web.reports import Reports, ReportState


def reports(shelf: Shelved) -> Reports:
    """The acts of making reports and finding them again."""

    def begin(choice: Choice, logo: str, formats: tuple[str, ...]) -> bool:
        return shelf.begin(choice, logo, tuple(Format(name) for name in formats) or ALL)

    def preview(choice: Choice, logo: str) -> bytes:
        try:
            return shelf.preview(choice, logo)
        except CannotReport as no:
            raise NotTaken(REFUSALS[no.code], **no.values) from no
        except OSError as error:
            raise CannotSave(str(error)) from error

    def remove(name: str) -> None:
        try:
            shelf.remove(name)
        except OSError as error:
            raise CannotSave(str(error)) from error

    return Reports(
        formats=tuple(format.value for format in ALL),
        state=lambda: _told(shelf.state()),
        begin=begin,
        preview=preview,
        kept=shelf.kept,
        find=shelf.find,
        remove=remove,
    )


def picture(media: Shelf, name: str) -> bytes:
    """A kept picture, or nothing where it is gone."""
    file = media.find(name)
    return file.read_bytes() if file else b""


def _told(making: Making) -> ReportState:
    values = dict(making.values)
    return ReportState(
        is_running=making.is_running,
        format=making.format,
        n=making.n,
        of=making.of,
        files=making.files,
        trouble=(REFUSALS[making.code], values) if making.code else None,
        lacking=tuple(
            (format, LACKING[code], CannotWrite(code).values) for format, code in making.lacking
        ),
    )
