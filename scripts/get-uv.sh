#!/usr/bin/env bash
# Puts uv into .tools/uv, with whatever this machine's Python can install with. Asks nothing.
set -eu
cd "$(dirname "$0")/.."
here=.tools/uv
[ -x "$here/bin/uv" ] && exit 0
wanted='uv>=0.9,<1'
say() { printf '%s\n' "$*" >&2; }

command -v python3 >/dev/null || { say "python3 is missing: install Debian's package python3."; exit 1; }
mkdir -p .tools
if ! python3 -m venv "$here" >/dev/null 2>&1; then
    # Debian splits venv off: take its package when we may, else say so.
    rm -rf "$here"
    bash scripts/debian.sh python3-venv
    python3 -m venv "$here"
fi
"$here/bin/python" -m pip install -q --disable-pip-version-check "$wanted"
