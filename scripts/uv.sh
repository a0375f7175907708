#!/bin/sh
# Prints the path of a uv: the one on the PATH, or one put into .tools with any Python at hand.
set -eu
cd "$(dirname "$0")/.."

if command -v uv; then exit 0; fi

if [ ! -x .tools/bin/uv ]; then
    rm -rf .tools
    for python in python3 python3.10 python; do
        if "$python" -m venv .tools 2>/dev/null >&2 &&
            .tools/bin/python -m pip install -qq --require-hashes -r scripts/uv.lock >&2; then
            break
        fi
        rm -rf .tools
    done
fi

[ -x .tools/bin/uv ] && echo "$PWD/.tools/bin/uv"
