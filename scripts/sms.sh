#!/bin/sh
# Starts a Signpost whose carrier is this terminal, texts with it, and ends it with the conversation.
set -eu
cd "$(dirname "$0")/.."

log=$(mktemp)
echo "starting (a few seconds; an empty line ends the conversation)"
# The links in the texts name the port, so it is chosen before the start.
port=$(.venv/bin/python -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
address="http://127.0.0.1:$port"
SIGNPOST_HOST=127.0.0.1 SIGNPOST_PORT="$port" SIGNPOST_MODE=demo SIGNPOST_SMS_PROVIDER=console \
    SIGNPOST_SMS_PUBLIC_URL="$address" SIGNPOST_SMS_JOIN_SECONDS=0.2 \
    .venv/bin/python -m bot.server >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -f "$log"' EXIT
trap 'exit 130' INT TERM

until grep -q '^Signpost is ready' "$log"; do
    if ! kill -0 "$server" 2>/dev/null; then
        code=0
        wait "$server" || code=$?
        cat "$log" >&2
        echo "sms stopped: the server ended with code $code; any lines above say why." >&2
        exit 1
    fi
    sleep 0.2
done
echo "the links work on this machine, while this runs: $address"
.venv/bin/python -m bot.texting "$address"
