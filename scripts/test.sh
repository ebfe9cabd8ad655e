#!/usr/bin/env bash
# Runs the tests. Argument: all, check, unit, postgres or journeys. Starts and stops its own servers.
set -eu
cd "$(dirname "$0")/.."
part=${1:-all}
py=.venv/bin/python
work=$(mktemp -d -t practica-test-XXXXXX)
export PRACTICA_DATA_DIR="$work/data"
trap 'rm -rf "$work"' EXIT
say() { printf '\n== %s\n' "$*"; }
failed=()
run() { local name=$1; shift; say "$name"; local t=$SECONDS; if "$@"; then echo "   $name: $((SECONDS - t)) s"; else failed+=("$name"); echo "   $name FAILED after $((SECONDS - t)) s"; fi; }

# A test that needs the clock, a browser or another process may lose a race on a busy machine: what failed is tried once
# more, by itself and from an empty site. What fails twice fails the run; what does not is named, for it is unsteady.
most_unsteady=8
twice() {
    local failures="$work/failures-${1##*/}-$SECONDS"; local status=0
    "$@" -o "cache_dir=$failures" || status=$?
    [ "$status" = 1 ] || return "$status"
    local count; count=$(grep -c '::' "$failures/v/cache/lastfailed")
    if [ "$count" -gt "$most_unsteady" ]; then echo "   $count tests failed: too many to be chance."; return 1; fi
    echo "   $count failed and are tried once more:"; grep '::' "$failures/v/cache/lastfailed"
    PRACTICA_DATA_DIR="$work/again" "$@" -o "cache_dir=$failures" -n 0 --last-failed --last-failed-no-failures none || return
    echo "   UNSTEADY: passed the second time only. Mend them."
}

check() {
    run "style" .venv/bin/ruff check -q .
    run "format" .venv/bin/ruff format -q --check .
    run "types" .venv/bin/mypy -p practica
    run "import rules" .venv/bin/lint-imports
    run "migrations" $py manage.py makemigrations --check --dry-run
    run "TypeScript" $py -m practica.kit.ui.build --types
}
unit() { run "tests on SQLite" twice .venv/bin/pytest -q -n 2 --dist loadfile -m "not journey" tests; }
# What never meets the database of the tests need not run twice; resilience and deploy have sites of their own, on
# SQLite.
no_database=(tests/kit/markup tests/kit/ui tests/interfaces/transfer/readers tests/core/files/extract
    tests/reach/search/engines tests/house/test_rules.py tests/house/test_docs.py tests/resilience tests/deploy)
postgres() {
    bash scripts/debian.sh postgresql redis-server || { failed+=("PostgreSQL and Redis"); return; }
    run "tests on PostgreSQL and Redis" twice bash scripts/with-servers.sh \
        .venv/bin/pytest -q -n 2 --dist loadfile -m "not journey" "${no_database[@]/#/--ignore=}" tests
}
journeys() {
    bash scripts/debian.sh chromium || { failed+=("Chromium"); return; }
    run "browser journeys" twice .venv/bin/pytest -q -m journey tests/journeys
}

case $part in
    all) check; unit; postgres; journeys ;;
    check | unit | postgres | journeys) "$part" ;;
    *) echo "There is no part called $part." >&2; exit 2 ;;
esac
if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFailed: %s\n' "$(IFS=,; echo "${failed[*]}")" >&2
    exit 1
fi
printf '\nAll of it passed.\n'
