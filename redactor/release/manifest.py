"""A release told to programs: its files by hash, the checks, how much was withheld."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from redactor import __version__
from redactor.casefile import CaseFile
from redactor.errors import BadInput
from redactor.missing import missing
from redactor.model import State, Status
from redactor.release import draft
from redactor.release.approval import Approval
from redactor.release.bundle import NAME
from redactor.release.item import Released
from redactor.release.pdf.produce import Produced

MANIFEST = "manifest.json"
CHECKS = (
    "no text can be read under a redaction (PDFium, MuPDF)",
    "no withheld text can be read anywhere in the release (PDFium, MuPDF)",
    "no page spells withheld text, shown or not (its fonts' own tables)",
    "no stream, string or name of any file holds withheld text (qpdf)",
    "every redaction looks as it was drawn, and nothing is drawn beneath it (PDFium)",
    "every page looks as before outside of its redactions (PDFium; pictures: MuPDF); "
    "text that moved to make gaps even looks as before in its new place",
    "every page stamp stands where the page was empty; pages withheld whole hold "
    "nothing but their notice",
    "every file holds only objects of allowed kinds, each in use, in one revision",
    "no withheld text can be read on pages that are pictures, before and after (OCR)",
    "no file shows the reference of another case that is not said to be related",
    "schedule, letter, file names and manifest hold no withheld text; what the "
    "authority says of itself is public and does not count",
)


def manifest_of(
    state: State,
    files: Mapping[str, bytes],
    released: Sequence[Released],
    per_code: Mapping[str, int],
    approval: Approval,
    trail: str,
) -> str:
    """The manifest's text; "missing" is what the case of a draft still has to say,
    ``trail`` the seal of the case's audit trail, with which it can be compared."""
    made = dt.datetime.now(dt.UTC).replace(microsecond=0)
    content = {
        "case": state.case.reference,
        "regime": state.case.regime,
        "made": made.isoformat().replace("+00:00", "Z"),
        "program": f"FOI Redactor {__version__}",
        "approved": _approved(approval),
        "why_not_approved": approval.why_not,
        "audit_trail": trail,
        "missing": [str(one) for one in missing(state)],
        "checks": list(CHECKS),
        "redactions": {
            "total": sum(
                r.status is Status.ACCEPTED for r in state.redactions.values()
            ),
            "by_code": dict(per_code),
        },
        "documents": [_document(r, approval) for r in released],
        "files": [
            {"name": name, "bytes": len(data), "sha256": _digest(data)}
            for name, data in files.items()
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def compared(file: CaseFile, manifest: bytes) -> list[str]:
    """Where the manifest of a release and the case it is from disagree, as sentences.

    It finds an audit trail that was made anew, or cut off, after the release: nothing
    in the file itself can. Raises BadInput.
    """
    try:
        content = json.loads(manifest)
        reference, trail = content["case"], content["audit_trail"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            "That is no manifest of a release that names an audit trail.",
            "Give the file manifest.json of a release from this case.",
        ) from error
    found = []
    if reference != file.state.case.reference:
        found.append(f"The manifest is of the case {str(reference)[:40]}.")
    if not any(file.recorded(act, manifest) for act in ("release", "draft")):
        found.append("No event of the audit trail is about this release.")
    if trail not in {event.hash for event in file.events()}:
        found.append("The events before this release are not those of then.")
    return found


def _approved(approval: Approval) -> dict[str, str] | None:
    review = approval.review
    if review is None or not approval.holds:
        return None
    return {"by": review.by, "at": review.at, "code": approval.code}


def _document(released: Released, approval: Approval) -> dict[str, Any]:
    made = released.produced
    if made is None:
        row = released.document
        return {"id": row.id, "file": None, "pages": row.pages, "withheld": "in full"}
    name = NAME if made.dress.look.bundle else f"{released.name}.pdf"
    return {
        "id": released.document.id,
        "file": name if approval.holds else draft.named(name),
        "pages": released.document.pages,
        "pages_withheld_whole": sorted(made.dress.notices),
        "pages_without_room_for_a_stamp": _bare(made),
        "pages_with_even_gaps": sorted(made.moves),
        "redactions_with_uneven_gaps": list(made.uneven),
        "running_numbers": list(released.running),
        "pages_released_as_pictures": [
            {"page": page, "why": why, "invisible_text": page in made.searchable}
            for page, why in sorted(made.pictures.items())
        ],
    }


def _bare(made: Produced) -> list[int]:
    """Pages that should be stamped and are not."""
    look = made.dress.look
    wanted = look.reference or look.is_numbered or look.running
    return sorted(set(made.pages) - set(made.labels)) if wanted else []


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def words_of(manifest: str) -> str:
    """The manifest without its hashes, in which anything can be read by chance."""
    content = json.loads(manifest)
    del content["audit_trail"]
    for entry in content["files"]:
        del entry["sha256"]
    return json.dumps(content, ensure_ascii=False)
