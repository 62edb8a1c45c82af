"""Lays out apart: reads a document on standard input (see `laying`), writes its PDF."""

import sys

from .laying import laid_out_here


def main() -> int:
    """Lay out what is asked."""
    sys.stdout.buffer.write(laid_out_here(sys.stdin.buffer.read().decode("utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
