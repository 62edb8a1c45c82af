# shellcheck shell=sh
# A machine that minds the room alone: awake, on Dutch time, without updates in between

: "${root?}"

# The time zone once: whoever chooses another one later keeps it.
if ! is_kept /etc/localtime; then
    link /etc/localtime /usr/share/zoneinfo/Europe/Amsterdam
    [ ! -e "$root/etc/timezone" ] || put /etc/timezone
fi

put /etc/systemd/logind.conf.d/tafelronde.conf
put /etc/systemd/journald.conf.d/tafelronde.conf
put /etc/sysctl.d/90-tafelronde.conf
mask sleep.target suspend.target hibernate.target hybrid-sleep.target suspend-then-hibernate.target
# Updates, and the restarts that come with them, wait for a person with `apt full-upgrade`.
mask apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service \
    unattended-upgrades.service
# The box gives out names and addresses itself, and waits for no network.
mask dnsmasq.service avahi-daemon.service avahi-daemon.socket NetworkManager-wait-online.service
