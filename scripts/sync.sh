#!/usr/bin/env bash
# Makes .venv hold exactly the locked packages and this checkout (editable; its build makes the front end).
# All of it is compiled: a server may not be allowed to write beside the code (or be told not to, as in containers),
# and would compile two thousand files at every start.
# Argument: base (to run a site) or dev (to test as well). A dev environment is left as it is for base.
set -eu
cd "$(dirname "$0")/.."
which=${1:-dev}
stamp=.venv/.synced
inputs=(pyproject.toml hatch_build.py requirements/base.txt requirements/build.txt requirements/dev.txt)
wanted=$(cat "${inputs[@]}" | sha256sum | cut -d' ' -f1)
have=$(cat "$stamp" 2>/dev/null || true)
if [ "$have" = "dev $wanted" ] || [ "$have" = "$which $wanted" ]; then
    touch "$stamp"
    .venv/bin/python -m practica.kit.ui.build >/dev/null
    .venv/bin/python -m compileall -q practica
    exit 0
fi
uv=.tools/uv/bin/uv
locked=(requirements/dev.txt)
[ "$which" = base ] && locked=(requirements/base.txt requirements/build.txt)
[ -x .venv/bin/python ] || "$uv" venv -q --python python3 .venv
"$uv" pip sync -q --python .venv/bin/python --require-hashes --compile-bytecode "${locked[@]}"
"$uv" pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
.venv/bin/python -m compileall -q practica
echo "$which $wanted" > "$stamp"
