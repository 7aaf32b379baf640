"""A PDF as it came and the PDF that the case shows."""

from __future__ import annotations

import pymupdf
import pypdfium2
import pytest

from redactor import pages
from redactor.errors import FileRefused, PasswordNeeded
from redactor.intake import paper
from redactor.intake.pdf import Shown, prepare
from tests import ink, make
from tests.redactor.pages.test_boxes import assert_on_ink, edited, words_of

LINES = ["Dear Jane Smith", "this is a letter"]
BOX = (72, 200, 300, 220)


def shown(data: bytes, *passwords: str) -> Shown:
    return prepare("letter.pdf", data, passwords, 100)


def text_of(result: Shown) -> str:
    return words_of(result.pdf).text.text


def annotated(*, flags: int = 4, text: str = "noted by TA", data: bytes = b"") -> bytes:
    with pymupdf.open(stream=data or make.text_pdf(LINES)) as document:
        note = document[0].add_freetext_annot(BOX, text)
        note.set_flags(flags)
        note.update()
        result: bytes = document.tobytes()
    return result


def form(*, flags: int = 4) -> bytes:
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        field = pymupdf.Widget()
        field.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
        field.field_name = "applicant"
        field.field_value = "Tom Ashby"
        field.rect = pymupdf.Rect(BOX)
        document[0].add_widget(field)
        for xref, kind, _ in document[0].annot_xrefs():
            if kind == pymupdf.PDF_ANNOT_WIDGET:
                document.xref_set_key(xref, "F", str(flags))
        data: bytes = document.tobytes()
    return data


def with_names(key: str, value: str) -> bytes:
    """A letter with an entry in its catalogue."""
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        document.xref_set_key(document.pdf_catalog(), key, value)
        data: bytes = document.tobytes()
    return data


def test_an_ordinary_pdf_is_shown_byte_for_byte() -> None:
    data = make.pdf("one", "two", rotation=90)
    result = shown(data)
    assert result.pdf == data
    assert len(result.shapes) == 2
    assert result.warnings == ()


def test_a_pdf_that_only_restricts_its_owner_opens_freely() -> None:
    result = shown(make.encrypted_pdf(LINES, user=""))
    assert text_of(result) == "\n".join(LINES)
    assert b"/Encrypt" not in result.pdf


def test_a_pdf_with_a_password_asks_for_it() -> None:
    with pytest.raises(PasswordNeeded, match="is protected by a password"):
        shown(make.encrypted_pdf(LINES, user="open sesame"))


def test_a_wrong_password_is_said_to_be_wrong() -> None:
    with pytest.raises(PasswordNeeded, match="None of the passwords"):
        shown(make.encrypted_pdf(LINES, user="open sesame"), "please")


@pytest.mark.parametrize("password", ["open sesame", "owner"])
def test_any_of_the_passwords_may_open_it(password: str) -> None:
    data = make.encrypted_pdf(LINES, user="open sesame")
    result = shown(data, "please", password)
    assert text_of(result) == "\n".join(LINES)
    document = pypdfium2.PdfDocument(result.pdf)  # without a password
    assert len(document) == 1
    document.close()


def test_a_pdf_cut_short_is_repaired_and_said_to_be() -> None:
    data = make.text_pdf(LINES)
    result = shown(data[: data.rindex(b"xref")])
    assert text_of(result) == "\n".join(LINES)
    assert "It was damaged and has been repaired" in result.warnings[0]


def test_a_repaired_pdf_is_whole_for_other_readers() -> None:
    data = make.text_pdf(LINES)
    document = pypdfium2.PdfDocument(
        shown(data.replace(b"startxref", b"startwhat")).pdf
    )
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert text.splitlines() == LINES


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n%%EOF", b"%PDF-1.4 nothing", b"%PDF-1.7\n1 0 obj <<>> endobj"]
)
def test_a_pdf_beyond_repair_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused, match="damaged"):
        shown(data)


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    with pytest.raises(FileRefused, match="has 3 pages; 2 is the most"):
        prepare("letter.pdf", make.pdf("", "", ""), (), 2)


def test_a_visible_annotation_becomes_part_of_the_page() -> None:
    data = annotated()
    result = shown(data)
    assert "noted by TA" in text_of(result)
    with pymupdf.open(stream=result.pdf) as document:
        assert not list(document[0].annots())
    assert "1 comment or annotation" in " ".join(result.warnings)


def test_the_source_is_not_touched_by_baking() -> None:
    data = annotated()
    before = bytes(data)
    assert shown(data).pdf != data
    assert data == before


@pytest.mark.parametrize("flags", [2, 32, 34])
def test_a_hidden_annotation_stays_hidden(flags: int) -> None:
    result = shown(annotated(flags=flags))
    assert "noted" not in text_of(result)
    assert "noted by TA" in paper.words(result.pdf)  # on the page behind
    warning = "It has hidden comments or fields: shown from page 2 on"
    assert f"{warning}, and released unless you withhold it." in result.warnings


def test_the_flag_for_unknown_kinds_does_not_hide_a_known_one() -> None:
    assert "noted by TA" in text_of(shown(annotated(flags=1)))


def test_a_filled_in_form_becomes_part_of_the_page() -> None:
    result = shown(form())
    assert "Tom Ashby" in text_of(result)
    assert "It is a form" in " ".join(result.warnings)
    with pymupdf.open(stream=result.pdf) as document:
        assert not document.is_form_pdf


@pytest.mark.parametrize("flags", ["0", "32"])
def test_an_annotation_inside_of_the_page_object_is_treated_alike(flags: str) -> None:
    with pymupdf.open(stream=annotated()) as document:
        ((xref, _, _),) = document[0].annot_xrefs()
        document.xref_set_key(xref, "F", flags)
        inline = document.xref_object(xref, compressed=True)
        document.xref_set_key(document[0].xref, "Annots", f"[{inline}]")
        data = document.tobytes()
    assert ("noted by TA" in text_of(shown(data))) == (flags == "0")


@pytest.mark.parametrize("flags", [2, 32])
def test_a_hidden_field_stays_hidden(flags: int) -> None:
    assert "Tom" not in text_of(shown(form(flags=flags)))


@pytest.mark.parametrize("make_it", [annotated, form])
@pytest.mark.parametrize("rotation", [0, 90])
def test_baking_does_not_change_the_look(make_it, rotation: int) -> None:
    with pymupdf.open(stream=make_it()) as document:
        document[0].set_rotation(rotation)
        data = document.tobytes()
    result = shown(data)
    with pages.open_pdf(data) as before, pages.open_pdf(result.pdf) as after:
        assert pages.render(before, 1, 2) == pages.render(after, 1, 2)
    assert_on_ink(result.pdf, rotation, words_of(result.pdf))


def test_marks_for_redaction_are_reported_and_not_applied() -> None:
    with pymupdf.open(stream=make.pdf("Dear Jane", "Smith")) as document:
        document[1].add_redact_annot((60, 60, 200, 100), text="withheld")
        data = document.tobytes()
    result = shown(data)
    assert words_of(result.pdf, 2).text.text == "Smith"
    (warning,) = result.warnings
    assert warning.startswith("Page 2: redactions were marked but never applied")
    page = ink.shown_ink(result.pdf, 2)
    assert page.getbbox() == ink.shown_ink(make.pdf("Smith")).getbbox()


def test_text_in_a_dark_box_is_reported() -> None:
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        square = document[0].add_rect_annot((70, 72, 160, 90))
        square.set_colors(stroke=(0, 0, 0), fill=(0, 0, 0))
        square.update()
        data = document.tobytes()
    assert "Page 1: there is text in a dark box" in " ".join(shown(data).warnings)


def test_attachments_are_reported() -> None:
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        document.embfile_add("notes.txt", b"secret")
        document[0].add_file_annot((300, 300), b"secret", "more.txt")
        data = document.tobytes()
    assert "It has 2 attachments" in " ".join(shown(data).warnings)


@pytest.mark.parametrize(
    ("key", "value", "warning"),
    [
        ("OpenAction", "<</S/JavaScript/JS(app.alert\\(1\\))>>", "scripts"),
        ("AA", "<</WC<</S/JavaScript/JS(1)>>>>", "scripts"),
        ("Names", "<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>", "scripts"),
        ("AcroForm", "<</Fields[]/XFA(form)>>", "XFA"),
    ],
)
def test_scripts_and_xfa_are_reported(key: str, value: str, warning: str) -> None:
    assert warning in " ".join(shown(with_names(key, value)).warnings)


def test_layers_that_are_off_are_reported_and_not_read() -> None:
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        layer = document.add_ocg("draft", on=False)
        document[0].insert_text((72, 300), "hidden", oc=layer)
        data = document.tobytes()
    result = shown(data)
    warning = "It has layers that are switched off: shown from page 2 on"
    assert f"{warning}, and released unless you withhold it." in result.warnings
    assert text_of(result) == "\n".join(LINES)
    with pymupdf.open(stream=result.pdf) as document:
        assert "hidden" in document[1].get_text()
        assert document.page_count == len(result.shapes) == 2


def test_what_its_pages_do_not_show_is_shown_behind_them() -> None:
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        page = document[0]
        note = page.add_text_annot((300, 300), "Ask Tom Ashby")
        note.set_info(title="Ann Lee")
        note.update()
        page.insert_text((72, 900), "Below the paper")
        field = pymupdf.Widget()
        field.field_type = pymupdf.PDF_WIDGET_TYPE_COMBOBOX
        field.field_name = "who"
        field.choice_values = ["Carol Diaz", "Priya Raman"]
        field.field_value = "Carol Diaz"
        field.rect = pymupdf.Rect(72, 140, 300, 160)
        page.add_widget(field)
        data = document.tobytes()
    result = shown(data)
    behind = paper.words(result.pdf)
    for words in (
        "Page 1, Ann Lee: Ask Tom Ashby",
        "Page 1: Below the paper",
        "Carol Diaz; Priya Raman",
    ):
        assert words in behind
    told = " ".join(result.warnings)
    assert "pop-up notes is shown from page 2 on, and released" in told
    ours = prepare("a.pdf", data, (), 10, ours=True)
    assert len(ours.shapes) == 1


def test_earlier_versions_are_reported(tmp_path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make.text_pdf(LINES))
    with pymupdf.open(path) as document:
        make.write(document[0], ["added later"], top=300)
        document.saveIncr()
    assert "earlier versions" in " ".join(shown(path.read_bytes()).warnings)


def test_warnings_hold_no_text_of_the_document() -> None:
    data = annotated(data=form(), text="Jane Smith resigned")
    assert not any(
        word in " ".join(shown(data).warnings)
        for word in ("Jane", "Smith", "Ashby", "applicant")
    )


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_that_readers_disagree_about_are_set_right(rotation: int) -> None:
    data = make.text_pdf(LINES, rotation=rotation)
    data = edited(data, MediaBox="[-20 10 500 800]", CropBox="[-80 300 900 990]")
    result = shown(data)
    with pymupdf.open(stream=result.pdf) as document:
        page = document[0]
        turned = page.rect * page.derotation_matrix
        assert page.cropbox.width == turned.width == result.shapes[0].width == 520
    assert ink.shown_ink(result.pdf).tobytes() == ink.shown_ink(data).tobytes()
    assert_on_ink(result.pdf, rotation, words_of(result.pdf))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("UserUnit", "2"),
        ("Rotate", "45"),
        ("Rotate", "-90"),
        ("Rotate", "450"),
        ("CropBox", "[900 900 950 950]"),
        ("MediaBox", "[0 0 0 0]"),
    ],
)
def test_a_page_lies_the_same_for_every_reader(key: str, value: str) -> None:
    result = shown(edited(make.text_pdf(LINES), **{key: value}))
    shape = result.shapes[0]
    assert_on_ink(result.pdf, shape.rotation, words_of(result.pdf))
    document = pypdfium2.PdfDocument(result.pdf)
    size = document[0].get_size()
    document.close()
    upright = (shape.width, shape.height)
    assert size == (upright if shape.rotation % 180 == 0 else upright[::-1])


@pytest.mark.parametrize(
    "broken",
    [
        "<</Type/Annot/Subtype/FreeText/Rect[0 0 0 0]/DA(bad)>>",
        "<</Type/Annot/Subtype/Ink/Rect[10 10 50 50]/InkList 7>>",
        "<</Type/Annot/Subtype/Widget/FT/Tx/Rect[10 10 50 50]/MK 3/DA 5/V 9>>",
        "<</Type/Annot/Rect(none)>>",
        "<</Type/Annot/Subtype/Stamp/Rect[1 1 9 9]/AP<</N 99999 0 R>>>>",
        "null",
    ],
)
def test_a_broken_annotation_does_no_harm(broken: str) -> None:
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        xref = document.get_new_xref()
        document.update_object(xref, broken)
        document.xref_set_key(document[0].xref, "Annots", f"[{xref} 0 R]")
        data = document.tobytes()
    assert text_of(shown(data)).startswith("\n".join(LINES))
