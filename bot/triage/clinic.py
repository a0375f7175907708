"""The clinic a person is sent to: who of the six works there, and where to go for the others.

The clinic never changes who is recommended, only where: the licence that makes a recommendation safe
does not depend on who has a free room. The file is documented in docs/clinic.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.triage.assess import Assessment
from bot.triage.booking_link import BadLink, booking_link
from bot.triage.clinic_notes import read_notes, staff_note
from bot.triage.content import load_content
from bot.triage.direct_access import STATES
from bot.triage.locales import load_locales
from bot.triage.rows import Row, read_yaml, rows

LONGEST_LINE = 120
"""Characters: it has to fit into a text message with the words around it."""


@dataclass(frozen=True)
class Listing:
    """One of the six at a clinic: works here, takes new people, and where else to go.

    `languages` and `note` are for the clinic's own staff and are said to nobody else.
    """

    here: bool
    accepting: bool
    referral: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Clinic:
    """What one clinic tells about itself; `professionals` lists all six. Texts may be empty, `name` not.

    `notes` are the clinic's words to its own staff, by question. No channel ever shows them to a person.
    """

    name: str
    phone: str
    hours: tuple[str, ...]
    booking_link: str
    locale: str
    state: str
    professionals: Mapping[str, Listing]
    notes: Mapping[str, str] = field(default_factory=dict)

    def takes(self, professional: str) -> bool:
        """Whether a new person can see this professional here."""
        listing = self.professionals[professional]
        return listing.here and listing.accepting


@dataclass(frozen=True)
class Placement:
    """Where to find the recommended professional: here, not_accepting, elsewhere, or none to find.

    `also_here` are the alternates a new person can see at the clinic.
    """

    where: str
    referral: str = ""
    also_here: tuple[str, ...] = ()


NOBODY = Placement("none")


def placement(assessment: Assessment, clinic: Clinic) -> Placement:
    """Where the assessment leads at this clinic. Pure and total: exactly one place for any roster."""
    professional = assessment.professional
    if professional is None or assessment.urgent:
        return NOBODY
    ruled_out = {excluded.professional for excluded in assessment.excluded}
    also_here = tuple(name for name in assessment.alternates if name not in ruled_out and clinic.takes(name))
    listing = clinic.professionals[professional]
    if clinic.takes(professional):
        return Placement("here", "", also_here)
    return Placement("not_accepting" if listing.here else "elsewhere", listing.referral, also_here)


def note_for(clinic: Clinic, question_id: str) -> str:
    """The clinic's note to whoever asks this question for a caller; empty when there is none."""
    return clinic.notes.get(question_id, "")


@lru_cache(maxsize=16)
def load_clinic(path: Path) -> Clinic:
    """Read and check a clinic's file, once a process.

    Raises:
        ContentError: naming the file, the row and the cure.
    """
    return read_clinic(path.name, read_yaml(path))


def read_clinic(file: str, data: object) -> Clinic:
    """Check a clinic as it stands in a file, or comes from elsewhere in that form; `file` names it in errors.

    Raises:
        ContentError: naming the file, the row and the cure.
    """
    row = Row(file, data, "clinic")
    state = row.text("state", "")
    if state and state not in STATES:
        raise row.error(f"`state: {state}` must be a US state code such as NY, or empty")
    clinic = Clinic(
        name=_line(row, "name", row.text("name")),
        phone=_line(row, "phone", row.text("phone", "")),
        hours=tuple(_line(row, "hours", line) for line in row.texts("hours", ())),
        booking_link=_booking_link(row),
        locale=row.one_of("locale", load_locales()),
        state=state,
        professionals=_professionals(row),
        notes=read_notes(row),
    )
    row.done()
    return clinic


def _professionals(clinic: Row) -> dict[str, Listing]:
    six = load_content().professionals
    listed = {}
    for row in rows(clinic.file, clinic.take("professionals"), "professionals"):
        name = row.one_of("id", six)
        listed[name] = _listing(row)
    missing = [name for name in six if name not in listed]
    if missing:
        raise clinic.error(
            f"`professionals:` lacks {', '.join(missing)}; list all six, with `here: false` for those you lack"
        )
    return listed


def _listing(row: Row) -> Listing:
    listing = Listing(
        here=row.flag("here", None),
        accepting=row.flag("accepting", None),
        referral=_line(row, "referral", row.text("referral", "")),
        languages=tuple(_line(row, "languages", name) for name in row.texts("languages", ())),
        note=staff_note(row, "note", ""),
    )
    row.done()
    if not listing.here and not listing.referral:
        raise row.error("`referral:` is missing; say where to go, since they are not here")
    return listing


def _line(row: Row, key: str, text: str) -> str:
    """One plain line, which a sentence goes around: no break and no full stop at its end."""
    line = text.strip().removesuffix(".")
    if len(line) > LONGEST_LINE or not line.isprintable() or (text and not line):
        raise row.error(f"`{key}:` must be one plain line of at most {LONGEST_LINE} characters")
    return line


def _booking_link(row: Row) -> str:
    try:
        return booking_link(row.text("booking_link", "").strip())
    except BadLink as error:
        raise row.error(f"`booking_link:` {error}") from error
