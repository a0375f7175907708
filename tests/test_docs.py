"""The docs say what is there: every command, every setting, every dependency, and nothing of one machine."""

import re
import subprocess
from pathlib import Path

import pytest
import tomli  # comes with pytest on this Python

from bot.wording import wording

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"

PACKAGE_HOST = re.compile(
    r"\b(pypi|pythonhosted|npmjs|yarnpkg|jsdelivr|unpkg|anaconda|crates|rubygems)\.(org|com|io|net)\b"
    r"|\b(extra-)?index-url[ =]+\S*://|\bfind-links[ =]+\S*[:/]/",
    re.IGNORECASE,
)
# A folder of one machine at the start of a path; the same word further on, or in an address, is fine.
MACHINE_PATH = re.compile(r"(?<![\w.~}$:-])(?<!:/)/(root|work|tmp|home|Users|opt|mnt)/\w")

# Files that may hold what the two patterns find, each with its reason.
ALLOWED: dict[str, str] = {}


def tracked_files() -> list[Path]:
    """Every file that is, or would be, in the repository."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = sorted({ROOT / name for name in listing.stdout.split("\0") if name})
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    """The text of a file; nothing for a picture or other binary."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", errors="replace")


def make_targets() -> list[str]:
    return re.findall(r"^([a-z][a-z-]*):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def setting_names() -> list[str]:
    source = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"\bSIGNPOST_[A-Z_]+\b", source)))


def direct_dependencies() -> list[str]:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [
        line for group in project["optional-dependencies"].values() for line in group
    ]
    return [re.split(r"[^A-Za-z0-9_.-]", line)[0].lower() for line in wanted]


def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("target", make_targets())
def test_the_readme_names_every_make_target(target: str) -> None:
    assert f"make {target}" in readme()


@pytest.mark.parametrize("target", make_targets())
def test_the_contributors_page_explains_every_make_target(target: str) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert f"| `make {target}` |" in page


@pytest.mark.parametrize("name", setting_names())
def test_the_readme_names_every_setting(name: str) -> None:
    assert re.search(rf"\b{name}\b", readme())


def test_the_page_on_text_messages_names_every_setting_of_theirs() -> None:
    source = (ROOT / "bot" / "sms_settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r"\bSIGNPOST_(?:SMS|TWILIO|TELNYX)_[A-Z_]+\b", source))
    page = (ROOT / "docs" / "sms.md").read_text(encoding="utf-8")

    assert names and not {name for name in names if f"`{name}`" not in page}


@pytest.mark.parametrize("response", ["utter_sms_help", "utter_sms_opted_out"])
def test_the_words_to_paste_at_the_carrier_are_those_we_say(response: str) -> None:
    page = (ROOT / "docs" / "sms.md").read_text(encoding="utf-8")
    quoted = " ".join(line.strip().removeprefix("> ") for line in page.split("\n") if "> " in line)

    assert wording().text(response, clinic_name="CLINIC", emergency_number="911") in quoted


def test_no_page_names_a_make_target_that_is_not_there() -> None:
    pages = [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"), *([README] if README.exists() else [])]
    named = {
        (page.name, target)
        for page in pages
        for target in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))
    }

    assert {(page, target) for page, target in named if target not in make_targets()} == set()


@pytest.mark.parametrize("name", direct_dependencies())
def test_every_direct_dependency_has_its_line(name: str) -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    assert re.search(rf"^\| {re.escape(name)} \|( [^|]+ \|){{4}}$", page, re.MULTILINE)


def test_every_listed_dependency_is_still_wanted() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\S+) \|(?: [^|]+ \|){4}$", page, re.MULTILINE)

    assert set(listed) - {"package"} == set(direct_dependencies())


def test_no_file_names_a_package_host() -> None:
    found = [path.relative_to(ROOT) for path in tracked_files() if PACKAGE_HOST.search(text_of(path))]

    assert [path for path in found if str(path) not in ALLOWED] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [path.relative_to(ROOT) for path in tracked_files() if MACHINE_PATH.search(text_of(path))]

    assert [path for path in found if str(path) not in ALLOWED] == []


def test_a_folder_of_one_machine_would_be_found() -> None:
    slash = "/"

    assert MACHINE_PATH.search(f"see {slash}tmp{slash}notes")
    assert MACHINE_PATH.search(f'open("{slash}home{slash}me{slash}file")')
    assert MACHINE_PATH.search(f"sqlite:{slash * 4}tmp{slash}a.db")
    assert not MACHINE_PATH.search("for the sport/work/fall columns")
    assert not MACHINE_PATH.search(f"https:{slash * 2}home{slash}page")


def test_the_changelog_has_a_section_for_what_is_not_released() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## Unreleased$", changelog, re.MULTILINE)


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "adr"
    pages = {page.name for page in folder.glob("[0-9]*.md")}

    assert set(re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text())) == pages
