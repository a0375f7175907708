"""Trains the model if anything it is made of has changed; keeps one archive, named by that content.

Rasa's own cache does not see a change in a file that a component reads (a lexicon, a module beside it), so a
needed training starts fresh, and one that is not needed is skipped whole.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE_OF = ("config.yml", "domain.yml", "bot/data", "bot/nlu", "bot/triage/content", "requirements.lock")
ARCHIVES = "signpost-*.tar.gz"
STARTS = re.compile(r"Starting to train component '([^']+)'")


class TrainingFailed(Exception):
    """Rasa refused to train; the message holds what it said."""


def fingerprint(root: Path) -> str:
    """Sixteen hex digits that change with the name or the bytes of any file the model is made of."""
    digest = hashlib.sha256()
    for file in _files(root):
        digest.update(f"{file.relative_to(root)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    for name in MADE_OF:
        found = (root / name).rglob("*") if (root / name).is_dir() else [root / name]
        yield from sorted(file for file in found if file.is_file() and "__pycache__" not in file.parts)


def train_if_needed(root: Path) -> Path:
    """The archive for the content of `root`, trained now or before. Raises TrainingFailed."""
    models = root / "bot" / "models"
    archive = models / f"signpost-{fingerprint(root)}.tar.gz"
    if archive.exists():
        archive.touch()  # Rasa serves the newest archive of a folder
        return archive

    models.mkdir(parents=True, exist_ok=True)
    print("training: the model's content is new or has changed (a minute or two)", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=".training-", dir=models) as out:
        train(root, Path(out), archive.name)
        (Path(out) / archive.name).rename(archive)
    for older in set(models.glob(ARCHIVES)) - {archive}:
        older.unlink()
    print(f"training: done after {time.monotonic() - started:.0f} s, {archive.relative_to(root)}", flush=True)
    return archive


def train(root: Path, out: Path, name: str) -> None:
    """Run Rasa's own command, showing each component as it starts. Raises TrainingFailed, with its words."""
    # The data is validated by a test; it takes as long as half of the training.
    command = [sys.executable, "-m", "rasa", "train", "--force", "--skip-validation", "--data", "bot/data"]
    process = subprocess.Popen(
        [*command, "--out", str(out), "--fixed-model-name", name],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if step := STARTS.search(line):
            print(f"training: {step[1].rpartition('.')[2]}", flush=True)
    if process.wait() != 0 or not (out / name).exists():
        raise TrainingFailed(
            "".join(said) + "training stopped: the lines above say why. A model trained earlier was kept."
        )


if __name__ == "__main__":
    try:
        train_if_needed(ROOT)
    except TrainingFailed as failure:
        sys.exit(str(failure))
