#!/usr/bin/env bash
# Installs the named Debian packages that are missing. Without the right to do so: one clear sentence, exit 1.
set -eu
missing=()
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=(sudo -n)
    else
        echo "These Debian packages are missing and only root can install them: ${missing[*]}. Run: apt-get install ${missing[*]}" >&2
        exit 1
    fi
fi
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}")
if ! "${install[@]}" >/tmp/practica-apt.$$ 2>&1; then
    "${as_root[@]}" apt-get update -q >>/tmp/practica-apt.$$ 2>&1 || true
    if ! "${install[@]}" >>/tmp/practica-apt.$$ 2>&1; then
        tail -5 /tmp/practica-apt.$$ >&2
        echo "apt-get could not install: ${missing[*]}." >&2
        exit 1
    fi
fi
rm -f /tmp/practica-apt.$$
