"""A PDF page as words with boxes and as a picture. PyMuPDF's objects stay in here."""

from redactor.pages.covered import has_covered_picture, has_covered_text
from redactor.pages.document import Pdf, open_pdf, shapes
from redactor.pages.mupdf import PageUnreadable, load
from redactor.pages.read import words
from redactor.pages.render import Picture, render
from redactor.pages.unseen import (
    has_cut_text,
    has_other_words,
    has_text_off_page,
    has_tiny_text,
    has_unseen_text,
)

__all__ = [
    "PageUnreadable",
    "Pdf",
    "Picture",
    "has_covered_picture",
    "has_covered_text",
    "has_cut_text",
    "has_other_words",
    "has_text_off_page",
    "has_tiny_text",
    "has_unseen_text",
    "load",
    "open_pdf",
    "render",
    "shapes",
    "words",
]
