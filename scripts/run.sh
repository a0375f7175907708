#!/bin/sh
# Starts the chat process and the front desk, and ends both when one of them ends or when it is told to.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m bot.desk &
desk=$!
.venv/bin/python -m bot.server &
chat=$!

stop() {
    trap - INT TERM
    kill "$desk" "$chat" 2>/dev/null || true
    code=0
    wait "$desk" || code=$?
    wait "$chat" || code=$?
}
trap 'stop; exit 130' INT
trap 'stop; exit 143' TERM

while kill -0 "$desk" 2>/dev/null && kill -0 "$chat" 2>/dev/null; do sleep 0.5; done
stop
exit "$code"
