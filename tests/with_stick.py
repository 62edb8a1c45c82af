"""The command line with a folder for a stick in the machine: `python -m tests.with_stick demo …`.

The folder is called `stick` and lies beside that of `--data`; where it is not there, the stick is
out. Nobody can switch it off.
"""

import os
import sys
from functools import partial
from pathlib import Path

from appliance import box
from appliance.archive.stick_hands import Untouched
from appliance.archive.stick_watch import StickWatch
from appliance.archive.sticks import Stick
from appliance.cli import main


def look(folder: Path) -> tuple[Stick, ...]:
    """The stick, if it is in."""
    if not folder.is_dir():
        return ()
    told = os.statvfs(folder)
    free = told.f_bavail * told.f_frsize
    return (Stick("CONFERENCE", "/dev/sda1", 1 << 34, "vfat", str(folder), free),)


if __name__ == "__main__":
    data = Path(sys.argv[sys.argv.index("--data") + 1])
    vars(box)["StickWatch"] = partial(
        StickWatch, partial(look, data.with_name("stick")), every_s=0.2
    )
    vars(box)["hands"] = Untouched
    main()
