"""A small file that is always whole: written anew beside the old one, synced, and put in its place.

Knows nothing of what is in it.
"""

import os
from pathlib import Path


def rewrite(file: Path, text: str) -> None:
    """Put this text in the place of the file, for its owner's eyes only. Raises OSError.

    Written by root (`sudo tafelronde …`), it belongs to whom its folder belongs, so that the box,
    which is not root, can read it.
    """
    beside = file.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        if os.geteuid() == 0:
            owner = file.parent.stat()
            os.fchown(opened.fileno(), owner.st_uid, owner.st_gid)
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
