#!/usr/bin/env bash
# Makes .venv hold exactly the locked packages and this checkout (editable; its build makes the front end).
# Argument: base (to run a site) or dev (to test as well). A dev environment also serves for base.
set -eu
cd "$(dirname "$0")/.."
which=${1:-dev}
stamp=.venv/.synced
wanted=$(cat pyproject.toml hatch_build.py requirements/base.txt requirements/dev.txt frontend/package-lock.json 2>/dev/null | sha256sum | cut -d' ' -f1)
have=$(cat "$stamp" 2>/dev/null || true)
if [ "$have" = "dev $wanted" ] || [ "$have" = "$which $wanted" ]; then
    touch "$stamp"
    .venv/bin/python -m practica.kit.ui.build --if-changed
    exit 0
fi
uv=.tools/uv/bin/uv
[ -x .venv/bin/python ] || "$uv" venv -q --python python3 .venv
# The build needs hatchling and Node; they come with dev, and are added to base for the build.
"$uv" pip sync -q --python .venv/bin/python --require-hashes requirements/dev.txt
"$uv" pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
echo "dev $wanted" > "$stamp"
