"""Office files that the tests are about, made on the spot."""
# ruff: noqa: E501 - XML reads better in one piece

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import openpyxl

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_R}"'
)
_MAIN = "application/vnd.openxmlformats-officedocument"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _types(*overrides: tuple[str, str]) -> str:
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{_MAIN}.{kind}+xml"/>'
        for part, kind in overrides
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if target.startswith("http") else "/>")
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{listed}</Relationships>'
    )


def run(words: str, look: str = "") -> str:
    """A run of a paragraph; ``look`` is what stands in its properties."""
    style = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{words}</w:t></w:r>'


def docx(
    *paragraphs: str,
    comments: tuple[tuple[str, str], ...] = (),
    header: str = "",
    template: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word document; a paragraph is text, or XML of runs."""
    body = "".join(
        f"<w:p>{p if p.startswith('<') else run(p)}</w:p>" for p in paragraphs
    )
    notes = "".join(
        f'<w:comment w:id="{n}" w:author="{who}"><w:p>{run(words)}</w:p></w:comment>'
        for n, (who, words) in enumerate(comments)
    )
    related = [("comments", "comments.xml"), ("header", "header1.xml")]
    if template:
        related.append(("attachedTemplate", template))
    place = f'<w:sectPr><w:headerReference xmlns:r="{_R}" w:type="default" r:id="rId2"/></w:sectPr>'
    return packed(
        {
            "[Content_Types].xml": _types(
                ("word/document.xml", "wordprocessingml.document.main"),
                ("word/comments.xml", "wordprocessingml.comments"),
                ("word/header1.xml", "wordprocessingml.header"),
            ),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _relations(*related),
            "word/document.xml": f"<w:document {_W}><w:body>{body}{place}</w:body></w:document>",
            "word/comments.xml": f"<w:comments {_W}>{notes}</w:comments>",
            "word/header1.xml": f"<w:hdr {_W}><w:p>{run(header)}</w:p></w:hdr>",
            **(more or {}),
        }
    )


def pptx(*slides: str, hidden: tuple[int, ...] = (), notes: str = "") -> bytes:
    """A presentation with a line of text on each slide; ``notes`` belong to the first."""
    parts: dict[str, str | bytes] = {}
    listed = []
    for number, words in enumerate(slides, start=1):
        show = ' show="0"' if number in hidden else ""
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {_P}{show}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/>"
            "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
            "<p:sp><p:nvSpPr><p:cNvPr id='2' name='t'/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            "<p:spPr><a:xfrm><a:off x='100000' y='100000'/><a:ext cx='7000000' "
            "cy='900000'/></a:xfrm><a:prstGeom prst='rect'/></p:spPr><p:txBody>"
            f"<a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
            "</p:spTree></p:cSld></p:sld>"
        )
        listed.append(("slide", f"slides/slide{number}.xml"))
    if notes:
        parts["ppt/notesSlides/notesSlide1.xml"] = (
            f"<p:notes {_P}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{notes}"
            "</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>"
        )
        parts["ppt/slides/_rels/slide1.xml.rels"] = _relations(
            ("notesSlide", "../notesSlides/notesSlide1.xml")
        )
    ids = "".join(
        f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1)
    )
    types = [
        (f"ppt/slides/slide{n}.xml", "presentationml.slide")
        for n in range(1, len(slides) + 1)
    ]
    return packed(
        {
            "[Content_Types].xml": _types(
                ("ppt/presentation.xml", "presentationml.presentation.main"), *types
            ),
            "_rels/.rels": _relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/_rels/presentation.xml.rels": _relations(*listed),
            "ppt/presentation.xml": f'<p:presentation {_P}><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
            **parts,
        }
    )


def opened(kind: str, body: str, styles: str = "") -> bytes:
    """An OpenDocument file: ``kind`` is text, spreadsheet or presentation."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "presentation")
    )
    spaces += "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{said}:1.0"'
        for name, said in (("draw", "drawing"), ("fo", "xsl-fo-compatible"))
    )
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f'<office:document-content {spaces} office:version="1.2">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:'
            'tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type='
            f'"application/vnd.oasis.opendocument.{kind}"/><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        }
    )


def xlsx(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A workbook with one sheet, and what ``fill`` does to it."""
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """The zip with more files in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        had = {name: archive.read(name) for name in archive.namelist()}
    return packed({**had, **parts})
