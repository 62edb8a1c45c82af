"""`python -m appliance.cli`: the same as `tafelronde`."""

from . import main

if __name__ == "__main__":
    main(prog_name="tafelronde")
