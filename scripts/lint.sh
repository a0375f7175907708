#!/bin/sh
# Style, types and import contracts; stops at the first that fails.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m ruff check .
.venv/bin/python -m ruff format --check .
.venv/bin/python -m mypy
.venv/bin/lint-imports --no-logo
