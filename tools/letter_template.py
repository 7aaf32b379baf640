"""Makes ``resources/letter.docx``, the template that the program's letters start from.

``python tools/letter_template.py`` writes it; an authority edits its own copy in Word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

OUT = Path(__file__).parent.parent / "resources" / "letter.docx"
FONT, INK, RED = "Arial", RGBColor(0x1F, 0x2A, 0x44), RGBColor(0xB0, 0x00, 0x20)

# style, text; a line that begins with {%p is an instruction and leaves no paragraph
LINES = (
    ("Authority", "{{ authority }}"),
    ("", "{%p for line in address %}"),
    ("Sender", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("Day", "{{ date }}"),
    ("", "{%p if requester %}"),
    ("Normal", "{{ requester }}"),
    ("", "{%p endif %}"),
    ("Reference", "Case reference: {{ reference }}"),
    ("", "{%p if salutation %}"),
    ("Normal", "{{ salutation }}"),
    ("", "{%p endif %}"),
    ("Normal", "{{ opening }}"),
    ("Heading 1", "Request"),
    ("Normal", "{{ asked }}"),
    ("", "{%p for line in request %}"),
    ("Quote", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p for line in handled %}"),
    ("Normal", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("Heading 1", "Our response"),
    ("", "{%p for answer in answers %}"),
    ("", "{%p if answer.heading %}"),
    ("Heading 2", "{{ answer.heading }}"),
    ("", "{%p endif %}"),
    ("", "{%p for one in answer.paragraphs %}"),
    ("", "{%p if one.bullet %}"),
    ("List Bullet", "{{ one.text }}"),
    ("", "{%p else %}"),
    ("Normal", "{{ one.text }}"),
    ("", "{%p endif %}"),
    ("", "{%p endfor %}"),
    ("", "{%p endfor %}"),
    ("", "{%p if enclosures %}"),
    ("Lead", "We enclose:"),
    ("", "{%p endif %}"),
    ("", "{%p for line in enclosures %}"),
    ("List Bullet", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p if held_back %}"),
    ("Lead", "We do not enclose:"),
    ("", "{%p endif %}"),
    ("", "{%p for line in held_back %}"),
    ("List Bullet", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p if marks %}"),
    ("Heading 1", "What the marks mean"),
    ("", "{%p endif %}"),
    ("", "{%p for line in marks %}"),
    ("Normal", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p for block in blocks %}"),
    ("Heading 1", "{{ block.heading }}"),
    ("", "{%p for one in block.paragraphs %}"),
    ("", "{%p if one.bullet %}"),
    ("List Bullet", "{{ one.text }}"),
    ("", "{%p else %}"),
    ("Normal", "{{ one.text }}"),
    ("", "{%p endif %}"),
    ("", "{%p endfor %}"),
    ("", "{%p endfor %}"),
    ("", "{%p if schedule %}"),
    ("Heading 1", "Schedule"),
    (
        "Normal",
        "We enclose a schedule (schedule.pdf). It lists each document and each passage "
        "that is withheld, with its number, its place and the reason in short, and it "
        "says what each mark means.",
    ),
    ("", "{%p endif %}"),
    ("", "{%p if concluded %}"),
    ("Normal", "{{ concluded }}"),
    ("", "{%p endif %}"),
    ("Heading 1", "Next steps"),
    ("", "{%p for line in next_steps %}"),
    ("Normal", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("Heading 1", "Your information"),
    ("", "{%p for line in information %}"),
    ("Information", "{{ line }}"),
    ("", "{%p endfor %}"),
    ("Sincerely", "Yours sincerely"),
    ("Team", "{{ team }}"),
    ("Normal", "{{ authority }}"),
    ("", "{%p if website %}"),
    ("Normal", "{{ website }}"),
    ("", "{%p endif %}"),
)


def main() -> None:
    document = Document()
    _page(document)
    _styles(document)
    for style, text in LINES:
        document.add_paragraph(text, style=style or "Instruction")
    _head_and_foot(document)
    _present(document)
    kept = document.core_properties
    kept.author = kept.comments = kept.last_modified_by = ""
    kept.title, kept.language = "Letter of response", "en-GB"
    document.save(str(OUT))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)


def _present(document: Any) -> None:
    """As the Word of today lays things out, not in its mode for old files."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    for old in list(compat):
        compat.remove(old)
    mode = OxmlElement("w:compatSetting")
    mode.set(qn("w:name"), "compatibilityMode")
    mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
    mode.set(qn("w:val"), "15")
    compat.append(mode)


def _styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 11.5)
    normal.paragraph_format.space_after = Pt(9)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name, size, before in (("Heading 1", 14, 16), ("Heading 2", 12, 10)):
        _font(styles[name], size, INK, bold=True)
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(5)
        styles[name].paragraph_format.keep_with_next = True
    _font(styles["Quote"], 11.5, italic=True)
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    _font(styles["List Bullet"], 11.5)
    bullet = styles["List Bullet"]
    bullet.paragraph_format.space_after = Pt(6)
    for tight in bullet.element.pPr.findall(qn("w:contextualSpacing")):
        bullet.element.pPr.remove(tight)
    _own_styles(styles)


def _own_styles(styles: Any) -> None:
    sender = _new(styles, "Sender", bold=False)
    sender.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sender.paragraph_format.space_after = Pt(0)
    head = _new(styles, "Authority", bold=True)
    head.font.size, head.font.color.rgb = Pt(14), INK
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.paragraph_format.space_after = Pt(2)
    _new(styles, "Day", bold=False).paragraph_format.space_before = Pt(14)
    _new(styles, "Reference", bold=True).paragraph_format.space_before = Pt(4)
    lead = _new(styles, "Lead", bold=True)
    lead.paragraph_format.keep_with_next = True
    lead.paragraph_format.space_after = Pt(4)
    # so that the closing is not left alone on a page
    information = _new(styles, "Information", bold=False)
    information.paragraph_format.keep_with_next = True
    end = _new(styles, "Sincerely", bold=False)
    end.paragraph_format.space_before = Pt(18)
    end.paragraph_format.space_after = Pt(30)
    end.paragraph_format.keep_with_next = True
    team = _new(styles, "Team", bold=True)
    team.paragraph_format.space_after = Pt(0)
    team.paragraph_format.keep_with_next = True
    instruction = _new(styles, "Instruction", bold=False)
    instruction.font.size = Pt(8)
    instruction.font.color.rgb = RGBColor(0x6B, 0x6B, 0x6B)
    instruction.paragraph_format.space_after = Pt(0)


def _new(styles: Any, name: str, *, bold: bool) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.font.bold = bold
    return style


def _font(
    style: Any,
    size: float,
    color: RGBColor | None = None,
    *,
    bold: bool = False,
    italic: bool = False,
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = color or RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(which), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)


def _head_and_foot(document: Any) -> None:
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run("{{ draft }}")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(13), RED
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("{{ reference }}  ·  page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(text).font.size = Pt(9)
        _field(foot, field)


def _field(paragraph: Any, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(9)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


if __name__ == "__main__":
    main()
