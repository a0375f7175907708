"""Reproduce a decision record: `python -m bot.triage.replay FILE`, or the record on standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.triage.content import load_content
from bot.triage.record import DecisionRecord, MalformedRecord, NotReproduced, RecordError, replay

STANDARD_INPUT = "-"
REPRODUCED, DIFFERENT, NOT_TRIED = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Say what was recorded and whether it is reproduced exactly. Evidence is never printed.

    Returns 0 when it is, 1 when the result is another one, 2 when it cannot be tried here.
    """
    try:
        record = DecisionRecord.from_json(read(arguments))
        professional = f", {record.professional}" if record.professional else ""
        sys.stdout.write(f"outcome: {record.outcome} ({record.tier}){professional}\nrule: {record.rule}\n")
        sys.stdout.flush()
        replay(record, load_content())
    except RecordError as error:
        sys.stderr.write(f"{error}\n")
        return DIFFERENT if isinstance(error, NotReproduced) else NOT_TRIED
    sys.stdout.write(f"content: {record.content_version}\nreproduced exactly\n")
    return REPRODUCED


def read(arguments: Sequence[str]) -> object:
    """The JSON data of the one file named, or of standard input.

    Raises:
        MalformedRecord: there is no such file, or it is not JSON.
    """
    if len(arguments) > 1 or "" in arguments:
        raise MalformedRecord("name one file, as in: make replay RECORD=path (- reads standard input)")
    try:
        name = arguments[0] if arguments else STANDARD_INPUT
        text = sys.stdin.read() if name == STANDARD_INPUT else Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise MalformedRecord(f"{name} cannot be read: {error.strerror}; name another file") from error
    except UnicodeDecodeError as error:
        raise MalformedRecord("this is not text; give the JSON file of a decision record") from error
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedRecord("this is not JSON; give the JSON file of a decision record") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
