"""What S/MIME signed is read; what is encrypted is refused with a way out."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from redactor.casefile import CaseFile
from redactor.errors import FileRefused
from redactor.intake.mail import sealed
from tests.redactor.intake.shown import offer, text

INNER = (
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain"
    b"\r\n\r\nDear Jane Smith\r\n--x\r\nContent-Type: text/csv\r\nContent-Disposition: "
    b"attachment; filename=staff.csv\r\n\r\nTom,Ashby\r\n--x--\r\n"
)
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate() -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ann Lee")])
    day = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(_KEY.public_key()).serial_number(1)
    builder = builder.not_valid_before(day).not_valid_after(day + dt.timedelta(9999))
    return builder.sign(_KEY, hashes.SHA256())


def signed(data: bytes) -> bytes:
    builder = pkcs7.PKCS7SignatureBuilder(data)
    builder = builder.add_signer(certificate(), _KEY, hashes.SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def encrypted(data: bytes) -> bytes:
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(data)
    return builder.add_recipient(certificate()).encrypt(Encoding.DER, [])


def mail(seal: bytes) -> bytes:
    return (
        b"From: Ann Lee <ann@example.org>\r\nSubject: Sealed\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(seal)
    )


def test_a_signed_message_is_read_with_what_is_attached(case: CaseFile) -> None:
    documents, _ = offer(case, a__eml=mail(signed(INNER)))
    assert [document.name for document in documents] == ["a.eml", "staff.csv"]
    assert "Dear Jane Smith" in text(case, documents[0])
    assert sealed.SIGNED in documents[0].warnings


def test_an_encrypted_message_says_that_it_is(case: CaseFile) -> None:
    (document,), result = offer(case, a__eml=mail(encrypted(INNER)))
    assert "encrypted (S/MIME): only its recipient" in " ".join(document.warnings)
    assert "[encrypted: not shown]" in text(case, document)
    assert result.refused == ()


def test_a_signed_file_by_itself_is_the_file(case: CaseFile) -> None:
    (document,), _ = offer(case, letter__txt__p7m=signed(b"Dear Jane Smith"))
    assert document.name == "letter.txt"
    documents, _ = offer(case, smime__p7m=signed(INNER))
    assert documents[0].name == "smime.eml"


def test_what_can_not_be_opened_is_refused_with_a_way_out() -> None:
    with pytest.raises(FileRefused, match="only its recipient") as refused:
        sealed.made("a.p7m", encrypted(b"x"))
    assert refused.value.remedy
    with pytest.raises(FileRefused, match="damaged"):
        sealed.made("a.p7m", signed(b"x" * 900)[:400])


def test_a_seal_in_letters_is_read_too() -> None:
    armoured = cms.ContentInfo.load(signed(b"Hello")).dump()
    letters = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(armoured)
    assert sealed.content(letters + b"-----END PKCS7-----\n") == b"Hello"


def test_pgp_is_told(case: CaseFile) -> None:
    block = b"-----BEGIN PGP MESSAGE-----\r\n\r\nabcd\r\n-----END PGP MESSAGE-----\r\n"
    (document,), _ = offer(case, a__eml=b"From: a@example.org\r\n\r\n" + block)
    assert "encrypted (PGP)" in " ".join(document.warnings)
    whole = (
        b"From: a@example.org\r\nContent-Type: multipart/encrypted; boundary=x; "
        b"protocol=application/pgp-encrypted\r\n\r\n--x\r\nContent-Type: "
        b"application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x\r\n\r\n" + block + b"--x--"
    )
    (document,), _ = offer(case, b__eml=whole)
    assert "encrypted (PGP)" in " ".join(document.warnings)
    _, result = offer(case, c__asc=block)
    assert "encrypted (PGP)" in result.refused[0].sentence
