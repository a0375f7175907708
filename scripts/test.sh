#!/bin/sh
# Runs what is asked for, or everything: in parts, two at once, since most of it waits for one core.
# Whichever of the two is free takes the next part, so neither waits long for the other. A part's report is
# shown when it has ended.
set -u
cd "$(dirname "$0")/.."

if [ "$#" -gt 0 ]; then exec .venv/bin/python -m pytest "$@"; fi

# What shares a trained model, or results put together once, is one part; all else is the rest.
parts="tests/conversations tests/rasa_seams tests/server
tests/browser
tests/desk
tests/channels tests/review
tests/store"
# shellcheck disable=SC2086 # a list of folders
rest="tests $(printf -- '--ignore=%s ' $parts)"

reports=$(mktemp -d)
export reports
trap 'rm -rf "$reports"' EXIT

# The longest first.
# shellcheck disable=SC2016 # the inner shell fills these in
printf '%s\n' "$rest" "$parts" | xargs -P 2 -I '{}' sh -c '
  echo "tests: $1"
  report=$(mktemp "$reports/XXXXXX")
  .venv/bin/python -m pytest $1 >"$report" 2>&1
  ended=$?
  cat "$report"
  exit "$ended"' part '{}'
