#!/bin/sh
# All tests: the pass on SQLite and, beside it, the pass on PostgreSQL. Each waits for browsers, programs and disks a third of its time, so
# together they end sooner. The second one speaks when the first has ended.
set -u
standing=
if [ -n "${AT:-}" ]; then # those alone that stood at that commit
  standing=$(mktemp)
  trap 'rm -f "$standing"' EXIT
  .venv/bin/python -m tests.standing "$AT" "$standing" || exit
  export TESTS_STANDING="$standing"
fi
# Tests start dozens of programs: with their bytecode kept, each starts seconds earlier.
run="env PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest --dist worksteal -q"
log=$(mktemp)
started=$(date +%s)
.venv/bin/python tests/postgres_server.py -- $run -n 2 -m "postgres or both_databases" >"$log" 2>&1 &
beside=$!
.venv/bin/python tests/elasticsearch/server.py & # for both: each would start its own, which takes longer than its tests
server=$!
trap 'kill "$beside" "$server" 2>/dev/null; wait "$beside" "$server"; rm -f "$log" "$standing"' EXIT
trap 'exit 130' INT TERM
$run -n 4 -m "not postgres"
on_sqlite=$?
wait "$beside"
on_postgres=$?
cat "$log"
echo "Both passes took $(($(date +%s) - started)) seconds."
if [ $on_postgres -eq 4 ] && [ "${CI:-}" != true ]; then on_postgres=0; fi # there is no PostgreSQL: said in one line, not an error here
[ $on_sqlite -eq 0 ] && [ $on_postgres -eq 0 ]
