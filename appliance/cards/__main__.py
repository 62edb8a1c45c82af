"""Prints apart from the server: reads a document on standard input, writes its PDF."""

import json
import sys

from .printing import NO_TYPST_STATUS, CannotPrint, printed


def main() -> int:
    """Print what is asked; a status of its own where Typst is not installed."""
    try:
        made = printed(json.load(sys.stdin.buffer))
    except CannotPrint:
        return NO_TYPST_STATUS
    sys.stdout.buffer.write(made.pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
