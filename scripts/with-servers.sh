#!/usr/bin/env bash
# Runs a command with a PostgreSQL and a Redis of its own on loopback sockets, stopped afterwards.
# PostgreSQL refuses to run as root: then it runs as the user Debian's package made for it.
set -eu
work=$(mktemp -d -t practica-servers-XXXXXX)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is missing: install Debian's package postgresql." >&2; exit 1; }
as=()
[ "$(id -u)" -eq 0 ] && { chown postgres "$work"; as=(runuser -u postgres --); }
redis_pid=
stop() {
    [ -n "$redis_pid" ] && kill "$redis_pid" 2>/dev/null || true
    "${as[@]}" "$bin/pg_ctl" -D "$work/pg" -m immediate -s stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
"${as[@]}" "$bin/initdb" -D "$work/pg" -U practica --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/pg" -s -w -l "$work/pg.log" \
    -o "-c listen_addresses='' -k $work -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=50" start
"${as[@]}" "$bin/createdb" -h "$work" -U practica practica
redis-server --port 0 --unixsocket "$work/redis.sock" --unixsocketperm 777 --save '' --appendonly no --daemonize no >"/dev/null" 2>&1 &
redis_pid=$!
for _ in $(seq 50); do [ -S "$work/redis.sock" ] && break; sleep 0.1; done
export PRACTICA_DATABASE_URL="postgres://practica@/practica?host=$work"
export PRACTICA_REDIS_URL="unix://$work/redis.sock"
"$@"
