"""A report as a PDF that everybody can read: tagged (PDF/UA-1), and to be kept (PDF/A-2a)."""

import json
from collections.abc import Mapping

from appliance.report.drawing import Drawing
from appliance.report.lacking import CannotWrite
from appliance.report.paper.document import document
from appliance.report.paper.laying import laid_out
from appliance.report.value import Report


def write(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    """The file. A chart that was not drawn is told in words. Raises CannotWrite."""
    try:
        return laid_out(written(report, drawings))
    except ImportError:
        raise CannotWrite("no_typst") from None


def written(report: Report, drawings: Mapping[str, Drawing]) -> str:
    """What is to be laid out, as JSON."""
    return json.dumps(document(report, drawings), ensure_ascii=False)
