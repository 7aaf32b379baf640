"""What web pages, rich text, messages and photos say where no reader sees it."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from redactor.intake import image, paper
from redactor.intake.mail import eml, letterhead
from redactor.intake.making import make
from redactor.intake.office import text
from redactor.intake.office.soffice import program
from redactor.intake.source import Source
from tests import mails


def web(body: str, head: str = "") -> tuple[str, str]:
    page = f"<html><head>{head}</head><body><p>Seen</p>{body}</body></html>"
    made = text.web(page.encode())
    assert made.pdf
    return paper.words(made.pdf), "\n".join(made.warnings)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<p class="x">Tom Ashby</p>', "<style>.x {display:none}</style>"),
        ('<p id="x">Tom Ashby</p>', "<style>p#x, b {visibility:hidden}</style>"),
        ('<p style="position:absolute;left:-9999px">Tom Ashby</p>', ""),
        ('<p style="text-indent:-5000px">Tom Ashby</p>', ""),
        ('<p style="font-size:1px">Tom Ashby</p>', ""),
        ('<p style="height:0;overflow:hidden">Tom Ashby</p>', ""),
        ('<p style="color:transparent">Tom Ashby</p>', ""),
        ('<p style="clip:rect(0,0,0,0)">Tom Ashby</p>', ""),
    ],
)
def test_text_that_is_hidden_in_any_way_is_told(body: str, head: str) -> None:
    words, told = web(body, head)
    assert "Hidden text of this page" in words
    assert words.index("Tom Ashby") > words.index("Hidden text of this page")
    assert "hidden text" in told


@pytest.mark.parametrize(
    "body",
    [
        '<p class="x">Tom Ashby</p>',
        '<p style="position:absolute;left:-9px">Tom Ashby</p>',
        '<p style="height:10px;overflow:hidden;opacity:0.9">Tom Ashby</p>',
    ],
)
def test_text_that_is_seen_is_not_told(body: str) -> None:
    style = "<style>@media print {.x {display:none}} .y {display:none}</style>"
    words, told = web(body, style)
    assert "Hidden" not in words
    assert not told


@pytest.mark.parametrize(
    "body",
    [
        "<!-- Tom Ashby -->",
        '<input type="hidden" value="Tom Ashby">',
        '<b title="Tom Ashby">x</b>',
        "<template>Tom Ashby</template>",
        '<iframe srcdoc="&lt;p&gt;Tom Ashby&lt;/p&gt;"></iframe>',
        "<svg><text>Tom Ashby</text></svg>",
    ],
)
def test_whatever_a_page_keeps_aside_is_on_its_pages(body: str) -> None:
    assert "Tom Ashby" in web(body)[0]


def test_a_title_that_is_read_anyway_is_no_finding() -> None:
    words, told = web("<h1>The bins</h1>", "<title>The bins</title>")
    assert words.count("The bins") == 1
    assert not told
    assert "title" in web("", "<title>Tom Ashby</title>")[1]


def test_scripts_and_data_of_tags_are_told() -> None:
    _, told = web('<p data-owner="Ashby">x</p><script>var a = "Ashby"</script>')
    assert "scripts" in told
    assert "tags keep data" in told


RICH = (
    r"{\rtf1\ansi{\info{\author Ann Lee}}Seen\par{\v Hidden Heron}\v0 {\header On top}"
    r"{\footnote Below}{\*\annotation Ask Tom}{\deleted Once said}\par}"
)


@pytest.mark.skipif(program() is not None, reason="LibreOffice does it")
def test_rich_text_is_taken_whole_without_libreoffice() -> None:
    told = "\n".join(text.rich("a.rtf", RICH.encode()).warnings)
    assert "hidden text" in told


def test_what_stands_beside_rich_text_is_listed() -> None:
    from redactor.intake.mail import richtext

    assert richtext.apart(RICH.encode()) == {
        "Hidden text": ["Hidden Heron"],
        "Page headers": ["On top"],
        "Footnotes": ["Below"],
        "Comments": ["Ask Tom"],
        "Deleted text that the file still holds (tracked changes)": ["Once said"],
    }


def test_headers_that_mail_programs_hide_are_shown() -> None:
    message = mails.message(
        **{"X-Originating-User": "Tom Ashby", "Received": "from pc-ashby by mx"},
        Comments="For Priya only",
    )
    made = letterhead.made(eml.read("a.eml", bytes(message)))
    assert made.pdf
    words = paper.words(made.pdf)
    assert "X-Originating-User: Tom Ashby" in words
    assert "For Priya only" in words
    assert "pc-ashby" not in words
    assert "by which computers it came" in "\n".join(made.warnings)


def test_text_around_the_parts_of_a_message_is_shown() -> None:
    message = mails.message(attached=[("a.bin", b"\1")])
    message.preamble, message.epilogue = "Seen by nobody", "This is MIME"
    made = letterhead.made(eml.read("a.eml", bytes(message)))
    assert made.pdf
    assert "Seen by nobody" not in paper.words(made.pdf)  # a program's own words
    message.epilogue = "nor this"
    made = letterhead.made(eml.read("a.eml", bytes(message)))
    assert made.pdf
    assert "Seen by nobody" in paper.words(made.pdf)


def photo(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", **more)
    return out.getvalue()


def test_a_photo_tells_of_its_thumbnail_and_of_what_follows_it() -> None:
    small = photo()
    head = b"Exif\0\0II*\0\x08\0\0\0" + b"\0\0" + b"\x0e\0\0\0" + b"\3\0"
    entries = (
        b"\x03\x01\x03\0\1\0\0\0\6\0\0\0"
        b"\x01\x02\x04\0\1\0\0\0\x38\0\0\0"
        b"\x02\x02\x04\0\1\0\0\0" + len(small).to_bytes(4, "little") + b"\0\0\0\0"
    )
    told = image.traces(photo(exif=head + entries + small))
    assert any("thumbnail" in line for line in told)
    assert any("behind the end" in line for line in image.traces(small + b"x" * 99))
    assert not image.traces(small)


def test_a_picture_that_names_its_author_in_text_says_so() -> None:
    named = PngInfo()
    named.add_text("Author", "Ann Lee")
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "PNG", pnginfo=named)
    made = make(Source("a.png", out.getvalue()))
    assert any("author" in line for line in made.warnings)
