#!/bin/sh
# Runs a command beside a PostgreSQL of its own: made for this run, reached by a socket, gone after.
# The address is given in LOOPBRUG_DATABASE_URL. Without a server the command is not run, loudly.
#   sh tools/postgres.sh python -m pytest -m together
set -u
case "${LOOPBRUG_DATABASE_URL:-}" in postgres*) exec "$@" ;; esac

server() {
    for found in "$(command -v pg_ctl 2>/dev/null)" /usr/lib/postgresql/*/bin/pg_ctl; do
        [ -x "$found" ] && bin=$(dirname "$found")
    done
    [ -n "${bin:-}" ]
}

install_server() {
    as_root=
    [ "$(id -u)" = 0 ] || { sudo -n true 2>/dev/null && as_root="sudo -n"; } || return 1
    command -v apt-get >/dev/null 2>&1 || return 1
    echo "Installing PostgreSQL for the tests of acts in the same second (once) ..."
    $as_root apt-get update -qq >/dev/null 2>&1
    $as_root apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1
}

# initdb refuses root: then the server runs as the user Debian makes for it.
as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

skip() {
    echo "NO POSTGRESQL: $1. The tests of acts in the same second ran on SQLite only. Install PostgreSQL (Debian: apt-get install postgresql) or set LOOPBRUG_DATABASE_URL." >&2
    exit 0
}

server || install_server
server || skip "no server was found"
folder=$(mktemp -d /tmp/loopbrug-postgres-XXXXXX) || skip "no folder could be made"
stop() {
    [ ! -f "$folder/data/postmaster.pid" ] || as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
[ "$(id -u)" != 0 ] || chown postgres "$folder" || skip "there is no user postgres"
cd "$folder" || exit 1
as_server "$bin/initdb" -D "$folder/data" -U loopbrug -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 &&
    as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start \
        -o "-c listen_addresses='' -k $folder -c fsync=off -c full_page_writes=off -c synchronous_commit=off" >>"$folder/log" 2>&1 ||
    { cat "$folder/log" "$folder/server.log" 2>/dev/null >&2; skip "a server would not start"; }
cd "$OLDPWD" || exit 1
export LOOPBRUG_DATABASE_URL="postgresql://loopbrug@/loopbrug?host=$folder"
"$@"
