# shellcheck shell=sh
# Debian's packages: network, disks, Python

# dnsmasq-base, never dnsmasq: NetworkManager starts it itself, and a second one takes its port.
# wireless-regdb: without it the radio does not believe the country.
packages="ca-certificates dbus dnsmasq-base dosfstools exfatprogs iproute2 iw network-manager
    nftables ntfs-3g polkitd python3 python3-venv tzdata udev udisks2 util-linux wireless-regdb
    wpasupplicant"

# Any clock that asks the time from a network will do; Debian allows one.
time_daemons="chrony ntpsec openntpd systemd-timesyncd"

missing=
for package in $packages; do
    has_package "$package" || missing="$missing $package"
done
has_time_daemon=
for package in $time_daemons; do
    ! has_package "$package" || has_time_daemon=yes
done
[ -n "$has_time_daemon" ] || missing="$missing systemd-timesyncd"

install_packages() {
    # shellcheck disable=SC2086 # a list is meant
    in_root apt-get update -q &&
        in_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends -o Dpkg::Use-Pty=0 $missing
}

if [ -n "$missing" ] && change "install$missing"; then
    hushed install_packages ||
        stop "Debian's packages could not be installed. Connect the machine to the internet and try again." \
            "De pakketten van Debian konden niet worden geïnstalleerd. Verbind de machine met internet en probeer het opnieuw."
    for package in $missing; do
        enter package "$package"
    done
fi
