"""OpenDocument files tell of everything in them that nobody sees."""
# ruff: noqa: E501 - XML reads better in one piece

from __future__ import annotations

import pytest

from redactor.intake import paper
from redactor.intake.making import make
from redactor.intake.source import Made, Source
from tests import offices


def style(name: str, look: str, family: str = "text") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        f"<style:text-properties {look}/></style:style>"
    )


def told(kind: str, body: str, styles: str = "") -> tuple[str, str]:
    """What the report says, and all words of the pages."""
    ending = {"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp"}[kind]
    made: Made = make(Source(f"a{ending}", offices.opened(kind, body, styles)))
    return " ".join(made.warnings), paper.words(made.pdf or b"")


LOOKS = [
    ('text:display="none"', "hidden text"),
    ('fo:color="#ffffff"', "white text"),
    ('fo:color="#fefefe" fo:background-color="#ffffff"', "white text"),
    ('fo:font-size="1pt"', "too small to be seen"),
    ('fo:background-color="#000000"', "black highlighting that poses as redaction"),
]


@pytest.mark.parametrize(("look", "finding"), LOOKS)
def test_text_that_nobody_sees(look: str, finding: str) -> None:
    body = '<text:p>Dear <text:span text:style-name="T1">Tom Ashby</text:span></text:p>'
    warnings, words = told("text", body, style("T1", look))
    assert f"{finding}" in warnings
    assert "from page 2 on" in warnings
    assert "Tom Ashby" in words


@pytest.mark.parametrize("look", ['fo:color="#000000"', 'fo:font-size="9pt"'])
def test_text_that_is_seen_is_no_finding(look: str) -> None:
    body = '<text:p>Dear <text:span text:style-name="T1">Tom Ashby</text:span></text:p>'
    assert "page 2" not in told("text", body, style("T1", look))[0]


@pytest.mark.parametrize(
    "body",
    [
        '<text:section text:name="s" text:display="none"><text:p>Tom Ashby</text:p>'
        "</text:section>",
        '<text:p>x <text:hidden-text text:condition="ooow:1" '
        'text:string-value="Tom Ashby"/></text:p>',
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>Tom Ashby</text:p>',
        '<text:p><text:conditional-text text:condition="ooow:1" '
        'text:string-value-if-true="a b" text:string-value-if-false="Tom Ashby"/>'
        "</text:p>",
    ],
)
def test_fields_and_sections_that_hide_text(body: str) -> None:
    warnings, words = told("text", f"<text:p>Dear all</text:p>{body}")
    assert "It has hidden text" in warnings
    assert "Tom Ashby" in words


def test_a_style_that_rests_on_a_pale_one_is_pale() -> None:
    styles = style("Pale", 'fo:color="#ffffff"', "paragraph") + (
        '<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Pale"/>'
    )
    body = '<text:p text:style-name="P1">Tom Ashby</text:p>'
    assert "white text" in told("text", body, styles)[0]


def test_a_hidden_slide_and_speaker_notes() -> None:
    hidden = (
        '<style:style style:name="dp2" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    frame = (
        "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    )
    body = (
        f'<draw:page draw:name="one">{frame.format("Budget")}<presentation:notes>'
        f"{frame.format('Ask Carol')}</presentation:notes></draw:page>"
        f'<draw:page draw:name="two" draw:style-name="dp2">{frame.format("Redundancy")}'
        "</draw:page>"
    )
    warnings, words = told("presentation", body, hidden)
    assert "Slide 2 is hidden: shown from page" in warnings
    assert "speaker notes: shown from page" in warnings
    assert "Slide 1: Ask Carol" in words
    assert "Redundancy" in words


def test_a_sheet_with_pale_cells_boxes_names_links_and_rules() -> None:
    cell = '<table:table-cell table:style-name="ce1"><text:p>Tom Ashby</text:p></table:table-cell>'
    body = (
        '<table:content-validations><table:content-validation table:name="v" '
        'table:condition="of:cell-content-is-in-list(&quot;Carol Diaz&quot;)"/>'
        '</table:content-validations><table:table table:name="Staff"><table:shapes>'
        "<draw:frame><draw:text-box><text:p>A note to Priya</text:p></draw:text-box>"
        f"</draw:frame></table:shapes><table:table-row>{cell}</table:table-row>"
        "</table:table><table:named-expressions><table:named-range table:name="
        '"Leavers" table:cell-range-address="$Staff.$A$1"/></table:named-expressions>'
        '<table:dde-links><table:table-source xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xlink:href="file:///h.ods"/></table:dde-links>'
    )
    styles = style("ce1", 'fo:color="#ffffff"', "table-cell")
    warnings, words = told("spreadsheet", body, styles)
    for finding in (
        "Sheet 1 has text that is hidden, too small, or in the colour",
        "text boxes: shown from page 2",
        "named ranges: shown from page 2",
        "takes data from other files",
        "rules for what may be put into cells: shown from page 2",
    ):
        assert finding in warnings
    for said in ("Tom Ashby", "A note to Priya", "Leavers", "Carol Diaz"):
        assert said in words
