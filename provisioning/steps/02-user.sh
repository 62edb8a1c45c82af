# shellcheck shell=sh
# The user that the box runs as, and the folder for everything kept

: "${root?}" "${user:?}" "${data:?}"

# tty: the screen's own terminal.
if ! grep -q "^$user:" "$root/etc/passwd" && change "add user $user"; then
    in_root useradd --system --user-group --groups tty --home-dir "$data" --no-create-home \
        --shell /usr/sbin/nologin --comment "Tafelronde" "$user"
    enter user "$user"
fi
if [ ! -d "$root$data" ] && change "make $data"; then
    in_root install -d -m 0700 -o "$user" -g "$user" "$data"
elif [ -d "$root$data" ] && ! in_root test "$(in_root stat -c %U "$data")" = "$user" &&
    change "give $data to $user"; then
    in_root chown -hR "$user:$user" "$data"
fi
