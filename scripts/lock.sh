#!/bin/sh
# Resolves pyproject.toml into requirements.lock: pinned, hashed, and free of any package host's address.
set -eu
cd "$(dirname "$0")/.."

uv=$(scripts/uv.sh) || {
    echo "lock stopped: uv is needed and could not be had. Install uv and run the same command again." >&2
    exit 1
}
"$uv" pip compile pyproject.toml --extra dev --python-version 3.10 --generate-hashes --quiet \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock
echo "requirements.lock is up to date"
