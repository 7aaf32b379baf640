"""Image data as it may leave: pixels, and nothing a camera or scanner put beside them.

Each function takes the bytes of one format and returns them without comments, EXIF,
thumbnails or anything behind the end of the picture.
"""

from __future__ import annotations

from redactor.release.pdf.unsafe import Unsafe

_KEPT_APP = 0xEE  # Adobe: says how the colours are coded
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_JP2_KEPT = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}
_JP2_COMMENT, _JP2_TILE = 0x64, 0x90
_JBIG2_EXTENSION = 62


def clean_jpeg(data: bytes) -> bytes:
    """A JPEG with its colours and tables only. Raises Unsafe."""
    if data[:2] != b"\xff\xd8":
        raise Unsafe("a JPEG image that does not begin as one")
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(data) and data[at + 1] != _END:
        if data[at] != 0xFF:
            raise Unsafe("a damaged JPEG image")
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, end)
        if not (0xE0 <= marker <= 0xEF or marker == _COMMENT) or marker == _KEPT_APP:
            out += data[at:end]
        at = end
    return bytes(out + b"\xff\xd9")


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded pixels that begin at ``at`` give way to the next marker."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and data[at + 1] not in _ALONE and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    return len(data)


def clean_jpeg2000(data: bytes) -> bytes:
    """A JPEG 2000 without XML, UUID and comments. Raises Unsafe."""
    if data[:4] == b"\xff\x4f\xff\x51":
        return _clean_codestream(data)
    if not data.startswith(_JP2_SIGNATURE):
        raise Unsafe("a JPEG 2000 image that does not begin as one")
    out, at = bytearray(), 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = len(data) if size == 0 else at + size
        if end <= at + head - 1 or end > len(data):
            raise Unsafe("a damaged JPEG 2000 image")
        if kind == b"jp2c":
            body = _clean_codestream(data[at + head : end])
            out += (len(body) + 8).to_bytes(4, "big") + kind + body
        elif kind in _JP2_KEPT:
            out += data[at:end]
        at = end
    return bytes(out)


def _clean_codestream(data: bytes) -> bytes:
    out, at = bytearray(data[:2]), 2
    while at + 4 <= len(data):
        marker = data[at + 1]
        if marker == _JP2_TILE:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker != _JP2_COMMENT:
            out += data[at:end]
        at = end
    stop = data.rfind(b"\xff\xd9")
    return bytes(out + (data[at : stop + 2] if stop > at else data[at:]))


def check_jbig2(data: bytes) -> bytes:
    """An embedded JBIG2 stream, if it carries no comments. Raises Unsafe."""
    at = 0
    while at + 11 <= len(data):
        flags = data[at + 4]
        if flags & 0x3F == _JBIG2_EXTENSION:
            raise Unsafe("a JBIG2 image with comments")
        number, at = int.from_bytes(data[at : at + 4], "big"), at + 5
        count = data[at] >> 5
        if count == 7:
            count = int.from_bytes(data[at : at + 4], "big") & 0x1FFFFFFF
            at += 4 + (count + 8) // 8
        else:
            at += 1
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
        at += 4 if flags & 0x40 else 1
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 0xFFFFFFFF:
            break
        at += 4 + size
    return data
