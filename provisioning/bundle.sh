#!/bin/sh
# Fills provisioning/wheels, from which provision.sh installs the program without internet. Run it on
# a machine with internet, and with the same Debian and processor as the box.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
checkout=$(dirname -- "$here")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

python3 -m venv "$scratch/venv"
# From a copy: building leaves files behind.
cp -R "$checkout/appliance" "$checkout/webui" "$checkout/setup.cfg" "$checkout/pyproject.toml" \
    "$checkout/README.md" "$checkout/LICENSE" "$scratch"
rm -rf "$here/wheels"
"$scratch/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check \
    --constraint "$checkout/scripts/constraints.txt" --wheel-dir "$here/wheels" \
    setuptools "${scratch}[documents,spare,suggestions]"
# The program itself is built on the box, from the checkout that lies there.
rm "$here"/wheels/tafelronde-*.whl
