"""Which words a page has, and in which order they are read."""

from __future__ import annotations

import pymupdf
import pytest

from redactor import pages
from tests import make
from tests.redactor.pages.test_boxes import edited, words_of

LEFT_COLUMN = [
    "The council met on Monday and",
    "heard from the chief officer, Ms",
    "Margaret Hale, who told the com-",
    "mittee that the work was late.",
]
RIGHT_COLUMN = [
    "Members then asked whether the",
    "contractor had been told of this.",
    "It was agreed to write to them",
    "before the end of the month.",
]


NAMED = list(enumerate(("Park", "Adeyemi", "MacAskill", "Ni Bhriain", "Court", "Ash")))


def text_of(data: bytes) -> str:
    return words_of(data).text.text


def embedded(text: str, **options: object) -> bytes:
    """One line in a font that holds more than Latin-1."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=200)
        page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("helv").buffer)
        page.insert_text((30, 60), text, fontname="F0", fontsize=20, **options)
        data: bytes = document.tobytes()
    return data


def mapped(line: str, meanings: dict[str, str], *, back: bool = False) -> bytes:
    """A line of Helvetica whose font says that its letters mean other ones."""
    pairs = {letter: meanings.get(letter, letter) for letter in set(line)}
    listed = " ".join(
        f"<{ord(letter):02x}> <{text.encode('utf-16-be').hex()}>"
        for letter, text in pairs.items()
    )
    to_unicode = (
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(pairs)} beginbfchar {listed} endbfchar endcmap"
    )
    with pymupdf.open(stream=make.text_pdf([line])) as document:
        page = document[0]
        font, name = page.get_fonts()[0][0], page.get_fonts()[0][4]
        xref = document.get_new_xref()
        document.update_object(xref, "<<>>")
        document.update_stream(xref, to_unicode.encode())
        document.xref_set_key(font, "ToUnicode", f"{xref} 0 R")
        if back:
            # X takes no room: step back by its width in Helvetica
            strings = line.replace("X", "X) 667 (")
            shown = f"BT /{name} 11 Tf 72 758 Td [({strings})] TJ ET"
            document.update_stream(page.get_contents()[0], shown.encode())
        data: bytes = document.tobytes()
    return data


def drawn(*texts: tuple[float, float, str], size: float = 11) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        for x, y, text in texts:
            page.insert_text((x, y), text, fontsize=size)
        data: bytes = document.tobytes()
    return data


def test_each_letter_of_a_ligature_has_its_own_box() -> None:
    (word,) = words_of(embedded("ofﬁce")).words
    assert word.text == "office"
    edges = [box.x0 for box in word.boxes]
    assert edges == sorted(set(edges))
    assert min(box.width for box in word.boxes) > 1


def test_letters_that_share_a_glyph_share_its_box() -> None:
    """As in files whose fonts name the ligature "ffi" by three letters."""
    data = mapped("oXce", {"X": "ffi"})
    (word,) = words_of(data).words
    assert word.text == "office"
    widths = [round(box.width, 2) for box in word.boxes[1:4]]
    assert widths == [pytest.approx(7.34 / 3, abs=0.02)] * 3


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\ufeff"])
def test_what_controls_and_does_not_show_is_left_out(sign: str) -> None:
    assert text_of(mapped("aXbXc", {"X": sign}, back=True)) == "abc"


def test_a_drawn_soft_hyphen_is_a_hyphen() -> None:
    assert text_of(embedded("Smith\u00adJones")) == "Smith-Jones"


def test_an_accent_drawn_apart_joins_its_letter() -> None:
    (word,) = words_of(mapped("ReneXe", {"X": "\u0301"}, back=True)).words
    assert word.text == "Renée"
    assert len(word.boxes) == 5


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.8])
def test_words_printed_twice_for_bold_are_read_once(shift: float) -> None:
    data = drawn((72, 100, "Miss Hill"), (72 + shift, 100, "Miss Hill"))
    words = words_of(data)
    assert words.text.text == "Miss Hill"
    assert words.words[1].rect.width == pytest.approx(15.27 + shift, abs=0.01)


def test_letters_printed_twice_for_bold_are_read_once() -> None:
    data = drawn(
        *((72 + 8 * n + d, 100, c) for n, c in enumerate("HI") for d in (0, 1))
    )
    assert text_of(data) == "HI"


def test_the_same_word_on_two_lines_is_two_words() -> None:
    assert text_of(make.text_pdf(["Smith Smith", "Smith"])) == "Smith Smith\nSmith"


def test_invisible_text_is_found() -> None:
    """It is what a reader copies from a scan."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 100), "Jane Smith", render_mode=3)
        data = document.tobytes()
    assert text_of(data) == "Jane Smith"


def test_text_outside_of_the_page_is_not_read() -> None:
    data = drawn((72, 100, "inside"), (72, 600, "outside"))
    assert text_of(edited(data, CropBox="[0 500 595 842]")) == "inside"


def test_what_the_glyphs_show_counts_not_what_a_tag_says() -> None:
    data = make.text_pdf(["Jane"])
    with pymupdf.open(stream=data) as document:
        page = document[0]
        stream = page.read_contents()
        xref = page.get_contents()[0]
        tagged = b"/Span <</ActualText (Nobody)>> BDC " + stream + b" EMC"
        document.update_stream(xref, tagged)
        data = document.tobytes()
    assert text_of(data) == "Jane"


def test_prose_in_columns_is_read_column_by_column() -> None:
    text = text_of(make.column_pdf(LEFT_COLUMN, RIGHT_COLUMN))
    left, right = text.split("\n\n")
    assert "Margaret Hale, who told the committee" in left
    assert right == "\n".join(RIGHT_COLUMN)


NARROW_LEFT = [
    "The surveyor, Rosalind Ark-",
    "wright, met Mr Ambrose",
    "Fothering-",
    "ham beside the mill. He",
    "said that the weir leaks",
    "and Rosalind Arkwright",
    "agreed.",
]
NARROW_RIGHT = [
    "Account of Ambrose",
    "Fotheringham, who was",
    "at the mill on",
    "Friday. I can be",
    "telephoned, but",
    "only after six, on",
    "01632 960 417.",
]


def test_narrow_columns_are_read_column_by_column() -> None:
    """Two or three words in a line: only that the sentences run on tells the column."""
    text = text_of(make.column_pdf(NARROW_LEFT, NARROW_RIGHT))
    left, right = text.split("\n\n")
    assert "Rosalind Arkwright, met Mr Ambrose\nFotheringham beside" in left
    assert right == "\n".join(NARROW_RIGHT)


def test_a_table_whose_cells_are_broken_over_lines_is_read_row_by_row() -> None:
    """Rows stand apart, so what is broken in them is no column."""
    rows = [
        ("Mrs Alder, wants", "Refused, as the", "her fence back", "land is ours"),
        ("Mr Beech asked", "Agreed to by us,", "for a skip", "for one week"),
        ("Ms Cedar has", "Sent to Mr Dale,", "lost her keys", "who found them"),
    ]
    data = drawn(
        *(
            (x, 100 + 44.0 * number + y, text)
            for number, row in enumerate(rows)
            for (x, y), text in zip(
                ((72, 0), (250, 0), (72, 14), (250, 14)), row, strict=True
            )
        )
    )
    assert text_of(data).split() == " ".join(t for row in rows for t in row).split()


def test_three_columns_under_a_heading_and_over_a_footer() -> None:
    columns = [[f"the {name} column has line {n}" for n in range(4)] for name in "ABC"]
    texts = [
        (
            72.0,
            60.0,
            "A heading that runs over the whole page, over all three columns",
        )
    ]
    for c, lines in enumerate(columns):
        texts += [(72 + 155.0 * c, 90 + 14.0 * n, t) for n, t in enumerate(lines)]
    texts.append(
        (
            72.0,
            180.0,
            "And a footer that runs over the whole page, below all three of them",
        )
    )
    flat = [line for lines in columns for line in lines]
    assert text_of(drawn(*texts)).split("\n") == [
        texts[0][2],
        "",
        *flat[:4],
        "",
        *flat[4:8],
        "",
        *flat[8:],
        "",
        texts[-1][2],
    ]


def test_a_label_stands_before_its_value() -> None:
    data = drawn(
        (72, 100, "From:"),
        (72, 114, "Sent:"),
        (72, 128, "To:"),
        (200, 100, "Jane Smith"),
        (200, 114, "1 October 2024"),
        (200, 128, "Tom Ashby"),
    )
    assert text_of(data) == "From: Jane Smith\nSent: 1 October 2024\nTo: Tom Ashby"


def test_a_table_is_read_row_by_row_and_its_cells_stay_apart() -> None:
    rows = [
        ("Risk", "Owner", "Due"),
        ("Fire", "J Hale", "May"),
        ("Rain", "T Ash", "June"),
    ]
    data = drawn(
        *(
            (72.0 + 150 * column, 100.0 + 16 * row, rows[row][column])
            for column in range(3)
            for row in range(3)
        )
    )
    assert text_of(data).split("\n") == ["\t".join(row) for row in rows]


def test_narrow_cells_stay_apart_where_others_begin_below() -> None:
    rows = [
        ("Ref", "Surname", "Postcode", "Reg"),
        *((f"RP{n}", name, f"BO{n % 9} 4QX", "KX21 ZRT") for n, name in NAMED),
    ]
    data = drawn(
        *(
            (left, 100.0 + 14 * row, cell)
            for row, cells in enumerate(rows)
            for left, cell in zip((72, 113, 200, 254), cells, strict=True)
        )
    )
    assert text_of(data).split("\n") == ["\t".join(row) for row in rows]


def test_justified_prose_has_no_cells() -> None:
    lines = [(72.0, 100.0 + 14 * row, "Some words of an") for row in range(6)]
    more = [
        (160.0 + 3 * row, y, "officer at work") for row, (_, y, _) in enumerate(lines)
    ]
    assert "\t" not in text_of(drawn(*lines, *more))


def test_a_raised_number_stays_in_its_line() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 100), "on the 4", fontsize=11)
        page.insert_text((113, 96), "th", fontsize=7)
        page.insert_text((122, 100), "of May", fontsize=11)
        data = document.tobytes()
    words = words_of(data).words
    assert {word.line for word in words} == {0}
    assert words[-1].text == "May"


def test_paragraphs_are_blocks() -> None:
    words = words_of(make.text_pdf(["One", "paragraph", "", "Another", "one"])).words
    assert [word.block for word in words] == [0, 0, 1, 1]


def test_text_set_upwards_comes_after_the_rest_and_in_its_own_order() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((30, 400), "Not for publication", fontsize=9, rotate=90)
        make.write(page, ["A letter about", "this and that"])
        data = document.tobytes()
    words = words_of(data)
    assert words.text.text == "A letter about\nthis and that\n\nNot for publication"
    (rect,) = words.text.rects(30, 49)
    assert rect.height > 60
    assert rect.width < 15


def test_slanted_text_is_read() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        point = pymupdf.Point(200, 400)
        page.insert_text(
            point,
            "Draft of Jane Smith",
            fontsize=30,
            morph=(point, pymupdf.Matrix(45)),
        )
        data = document.tobytes()
    words = words_of(data)
    assert words.text.text == "Draft of Jane Smith"
    assert len(words.text.rects(9, 19)) == 2


def test_a_page_with_text_in_a_font_without_meaning_is_read_by_ocr() -> None:
    line = "The tenant Jane Smith telephoned today"
    data = mapped(line, {c: chr(0xE000 + ord(c)) for c in line if c != " "})
    words = words_of(data)
    assert words.source == "ocr"
    assert words.text.text == line


def test_a_picture_below_real_text_is_read_too() -> None:
    data = make.scan_pdf(
        ["The body was written by Tom Ashby"], header=["Borsetshire Council"]
    )
    words = words_of(data)
    assert words.source == "ocr"
    assert words.text.text.split("\n\n") == [
        "Borsetshire Council",
        "The body was written by Tom Ashby",
    ]


def test_a_scan_with_its_own_text_layer_is_not_read_again() -> None:
    lines = [
        "The committee heard that Jane Smith had",
        "left in May and that Tom took over",
    ]
    with pymupdf.open(stream=make.scan_pdf(lines)) as document:
        page = document[0]
        for number, line in enumerate(lines):
            at = (make.LEFT, make.TOP + number * make.LEADING)
            page.insert_text(at, line, fontsize=make.SIZE, render_mode=3)
        data = document.tobytes()
    words = words_of(data)
    assert words.source == "text"
    assert words.text.text == "\n".join(lines)


def test_words_outlined_as_drawings_are_read_by_ocr() -> None:
    with pymupdf.open(stream=make.text_pdf(["Telephone Jane Smith"])) as document:
        svg = document[0].get_svg_image(text_as_path=True)
        with pymupdf.open(stream=svg.encode(), filetype="svg") as drawing:
            data = drawing.convert_to_pdf()
    assert text_of(data) == "Telephone Jane Smith"


def test_an_empty_page_has_no_words() -> None:
    words = words_of(make.pdf(""))
    assert (words.words, words.source) == ((), "text")


def test_a_page_that_does_not_exist_is_unreadable() -> None:
    with (
        pages.open_pdf(make.pdf("")) as pdf,
        pytest.raises(pages.PageUnreadable, match="Page 2"),
    ):
        pages.words(pdf, 2)


def test_a_list_of_those_present_is_read_person_by_person() -> None:
    present = [
        ("Dr Margaret Elisabeth Hale", "MEH", "Director of Planning, the council"),
        ("Thomas Ashby", "TA", "Senior Officer for Policy, the council"),
        (
            "Yasmin de la Cruz Thornton",
            "YCT",
            "Engineer, the contractor of the council",
        ),
        ("Ian Jones", "IJ", "Clerk to the committee, who took the minutes"),
    ]
    data = drawn(
        *(
            (x, 100.0 + 16 * row, cell)
            for row, cells in enumerate(present)
            for x, cell in zip((72, 230, 290), cells, strict=True)
        )
    )
    assert text_of(data).split("\n") == ["\t".join(cells) for cells in present]


def test_a_scan_without_a_readable_word_is_not_taken_for_text() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.draw_bezier((100, 100), (300, 400), (20, 500), (400, 300), width=2)
        data = document.tobytes()
    assert words_of(data).source == "ocr"


def test_letters_drawn_one_by_one_in_any_order_are_words() -> None:
    text, x = "Dear Zebediah regards", 72.0
    places = []
    for letter in text:
        places.append((x, 100.0, letter))
        x += pymupdf.get_text_length(letter, fontsize=11)
    letters = [place for place in places if place[2] != " "]
    assert text_of(drawn(*letters[1::2], *letters[::-2])) == text


def test_figures_in_cells_stay_apart() -> None:
    cells = [(72 + 20.0 * n, 100.0, str(n)) for n in range(8)]
    assert text_of(drawn(*cells)).split() == [str(n) for n in range(8)]
