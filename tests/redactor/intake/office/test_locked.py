"""OpenDocument files with a password, binary workbooks, and workbooks that are odd."""

from __future__ import annotations

import base64
import hashlib
import zlib

import pytest
from Cryptodome.Cipher import AES

from redactor.errors import FileRefused, PasswordNeeded
from redactor.intake import paper
from redactor.intake.kinds import Kind, kind_of
from redactor.intake.making import make
from redactor.intake.office import openlock, plainbook
from redactor.intake.office.package import Package
from redactor.intake.source import Source
from tests import offices

TEXT = offices.opened("text", "<text:p>Written by Tom Ashby</text:p>")
_SALT, _VECTOR = b"s" * 16, b"v" * 16
_AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


def locked(password: str, cipher: str = _AES) -> bytes:
    """The text above as LibreOffice encrypts it."""
    plain = Package("a.odt", TEXT).read("content.xml")
    secret = hashlib.sha256(password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", secret, _SALT, 1000, 32)
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(plain) + packer.flush()
    pad = 16 - len(packed) % 16
    packed += bytes(pad - 1) + bytes([pad])
    data = AES.new(key, AES.MODE_CBC, iv=_VECTOR).encrypt(packed)
    salt, vector = (base64.b64encode(b).decode() for b in (_SALT, _VECTOR))
    entry = (
        f'<m:file-entry m:full-path="content.xml" m:size="{len(plain)}">'
        f'<m:encryption-data><m:algorithm m:algorithm-name="{cipher}" '
        f'm:initialisation-vector="{vector}"/><m:start-key-generation '
        'm:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>'
        f'<m:key-derivation m:salt="{salt}" m:iteration-count="1000" '
        'm:key-size="32"/></m:encryption-data></m:file-entry>'
    )
    manifest = f'<m:manifest xmlns:m="urn:m">{entry}</m:manifest>'
    return offices.with_parts(
        TEXT, {"content.xml": data, "META-INF/manifest.xml": manifest}
    )


def test_a_text_with_a_password_is_opened_with_it() -> None:
    made = make(Source("a.odt", locked("sesame")), ("wrong", "sesame"))
    assert made.pdf
    assert "Written by Tom Ashby" in paper.words(made.pdf)


@pytest.mark.parametrize("passwords", [(), ("wrong", "worse")])
def test_without_its_password_it_is_asked_for(passwords: tuple[str, ...]) -> None:
    with pytest.raises(PasswordNeeded):
        make(Source("a.odt", locked("sesame")), passwords)


def test_a_lock_that_is_not_known_is_refused_with_a_way_out() -> None:
    with pytest.raises(FileRefused, match="not known here") as refused:
        openlock.unlocked("a.odt", locked("sesame", "aes256-gcm"), ("sesame",))
    assert "without the password" in refused.value.remedy


def test_what_is_not_locked_stays_as_it_is() -> None:
    assert openlock.unlocked("a.odt", TEXT, ()) is TEXT


def test_a_binary_workbook_is_known_as_one() -> None:
    data = offices.packed({"xl/workbook.bin": b"\1", "[Content_Types].xml": "<t/>"})
    assert kind_of("a.xlsb", data) is Kind.BINARY_WORKBOOK
    with pytest.raises(FileRefused, match="can't be read as a workbook"):
        plainbook.binary("a.xlsb", data)


def test_values_are_taken_where_nothing_else_reads_a_workbook() -> None:
    def fill(book: offices.openpyxl.Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.title, sheet["B2"] = "Staff", "Tom Ashby"
        secret = book.create_sheet("Kept")
        secret.sheet_state, secret["A1"] = "veryHidden", "Priya Raman"

    made = plainbook._values("a.xlsb", offices.xlsx(fill))
    assert made.pdf
    words = paper.words(made.pdf)
    assert words.index("Tom Ashby") < words.index("Hidden sheet: Kept")
    assert "Priya Raman" in words
    told = " ".join(made.warnings)
    assert "Sheet 2 is very hidden" in told
    assert "Only the values" in told


def test_an_odd_workbook_is_repaired_and_says_so() -> None:
    def fill(book: offices.openpyxl.Workbook) -> None:
        assert book.active is not None
        book.active["A1"] = "Tom Ashby"

    data = offices.xlsx(fill)
    styles = Package("a.xlsx", data).read("xl/styles.xml").decode()
    odd = offices.with_parts(data, {"xl/styles.xml": styles[: len(styles) // 2]})
    made = plainbook.usual("a.xlsx", odd)
    assert made.pdf
    assert "Tom Ashby" in paper.words(made.pdf)
    assert "was repaired" in made.warnings[0]
