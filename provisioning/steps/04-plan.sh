# shellcheck shell=sh
# What was chosen for this box: country, and a name and passphrase for its Wi-Fi

: "${root?}" "${data:?}" "${program:?}" "${country:?}"

tafelronde=$program/venv/bin/tafelronde

if { [ ! -e "$root$data/network.json" ] || [ "$(known_country)" != "$country" ]; } &&
    change "choose the room's network for $country"; then
    as_box "$tafelronde" network prepare --country "$country" >/dev/null
fi
fill /etc/default/tafelronde
fill /etc/modprobe.d/tafelronde.conf
