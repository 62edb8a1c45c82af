#!/bin/sh
# Makes a bare Debian machine into a box: sudo provisioning/provision.sh
# Asks for the country only (or takes --country NL). May be run again: what is right is left alone.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
checkout=$(dirname -- "$here")
. "$here/library.sh"

usage() {
    cat <<'TEXT'
usage: sudo provisioning/provision.sh [--country NL] [--dry-run] [--uninstall] [--root DIR]

  --country NL   where the box stands, in two letters; asked for when it is left out
  --dry-run      say what would be changed, and change nothing
  --uninstall    put back what was changed; what was written in the room is kept
  --root DIR     prepare the Debian system in this folder instead of this machine
TEXT
}

country='' is_dry='' is_uninstall='' root=''
while [ $# -gt 0 ]; do
    case $1 in
    --country | --root) [ $# -ge 2 ] || misused "$1" ;;
    esac
    case $1 in
    --country) country=$2 && shift ;;
    --country=*) country=${1#*=} ;;
    --root) root=$2 && shift ;;
    --root=*) root=${1#*=} ;;
    --dry-run) is_dry=yes ;;
    --uninstall) is_uninstall=yes ;;
    -h | --help) usage && exit 0 ;;
    *) misused "$1" ;;
    esac
    shift
done

check_machine
open_ledger
if [ -n "$is_uninstall" ]; then
    prepare
    . "$here/uninstall.sh"
    exit 0
fi
choose_country
prepare
for step in "$here"/steps/[0-9]*.sh; do
    heading "$step"
    # shellcheck source=/dev/null # every step is checked by itself
    . "$step"
done
