#!/bin/sh
# Runs a command beside a PostgreSQL of its own, empty, reached by a socket only, gone afterwards:
#   sh deploy/with-postgresql.sh python -m pytest tests/store
# Where there is no server and none may be installed, the command runs without one and says so.
set -eu
find_server() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

if [ -n "${KIOSK_TEST_DATABASE_URL:-}" ]; then exec "$@"; fi
server=$(find_server)
if [ -z "$server" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PostgreSQL for the tests…"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    server=$(find_server)
fi
if [ -z "$server" ]; then
    echo "No PostgreSQL here: the store is tested on SQLite only." >&2
    exec "$@"
fi

folder=$(mktemp -d)
# The server refuses to be root.
as_its_user() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
put_away() {
    as_its_user "$server/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap put_away EXIT
trap 'exit 130' INT TERM
if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; fi
(
    cd "$folder"
    as_its_user "$server/initdb" -D "$folder/data" -A trust -U kiosk -E UTF8 --no-sync >/dev/null
    as_its_user "$server/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
        -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off" start >/dev/null
)
KIOSK_TEST_DATABASE_URL="postgresql+psycopg://kiosk@/postgres?host=$folder" "$@"
