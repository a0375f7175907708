#!/bin/sh
# Makes .venv from requirements.lock, or finds it already made and says nothing.
# Python 3.10 comes from the PATH, from pyenv, or from uv; pip does the work where uv cannot be had.
set -eu
cd "$(dirname "$0")/.."

# A copy of the lock, written last: a set-up that was cut short, or a changed lock, is taken up again.
stamp=.venv/made-from.lock
if [ -x .venv/bin/python ] && cmp -s requirements.lock "$stamp"; then exit 0; fi

needed_gb=4
started=$(date +%s)

say() { echo "set-up: $1"; }
stop() {
    echo "set-up stopped: $1" >&2
    exit 1
}

is_python_310() {
    # A pyenv shim is on the PATH and yet refuses to run, so it is tried, not trusted.
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

find_python() {
    pyenv_root=${PYENV_ROOT:-$(pyenv root 2>/dev/null || echo "${HOME:-}/.pyenv")}
    for candidate in python3.10 python3 "$pyenv_root"/versions/3.10.*/bin/python3.10; do
        if is_python_310 "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

make_venv() {
    say "looking for Python 3.10"
    python=$(find_python)
    rm -rf .venv
    if [ -n "$uv" ]; then
        [ -n "$python" ] || say "none found, uv fetches one (30 MB)"
        "$uv" venv --quiet --python "${python:-3.10}" .venv ||
            stop "no Python 3.10 here and uv could not fetch one. Install Python 3.10 and run the same command again."
    else
        [ -n "$python" ] || stop "Signpost needs Python 3.10. Install it, or uv, and run the same command again."
        "$python" -m venv .venv ||
            stop "$python cannot make an environment. Install its venv module (python3.10-venv on Debian) and run the same command again."
    fi
}

install_packages() {
    say "installing the locked packages (3 GB on disk; under a minute with a warm cache, else as long as the download takes)"
    quiet=$([ -t 2 ] || echo --quiet)
    # Compiled now, Rasa starts in 5 s; compiled at every start, where nothing may write beside it, in 20 s.
    if [ -n "$uv" ]; then
        # shellcheck disable=SC2086 # empty on a terminal, where uv shows its progress
        "$uv" pip install $quiet --compile-bytecode --python .venv/bin/python --no-deps --require-hashes -r requirements.lock
    else
        # shellcheck disable=SC2086
        .venv/bin/python -m pip install $quiet --no-deps --require-hashes -r requirements.lock
    fi
}

if [ ! -d .venv ]; then
    free_kb=$(df -Pk . | awk 'NR == 2 { print $4 }')
    [ "$free_kb" -ge $((needed_gb * 1000000)) ] ||
        stop "$needed_gb GB of free disk are needed and $((free_kb / 1000000)) GB are free. Make room and run the same command again."
fi
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
    say "the lock is made for Linux on x86-64; on this machine use a Linux container if the next steps fail"
fi

uv=$(scripts/uv.sh || true)
is_python_310 .venv/bin/python || make_venv
install_packages ||
    stop "some packages could not be had; the lines above say which. Check the network and run the same command again."
cp requirements.lock "$stamp"
say "environment ready after $(($(date +%s) - started)) s"
