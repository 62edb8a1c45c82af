# shellcheck shell=sh
# The box's own rights: network profiles, sticks, the clock, switching off

# polkitd reads its rules as its own user; the folder keeps the rights that Debian gave it.
put /etc/polkit-1/rules.d/50-tafelronde.rules
