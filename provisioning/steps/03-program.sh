# shellcheck shell=sh
# The program, from this checkout, in an environment of its own

: "${root?}" "${here:?}" "${checkout:?}" "${program:?}"

# What decides the contents: the program, its versions, and the Python that runs it.
fingerprint() {
    (
        cd "$checkout" || exit
        find appliance webui -type f ! -name '*.pyc' -exec cksum {} + | sort
        cksum setup.cfg pyproject.toml scripts/constraints.txt
        in_root python3 -V
    ) | cksum | cut -d ' ' -f 1
}

# pip_install WHAT...: from the bundle of wheels where there is one, and then without internet.
pip_install() {
    from_bundle=
    [ ! -d "$root$source/wheels" ] || from_bundle="--no-index --find-links $source/wheels"
    # shellcheck disable=SC2086 # options are meant
    in_root "$new/bin/python" -m pip install -q --disable-pip-version-check --no-cache-dir \
        --root-user-action ignore --constraint "$source/scripts/constraints.txt" $from_bundle "$@"
}

# install_program [EXTRAS]: beside what is there; the link is turned last, so a failure leaves the
# old program whole.
install_program() {
    copy_checkout &&
        in_root python3 -m venv --clear "$new" &&
        pip_install setuptools &&
        pip_install --no-build-isolation "$source${1:+[$1]}"
}

# Not every machine can have what prints cards and suggests groups. A box without it serves a room
# all the same; under a name of its own, so that the next run tries to have it whole.
install_small_program() {
    new=$new-small
    [ "$(readlink "$root$program/venv" 2>/dev/null)" = "$new" ] || hushed install_program ||
        stop "The program could not be installed. Connect the machine to the internet and try again, or put a folder of wheels in provisioning/wheels." \
            "Het programma kon niet worden geïnstalleerd. Verbind de machine met internet en probeer het opnieuw, of zet een map met wheels in provisioning/wheels."
    say "   This machine cannot print cards and reports, lock archives and spare copies, or suggest groups of answers: what that needs could not be installed. Everything else works; run this again to try once more."
    say "   Deze machine kan geen kaarten en verslagen afdrukken, geen archieven en reservekopieën op slot doen en geen groepen van antwoorden voorstellen: wat daarvoor nodig is, kon niet worden geïnstalleerd. De rest werkt; start dit opnieuw om het nog eens te proberen."
}

copy_checkout() {
    rm -rf "$root${source:?}"
    mkdir -p "$root$source/scripts" &&
        for name in appliance webui setup.cfg pyproject.toml README.md LICENSE; do
            cp -R "$checkout/$name" "$root$source" || return
        done &&
        cp "$checkout/scripts/constraints.txt" "$root$source/scripts" &&
        { [ ! -d "$here/wheels" ] || cp -R "$here/wheels" "$root$source"; }
}

if [ -n "$is_dry" ] && [ ! -x "$root/usr/bin/python3" ]; then
    change "install the program in $program/venv" || true
else
    source=$program/source
    new=$program/program-$(fingerprint)
    if [ "$(readlink "$root$program/venv" 2>/dev/null)" != "$new" ] &&
        change "install the program in $program/venv"; then
        keep "$program"
        hushed install_program documents,locking,suggestions,cloud || install_small_program
        ln -sfn "$new" "$root$program/venv"
        rm -rf "$root${source:?}"
        for old in "$root$program"/program-*; do
            [ "$old" = "$root$new" ] || rm -rf "$old"
        done
    fi
fi
put /usr/local/bin/tafelronde 0755
