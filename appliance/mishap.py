"""What goes wrong unexpectedly: logged once, with a number to quote and where it happened.

Never with what somebody wrote, and so not with the text of the exception, which may hold it.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator

log = logging.getLogger(__name__)


def note(error: BaseException | None) -> int:
    """Log what is unexpected; the number stands in the log and can be shown on a screen."""
    number = 100_000 + secrets.randbelow(900_000)
    log.error("unexpected %d\n%s", number, "".join(trace(error)))
    return number


def trace(error: BaseException | None) -> Iterator[str]:
    """Where it happened and of which kind it is, oldest cause first; without any value."""
    if error is None:
        return
    yield from trace(error.__cause__ or error.__context__)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"
