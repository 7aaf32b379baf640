"""All documents of a release as one PDF, with bookmarks made from the schedule.

It holds the pages of PDFs that are proved one by one. Its own proof is that each page
says and shows what it did there, and that the file holds nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from PIL import ImageChops

from redactor.release.item import Released
from redactor.release.pdf.rebuild import finish, saved
from redactor.release.pdf.tags import labels_of, put_structure
from redactor.release.proof import objects
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle
from redactor.release.proof.prove import prove_text
from redactor.release.proof.reader import Reader

NAME = "documents.pdf"
_OWN = frozenset({"/PageMode"})
_FEW = 8  # levels of 255 by which a page may differ from itself in another file


def bundled(released: Sequence[Released], outcomes: Sequence[str], title: str) -> bytes:
    """The released documents one behind the other; ``outcomes`` as in the schedule."""
    with pikepdf.new() as whole:
        marks = []
        trees: list[pikepdf.Object] = []
        parents, labels = pikepdf.Array(), pikepdf.Array()
        for one, outcome in zip(released, outcomes, strict=True):
            if one.produced is None:
                continue
            marks.append((f"{one.name} ({outcome})", len(whole.pages)))
            with pikepdf.open(io.BytesIO(one.produced.pdf)) as part:
                _append(whole, part, (trees, parents))
            for label in labels_of(one.produced.pages, marks[-1][1], one.document.id):
                labels.append(label)
        with whole.open_outline() as outline:
            for words, page in marks:
                outline.root.append(pikepdf.OutlineItem(words, page))
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        whole.Root.PageLabels = pikepdf.Dictionary(Nums=labels)
        put_structure(whole, trees, parents)
        finish(whole, title)
        return saved(whole)


def _append(
    whole: pikepdf.Pdf,
    part: pikepdf.Pdf,
    structure: tuple[list[pikepdf.Object], pikepdf.Object],
) -> None:
    """Put a document's pages behind the others, and its tags too."""
    trees, parents = structure
    first = len(whole.pages)
    whole.pages.extend(part.pages)
    tree = part.Root.StructTreeRoot
    trees += [whole.copy_foreign(kid) for kid in tree.K]
    for at, owners in enumerate(list(tree.ParentTree.Nums)[1::2], first):
        parents.append(at)
        parents.append(whole.copy_foreign(owners))
        whole.pages[at].obj.StructParents = at


def prove_bundle(
    pdf: bytes, released: Sequence[Released], sought: Sequence[Needle]
) -> list[Finding]:
    """What of the bundle is not as in the documents that were proved."""
    findings = [
        Finding(NAME, None, f"the file holds {what}")
        for what in (*objects.strangers(pdf, _OWN), *_added(pdf, released, sought))
    ]
    at = 0
    with Reader(pdf) as now:
        for one in released:
            if one.produced is None:
                continue
            with Reader(one.produced.pdf) as then:
                for number in range(1, len(then) + 1):
                    at += 1
                    if at > len(now) or not _is_same(now, at, then, number):
                        reason = f"the page is not that of {one.document.id}"
                        findings.append(Finding(NAME, at, reason))
        if at != len(now):
            findings.append(Finding(NAME, None, "the file has other pages"))
    return findings + prove_text(NAME, _titles(pdf), sought)


def _added(
    pdf: bytes, released: Sequence[Released], sought: Sequence[Needle]
) -> list[str]:
    """Withheld text in the bundle that none of its documents holds on purpose."""
    found = objects.hits(pdf, sought)
    parts = [r.produced.pdf for r in released if r.produced and found]
    known = {serial for part in parts for serial in objects.hits(part, sought)}
    return [
        f"what redaction {serial} withholds" for serial in sorted(found.keys() - known)
    ]


def _is_same(now: Reader, at: int, then: Reader, number: int) -> bool:
    one, other = now.page(at), then.page(number)
    if one.text.raw != other.text.raw:
        return False
    looks = one.look(), other.look()
    if looks[0].size != looks[1].size:
        return False
    _, most = ImageChops.difference(*looks).getextrema()
    return int(most) <= _FEW  # type: ignore[arg-type]  # of grey pictures


def _titles(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        said = [item.title for item in outline.root]
    return "\n".join(said)
