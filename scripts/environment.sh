# shellcheck shell=sh
# Python for scripts/run and scripts/test: finds it, and keeps .venv as setup.cfg and
# constraints.txt say. Sourced; whoever does so has set $root to the checkout, and $extras to what
# is needed beside the program itself (a comma-separated list from setup.cfg, or nothing).

: "${root:?}" "${extras?}"
venv=$root/.venv

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# need_venv: installs only when something that decides the contents of .venv has changed.
need_venv() {
    ready=$venv/.ready${extras:+-$extras}
    # The checkout's place counts too: the packages point back to it.
    wanted="$(cat "$root/setup.cfg" "$root/pyproject.toml" "$root/scripts/constraints.txt" | cksum) $root"
    if [ "$(cat "$ready" 2>/dev/null)" = "$wanted" ] && has_working_venv; then
        return 0
    fi
    need_python
    say "Installing Tafelronde's packages into .venv (only this once) …"
    has_working_venv || "$python" -m venv --clear "$venv" || stop "No environment could be made in $venv."
    # setuptools comes first, so that building our own package needs no download of its own.
    { pip_install setuptools && pip_install --no-build-isolation -e "$root${extras:+[$extras]}"; } ||
        stop "The packages could not be installed. The first start needs internet once; try it again then."
    printf '%s\n' "$wanted" >"$venv/.ready"
    printf '%s\n' "$wanted" >"$ready"
}

# want_extras EXTRA...: what the program starts without, so where it cannot be had that is said and
# no more. Asked for again when .venv is made anew, and otherwise on another day only: where a
# machine has none of it, every start would have to wait for that.
want_extras() {
    ready=$venv/.ready-extras
    today=$(date +%F)
    case "$(cat "$ready" 2>/dev/null)" in
    "$wanted" | "$wanted $today") return 0 ;;
    esac
    say "Installing what prints cards, locks a spare copy and suggests groups of answers (only this once) …"
    lacking=
    for extra in "$@"; do
        # Nobody waits for a compiler: where there is no wheel, there is none of it.
        pip_install --only-binary :all: --no-build-isolation -e "${root}[$extra]" 2>"$venv/$extra.log" ||
            lacking="${lacking:+$lacking and }$(purpose "$extra")"
    done
    [ -z "$lacking" ] || say "This machine cannot $lacking: what that needs could not be installed" \
        "(.venv/*.log says why). Everything else works; a start on another day tries again."
    printf '%s\n' "$wanted${lacking:+ $today}" >"$ready"
}

# purpose EXTRA: what it is for, after "cannot".
purpose() {
    case $1 in
    documents) echo "print cards" ;;
    spare) echo "keep a spare copy on a stick" ;;
    suggestions) echo "suggest groups of answers" ;;
    *) echo "use $1" ;;
    esac
}

has_working_venv() { "$venv/bin/python" -c 'import pip' 2>/dev/null; }

pip_install() {
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check \
        --constraint "$root/scripts/constraints.txt" "$@" </dev/null
}

need_python() {
    if ! find_python && may_install; then
        apt_install python3 python3-venv || stop "apt-get could not install Python."
    fi
    find_python || stop "Tafelronde needs Python 3.11 or newer, and this machine has none."
    if ! can_make_venv && may_install; then
        apt_install python3-venv || stop "apt-get could not install python3-venv."
    fi
    can_make_venv || stop "Python's venv module is missing. Install it: sudo apt-get install python3-venv"
}

# find_python: sets $python to the first one that is new enough.
find_python() {
    for python in python3 python3.13 python3.12 python3.11; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    return 1
}

can_make_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# apt_install PACKAGE...: asks for nothing that is there already.
apt_install() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Installing$missing …"
    {
        # shellcheck disable=SC2086 # a list is meant
        apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
            --no-install-recommends -o Dpkg::Use-Pty=0 $missing
    } </dev/null >/dev/null
}
