#!/bin/sh
# Runs what is asked for, or everything: in parts, three at once, since a part keeps one core busy for two
# thirds of its time and two cores are the least there are. Whichever is free takes the next part, so none
# waits long for another. A part's report is shown when it has ended.
set -u
cd "$(dirname "$0")/.."

if [ "$#" -gt 0 ]; then exec .venv/bin/python -m pytest "$@"; fi

# What shares a trained model, or results put together once, is one part; all else is the rest.
parts="tests/browser
tests/conversations tests/rasa_seams tests/server
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
printf '%s\n' "$rest" "$parts" | xargs -P 3 -I '{}' sh -c '
  echo "tests: $1"
  report=$(mktemp "$reports/XXXXXX")
  .venv/bin/python -m pytest $1 >"$report" 2>&1
  ended=$?
  cat "$report"
  exit "$ended"' part '{}'
