# shellcheck shell=sh
# USB sticks: mounted when they are plugged in, and nothing on them is ever run

put /etc/systemd/system/tafelronde-stick@.service
put /etc/udev/rules.d/90-tafelronde-stick.rules
