#!/bin/sh
# Runs what is asked for, or everything: in two halves at once, since most of it waits for one core.
# The second half's report is shown when it has ended.
set -u
cd "$(dirname "$0")/.."

if [ "$#" -gt 0 ]; then exec .venv/bin/python -m pytest "$@"; fi

# What starts servers, browsers and databases; the rest is the other half.
serving="tests/browser tests/channels tests/conversations tests/rasa_seams tests/server tests/store"
report=$(mktemp)
trap 'rm -f "$report"' EXIT

# shellcheck disable=SC2086 # a list of folders
.venv/bin/python -m pytest $serving >"$report" 2>&1 &
other=$!
# shellcheck disable=SC2046
.venv/bin/python -m pytest $(printf -- '--ignore=%s ' $serving)
first=$?
echo "tests: waiting for the half with servers and a browser"
wait "$other"
second=$?
cat "$report"
[ "$first" -eq 0 ] && [ "$second" -eq 0 ]
