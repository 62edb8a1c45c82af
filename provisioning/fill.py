"""Fills a template on its input with what was chosen for this box: {country}, {ssid} and so on.

Run by provision.sh with the box's own Python, as the box's own user.
"""

import os
import re
import sys
from pathlib import Path

from appliance.identity import Identity
from appliance.network.plan import REFUSALS, Plan, PlanTrouble

BRACES = re.compile(r"\{(\w+)\}")


def values(folder: Path) -> dict[str, str]:
    """What stands in the box's two files. A template can name nothing else."""
    try:
        plan = Plan.read(folder)
    except PlanTrouble as trouble:
        sys.exit(REFUSALS[trouble.code].format(**trouble.values))
    if plan is None:
        sys.exit(f"No network is chosen in {folder}.")
    device = Identity(folder).device
    return {
        "country": plan.country,
        "ssid": plan.ssid,
        "passphrase": plan.passphrase,
        # The second bit says that the address was not given out by a maker (IEEE 802, 8.4).
        "mac": ":".join(re.findall("..", "02" + device[:10])),
    }


def main() -> None:
    """Fill the braces; one that is not known stops the work rather than reach a machine.

    Nothing comes of a template that asks for what this box is to be without.
    """
    known = values(Path(os.environ["TAFELRONDE_DATA"]))
    template = sys.stdin.read()
    if all(known[name] for name in BRACES.findall(template)):
        sys.stdout.write(BRACES.sub(lambda found: known[found[1]], template))


if __name__ == "__main__":
    main()
