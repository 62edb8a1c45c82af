# shellcheck shell=sh
# The room's network: one bridge for cable and radio, its names and addresses

: "${root?}" "${program:?}" "${scratch:?}"

put /etc/NetworkManager/conf.d/tafelronde.conf
fill /etc/NetworkManager/system-connections/tafelronde-room.nmconnection 0600
fill /etc/NetworkManager/system-connections/tafelronde-air.nmconnection 0600

# Which phone has which address stands in memory alone, and is gone when the plug is pulled.
put /etc/NetworkManager/dnsmasq-shared.d/tafelronde-addresses.conf
link /var/lib/NetworkManager/dnsmasq-tafelronde.leases /run/NetworkManager/tafelronde.leases

# What NetworkManager's dnsmasq answers; the program knows the names and the probe hosts.
if has_program; then
    as_box "$program/venv/bin/tafelronde" network dns >"$scratch/dns"
    place "$scratch/dns" /etc/NetworkManager/dnsmasq-shared.d/tafelronde.conf 0644
elif [ ! -e "$root/etc/NetworkManager/dnsmasq-shared.d/tafelronde.conf" ]; then
    change "write /etc/NetworkManager/dnsmasq-shared.d/tafelronde.conf" || true
fi

# Cable and radio belong to the room now; what claimed them before waits for --uninstall.
for profile in "$root"/etc/NetworkManager/system-connections/*; do
    case ${profile##*/} in
    tafelronde-* | '*') ;;
    *) set_aside "${profile#"$root"}" ;;
    esac
done
if grep -qsE '^[[:space:]]*(iface[[:space:]]+([^l]|l[^o])|source)' "$root/etc/network/interfaces"; then
    put /etc/network/interfaces
fi
mask systemd-networkd.service systemd-networkd.socket systemd-networkd-wait-online.service
