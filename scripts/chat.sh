#!/bin/sh
# Starts a chat process on a free port, talks to it in this terminal, and ends it with the conversation.
set -eu
cd "$(dirname "$0")/.."

log=$(mktemp)
echo "starting (a few seconds; an empty line ends the conversation)"
SIGNPOST_HOST=127.0.0.1 SIGNPOST_PORT=0 .venv/bin/python -m bot.server >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -f "$log"' EXIT
trap 'exit 130' INT TERM

address=
while [ -z "$address" ]; do
    if ! kill -0 "$server" 2>/dev/null; then
        code=0
        wait "$server" || code=$?
        cat "$log" >&2
        echo "chat stopped: the chat process ended with code $code; any lines above say why." >&2
        exit 1
    fi
    sleep 0.2
    address=$(sed -n 's/^Signpost is ready: //p' "$log")
done
.venv/bin/python -m bot.chat "$address"
