# shellcheck shell=sh
# The box itself, and its screen instead of the first log-in

: "${is_dry?}" "${changes:?}"

for unit in tafelronde tafelronde-network tafelronde-screen; do
    put "/etc/systemd/system/$unit.service"
done
mask getty@tty1.service
switch_on NetworkManager.service tafelronde.service tafelronde-network.service \
    tafelronde-screen.service
if is_running && [ "$changes" != 0 ] && [ -z "$is_dry" ]; then
    systemctl daemon-reload
    udevadm control --reload
fi
