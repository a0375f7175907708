"""The note as plain text, to copy into the clinic's own records; the PDF is made from it too."""

from __future__ import annotations

from starlette.requests import Request

from bot.desk.case_file import CaseFile


def case_text(request: Request, file: CaseFile) -> str:
    """The note of a case in lines: a heading is a line that begins with `# `."""
    template = request.app.state.templates.get_template("note.txt")
    text: str = template.render(
        file=file,
        case=file.case,
        note=file.note,
        clinic_name=request.app.state.clinic_name,
        now=request.app.state.clock(),
    )
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"
