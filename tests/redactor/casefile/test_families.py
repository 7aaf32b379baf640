"""A case from before documents had families opens, and its history still undoes."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path

from redactor import edits
from redactor.casefile import CaseFile
from redactor.model import Document, PageShape
from tests import make


def test_an_older_case_opens_and_undoes(tmp_path: Path) -> None:
    document = Document("D01", "a.pdf", "0", "1", (PageShape(595.0, 842.0),))
    with make.empty_case(tmp_path) as file:
        file.apply(edits.add_documents([document]), by="A Caseworker")
        path = file.path
    db = sqlite3.connect(path)
    (packed,) = db.execute("SELECT added FROM history").fetchone()
    rows = json.loads(zlib.decompress(packed))
    del rows[0][1]["parent"]
    older = zlib.compress(json.dumps(rows).encode())
    db.execute("UPDATE history SET added=?", (older,))
    db.commit()
    db.close()
    make.older(path, 1)
    with CaseFile.attach(path) as file:
        assert file.state.documents == {"D01": document}
    with CaseFile.open(path) as file:
        assert file.state.documents == {"D01": document}
        file.undo(by="A Caseworker")
        assert not file.state.documents
        file.redo(by="A Caseworker")
        assert file.state.documents == {"D01": document}
