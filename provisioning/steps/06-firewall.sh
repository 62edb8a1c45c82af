# shellcheck shell=sh
# The firewall: nothing passes through the box, unless the organiser allows internet

put /etc/tafelronde/firewall.nft
put /etc/tafelronde/isolation.nft
put /etc/systemd/system/tafelronde-firewall.service
put /etc/systemd/system/tafelronde-radio.service
switch_on tafelronde-firewall.service tafelronde-radio.service
