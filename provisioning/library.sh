# shellcheck shell=sh
# What the steps are written with. Sourced by provision.sh, which has set $here (this folder),
# $checkout, $root (the system to prepare, empty for this machine), $is_dry and $country.
#
# Everything that changes the machine goes through `change`, which prints it, and is written in the
# ledger, so that --uninstall can put it back.

: "${here:?}" "${checkout:?}"

user=tafelronde
data=/var/lib/tafelronde
program=/opt/tafelronde
changes=0

say() { printf '%s\n' "$*"; }

# stop ENGLISH DUTCH: one sentence with a remedy, in both languages.
stop() {
    printf '%s\n' "$@" >&2
    exit "${status:-1}"
}

misused() {
    usage >&2
    status=2 stop "This is not understood: $1" "Dit wordt niet begrepen: $1"
}

# ── the machine ──────────────────────────────────────────────────────────────────────────────────

check_machine() {
    if [ -n "$root" ]; then
        root=$(CDPATH='' cd -- "$root" 2>/dev/null && pwd) ||
            status=2 stop "There is no such folder for --root." "De map bij --root bestaat niet."
        root=${root%/}
    fi
    if [ "$(id -u)" != 0 ] && [ -z "$is_dry" ]; then
        stop "This needs the rights of the administrator. Run: sudo provisioning/provision.sh" \
            "Hiervoor zijn beheerdersrechten nodig. Start: sudo provisioning/provision.sh"
    fi
    is_debian ||
        stop "This machine does not run Debian 12 or 13. Install Debian 12 first: www.debian.org" \
            "Op deze machine draait geen Debian 12 of 13. Installeer eerst Debian 12: www.debian.org"
}

# Debian's unstable has no VERSION_ID; whoever runs it knows what they do.
is_debian() {
    grep -qx 'ID=debian' "$root/etc/os-release" 2>/dev/null || return 1
    ! grep -qxE 'VERSION_ID="?([0-9]|1[01])"?' "$root/etc/os-release"
}

# prepare: a place for what is made on the way, and what programs need to run in another system.
prepare() {
    exec </dev/null
    scratch=$(mktemp -d)
    has_mounted=
    trap leave EXIT
    trap 'exit 130' HUP INT TERM
    if [ -n "$root" ] && [ -z "$is_dry" ] && [ ! -e "$root/proc/self" ]; then
        mount -t proc proc "$root/proc"
        has_mounted=yes
    fi
}

leave() {
    [ -z "$has_mounted" ] || umount "$root/proc"
    rm -rf "$scratch"
}

# in_root COMMAND...: in the system that is prepared.
in_root() {
    if [ -n "$root" ]; then
        chroot "$root" "$@"
    else
        "$@"
    fi
}

# as_box COMMAND...: there, as the user that the box runs as.
as_box() {
    in_root setpriv --reuid "$user" --regid "$user" --init-groups -- \
        env HOME="$data" TAFELRONDE_DATA="$data" "$@"
}

has_program() { [ -h "$root$program/venv" ] && [ -z "$is_dry" ]; }

# Whether this machine runs, rather than a tree or a chroot.
is_running() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

has_package() {
    # shellcheck disable=SC2016 # for dpkg-query to fill in
    in_root dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

# ── the country ──────────────────────────────────────────────────────────────────────────────────

choose_country() {
    [ -n "$country" ] || country=$(known_country)
    if [ -z "$country" ] && [ -t 0 ]; then
        say "In which country will this box stand? Two letters, for example NL."
        printf '%s ' "In welk land staat deze box straks? Twee letters, bijvoorbeeld NL:"
        read -r country
    fi
    [ -n "$country" ] || status=2 stop \
        "The country is missing. Give it in two letters: provisioning/provision.sh --country NL" \
        "Het land ontbreekt. Geef het in twee letters: provisioning/provision.sh --country NL"
    country=$(printf '%s' "$country" | tr '[:lower:]' '[:upper:]')
    is_country || status=2 stop \
        "'$country' is not the two-letter code of a country, such as NL, BE, DE or GB." \
        "'$country' is geen landcode van twee letters, zoals NL, BE, DE of GB."
}

# known_country: the one that this box was prepared for before.
known_country() {
    sed -n 's/^COUNTRY=//p' "$root/etc/default/tafelronde" 2>/dev/null || true
}

is_country() {
    case $country in
    [A-Z][A-Z]) ;;
    *) return 1 ;;
    esac
    grep -qw "$country" "$checkout/appliance/network/countries.txt"
}

# ── changes ──────────────────────────────────────────────────────────────────────────────────────

# heading STEP: the number and the purpose, which is the step's first line of comment.
heading() { say "── $(basename "$1" .sh | cut -c1-2) $(sed -n '2s/^# //p' "$1")"; }

# change SENTENCE: prints it; whether it is to be done.
change() {
    changes=$((changes + 1))
    if [ -n "$is_dry" ]; then
        say "   would $*"
        return 1
    fi
    say "   $*"
}

# hushed COMMAND...: what it says is of use only when it fails.
hushed() {
    "$@" >"$scratch/said" 2>&1 || {
        cat "$scratch/said" >&2
        return 1
    }
}

# put PATH [MODE]: the file of that name under files/, in its place.
put() { place "$here/files$1" "$1" "${2:-0644}"; }

# place SOURCE PATH MODE
place() {
    if ! is_same "$1" "$root$2" "$3" && change "write $2"; then
        keep "$2"
        mkdir -p "$(dirname "$root$2")"
        # Beside and renamed: whoever reads it sees the old or the new, and never with other rights.
        install -m "$3" -o root -g root "$1" "$root$2.new"
        mv -f "$root$2.new" "$root$2"
    fi
}

is_same() {
    [ ! -h "$2" ] && cmp -s "$1" "$2" && [ "0$(stat -c %a "$2")" = "$3" ]
}

# fill PATH [MODE]: the same, with {country}, {ssid} and the like as they were chosen for this box.
fill() {
    if has_program; then
        as_box "$program/venv/bin/python" -c "$(cat "$here/fill.py")" \
            <"$here/files$1" >"$scratch/filled"
        if [ -s "$scratch/filled" ]; then
            place "$scratch/filled" "$1" "${2:-0644}"
        elif [ -e "$root$1" ]; then
            set_aside "$1"
        fi
    elif [ ! -e "$root$1" ]; then
        change "write $1" || true
    fi
}

# link PATH TARGET
link() {
    if [ "$(readlink "$root$1" 2>/dev/null)" != "$2" ] && change "link $1 to $2"; then
        keep "$1"
        mkdir -p "$(dirname "$root$1")"
        ln -sfn "$2" "$root$1"
    fi
}

# set_aside PATH: out of the way, until --uninstall.
set_aside() {
    if change "set aside $1"; then
        keep "$1"
        rm -f "$root$1"
    fi
}

# mask UNIT...: never started, whoever asks.
mask() {
    for unit in "$@"; do
        link "/etc/systemd/system/$unit" /dev/null
    done
}

# switch_on UNIT...: started with the machine.
switch_on() {
    for unit in "$@"; do
        if ! in_root systemctl is-enabled --quiet "$unit" 2>/dev/null && change "enable $unit"; then
            enter enabled "$unit"
            in_root systemctl enable --quiet "$unit"
        fi
    done
}

# ── the ledger: what was changed, one line each, with what was there before beside it ────────────

open_ledger() {
    ledger=$root/var/lib/tafelronde-provisioning
    entries=$ledger/entries
}

# enter KIND WHAT
enter() {
    (umask 077 && mkdir -p "$ledger/before")
    grep -qxF "$1 $2" "$entries" 2>/dev/null || printf '%s %s\n' "$1" "$2" >>"$entries"
}

# keep PATH: only the first time; later, what is there is ours.
keep() {
    ! is_kept "$1" || return 0
    if [ -e "$root$1" ] || [ -h "$root$1" ]; then
        (umask 077 && mkdir -p "$ledger/before$(dirname "$1")")
        cp -a "$root$1" "$ledger/before$1"
        enter changed "$1"
    else
        enter made "$1"
    fi
}

is_kept() { grep -qxF -e "made $1" -e "changed $1" "$entries" 2>/dev/null; }
