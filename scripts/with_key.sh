#!/bin/sh
# Runs a command with an encryption key: your own SIGNPOST_KEY, or in demo mode the one in var/demo.env.
set -eu
cd "$(dirname "$0")/.."

if [ -z "${SIGNPOST_KEY:-}" ] && [ "${SIGNPOST_MODE:-demo}" = demo ]; then
    [ -f var/demo.env ] || .venv/bin/python scripts/demo_key.py
    set -a
    . ./var/demo.env
    set +a
fi
exec "$@"
