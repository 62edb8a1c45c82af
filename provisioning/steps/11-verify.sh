# shellcheck shell=sh
# Is everything there?

: "${root?}" "${here:?}" "${program:?}" "${scratch:?}" "${changes:?}"

# holds NAME COMMAND...
holds() {
    name=$1
    shift
    if "$@" >"$scratch/told" 2>&1; then
        say "   ✓ $name"
    else
        say "   ✗ $name"
        sed 's/^/     /' "$scratch/told"
        failed="$failed $name"
    fi
}

units_are_sound() {
    for unit in "$here"/files/etc/systemd/system/*.service; do
        unit=${unit##*/}
        in_root systemd-analyze verify --man=no "$(printf '%s' "$unit" | sed 's/@\./@sda1./')"
    done
}

names_are_sound() {
    in_root dnsmasq --test --conf-file=/dev/null --conf-dir=/etc/NetworkManager/dnsmasq-shared.d
}

profiles_are_secret() {
    ! find "$root/etc/NetworkManager/system-connections" -type f -perm /077 | grep .
}

has_port() {
    ! is_running || systemctl is-active --quiet tafelronde.service ||
        ! ss -Hltn 'sport = :80' | grep .
}

failed=
if [ -z "$is_dry" ]; then
    holds "program" in_root "$program/venv/bin/tafelronde" --version
    holds "network names" names_are_sound
    holds "network profiles" profiles_are_secret
    holds "units" units_are_sound
    holds "port 80" has_port
fi
[ -z "$failed" ] || stop "This is not right yet:$failed. Mend what is said above and try again." \
    "Dit klopt nog niet:$failed. Herstel wat hierboven staat en probeer het opnieuw."

if [ -n "$is_dry" ]; then
    say "Nothing was changed. Without --dry-run there would be $changes changes."
    say "Er is niets veranderd. Zonder --dry-run zouden er $changes wijzigingen zijn."
elif [ "$changes" = 0 ]; then
    say "Everything was right already; nothing was changed."
    say "Alles stond al goed; er is niets veranderd."
else
    cat "$here/next.txt"
fi
