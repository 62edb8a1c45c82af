"""The command line with a folder for a stick in the machine: `python -m tests.with_stick demo …`.

The folder is named by STICK; where it is not there, the stick is out. Nobody can switch it off.
"""

import os
from functools import partial
from pathlib import Path

from appliance import box
from appliance.archive.stick_hands import Untouched
from appliance.archive.stick_watch import StickWatch
from appliance.archive.sticks import Stick
from appliance.cli import main

FOLDER = Path(os.environ["STICK"])


def look() -> tuple[Stick, ...]:
    """The stick, if it is in."""
    if not FOLDER.is_dir():
        return ()
    told = os.statvfs(FOLDER)
    free = told.f_bavail * told.f_frsize
    return (Stick("CONFERENCE", "/dev/sda1", 1 << 34, "vfat", str(FOLDER), free),)


if __name__ == "__main__":
    vars(box)["StickWatch"] = partial(StickWatch, look, every_s=0.2)
    vars(box)["hands"] = Untouched
    main()
