# shellcheck shell=sh
# Puts back what the ledger says was changed, last things first. What was written in the room stays.
# Sourced by provision.sh.

: "${root?}" "${user:?}" "${data:?}" "${here:?}" "${ledger:?}" "${entries:?}" "${scratch:?}"

# put_back KIND WHAT
put_back() {
    case $1 in
    enabled) ! change "disable $2" || in_root systemctl disable --quiet "$2" ;;
    made) ! change "remove $2" || rm -rf "$root${2:?}" ;;
    changed)
        if change "put back $2"; then
            rm -rf "$root${2:?}"
            cp -a "$ledger/before$2" "$root$2"
        fi
        ;;
    user) forget_user ;;
    package) packages="$packages $2" ;;
    esac
}

# The folder of a user who is gone would belong to the next one who gets the same number.
forget_user() {
    if change "remove user $user; $data is root's from now on"; then
        [ ! -d "$root$data" ] || chown -hR root:root "$root$data"
        in_root userdel "$user"
    fi
}

# The keeper makes profiles for ports as they come.
remove_profiles() {
    for profile in "$root"/etc/NetworkManager/system-connections/tafelronde-*; do
        [ -e "$profile" ] || continue
        ! change "remove ${profile#"$root"}" || rm -f "$profile"
    done
}

if [ ! -e "$entries" ]; then
    say "This machine was not made into a box; there is nothing to put back."
    say "Van deze machine is geen box gemaakt; er is niets terug te zetten."
else
    if is_running && [ -z "$is_dry" ]; then
        systemctl stop tafelronde-screen.service tafelronde-network.service tafelronde.service
    fi
    packages=
    sed '1!G;h;$!d' "$entries" >"$scratch/entries"
    while read -r kind what; do
        put_back "$kind" "$what"
    done <"$scratch/entries"
    remove_profiles
    if [ -z "$is_dry" ]; then
        rmdir "$root/etc/tafelronde" "$root/etc/NetworkManager/dnsmasq-shared.d" 2>/dev/null || true
        rm -rf "$ledger"
        ! is_running || systemctl daemon-reload
    fi
    sed -e "s|{data}|$data|" -e "s|{packages}|$packages|" "$here/goodbye.txt"
fi
