"""Help: how the work goes, in six lines, and all keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

import redactor
from ui.action_list import MENUS, SPECS, Spec
from ui.actions import keys_of
from ui.dialogs.legend import pictures
from ui.page.keys import KEYS
from ui.parts import in_order, size

_GUIDE = """
<h3>From files to release</h3>
<ol>
<li><b>Add files</b> (Ctrl+I), or drop them on the window. Each is checked for what it
hides; duplicates are refused.</li>
<li><b>Find personal data</b> (Ctrl+F5). What is found comes up as proposed boxes
with a dashed outline, grouped into the people of the case. Each box says why it is
there.</li>
<li><b>Decide about people</b> (Ctrl+3). A withholds the person in every
place of every document, R leaves them visible. A place that you decide on its
own is an exception, and keeps your decision.</li>
<li><b>Decide about what is left</b>. N goes to the next undecided place, A withholds
it, R leaves it visible, E sets its exemption codes; the right mouse button offers the
same. L goes to the next passage that is
worth a look: A withholds it, R dismisses it. K shows what stays, and W withholds it
anyway. Draw a box with D; find a word
everywhere with Ctrl+F and redact all its hits, or those you check; a search can be kept
as a rule for documents that come later. G withholds the page, I everything but what is
selected. The first box asks for its code, the
next ones get the same. A name that you mark is proposed wherever else it stands.</li>
<li><b>Look at it</b> as it will be released: P. Read every page: the line at the
bottom counts those that nobody has opened. Ctrl+D shows before and after side by side.
C lists what is withheld in one place and visible in another.</li>
<li><b>Say why</b>. Ctrl+B takes down the request and how each part of it is answered.
Ctrl+5 asks for the reasons of each exemption, what is missing first; Y leads there from
a box.</li>
<li><b>Review</b> (Ctrl+Shift+V). Somebody who decided nothing in the case answers ten
points, remarks on what should be looked at again, and approves the case or sends it
back. Any change voids the approval.</li>
<li><b>Release</b> (Ctrl+E). The files are rebuilt without what is withheld, and other
programs try to find it. If one does, nothing is written, and you are told where: Alt+W
withholds it everywhere, Alt+V says that it stays visible on purpose.</li>
</ol>
<h3>How boxes look</h3>
<table cellpadding="4">
<tr><td>{suggested}</td><td>A dashed outline is <b>undecided</b>.</td></tr>
<tr><td>{accepted}</td><td>A filled box with its code is <b>withheld</b>.</td></tr>
<tr><td>{rejected}</td><td>A thin, faded outline is <b>left visible</b>.</td></tr>
<tr><td>{look}</td><td>A dotted line under the words is <b>worth a look</b>; nothing
waits for it.</td></tr>
<tr><td>{stays}</td><td>A green line (K) is under what <b>stays</b>.</td></tr>
<tr><td>{doubt}</td><td>Fine dots are under a scan's words <b>read with doubt</b>:
compare them with the page.</td></tr>
</table>
<h3>Saving</h3>
<p>There is no Save button: everything is kept as you do it, and Ctrl+Z takes back as
many steps as you like.</p>
"""


def key_rows() -> list[tuple[str, str, str]]:
    """Menu, keys and what they do, for every action that has a key."""
    by_name = {spec.name: spec for spec in SPECS}
    listed = [
        (title.replace("&", ""), keys_of(by_name[name]), _words(by_name[name]))
        for title, names in MENUS
        for name in names
        if name and keys_of(by_name[name])
    ]
    return [*listed, *(("On the page", keys, does) for keys, does in KEYS)]


def _words(spec: Spec) -> str:
    return f"{spec.text.replace('&', '').rstrip('…')}: {spec.does}"


class HelpDialog(QDialog):
    """Stays open beside the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and guide")
        size(self, QSize(680, 560))
        self.filter_box = QLineEdit(self)
        self.filter_box.setPlaceholderText("Find a key or what it does")
        self.filter_box.setAccessibleName("Find a key or what it does")
        self.table = _table(self)
        self.tabs = QTabWidget(self)
        keys = QWidget(self.tabs)
        column = QVBoxLayout(keys)
        column.addWidget(self.filter_box)
        column.addWidget(self.table)
        self.tabs.setAccessibleName("Keys and guide")
        self.tabs.addTab(keys, "&Keys")
        guide = _guide(self)
        self.tabs.addTab(guide, "&Guide")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs)
        layout.addWidget(buttons)
        self.filter_box.textChanged.connect(self._filter)
        in_order(self.tabs.tabBar(), self.filter_box, self.table, guide, buttons)
        self.filter_box.setFocus()

    def _filter(self, words: str) -> None:
        for row in range(self.table.rowCount()):
            texts = [self.table.item(row, at) for at in range(3)]
            line = " ".join(item.text() for item in texts if item).casefold()
            found = all(word in line for word in words.casefold().split())
            self.table.setRowHidden(row, not found)


def _guide(parent: QWidget) -> QScrollArea:
    words = QLabel(_GUIDE.format(**pictures()), parent)
    words.setWordWrap(True)
    words.setMargin(10)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    page = QScrollArea(parent)
    page.setFrameShape(QScrollArea.Shape.NoFrame)
    page.setWidgetResizable(True)
    page.setWidget(words)
    page.setAccessibleName("Guide")
    return page


def _table(parent: QWidget) -> QTableWidget:
    rows = key_rows()
    table = QTableWidget(len(rows), 3, parent)
    table.setAccessibleName("Keys")
    table.setHorizontalHeaderLabels(["Menu", "Keys", "What it does"])
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.setItem(at, column, QTableWidgetItem(words))
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    header.setHighlightSections(False)
    return table


def about_words() -> str:
    """What the About box says."""
    return (
        f"<h3>FOI Redactor {redactor.__version__}</h3>"
        "<p>For the people who answer Freedom of Information requests in UK public "
        "bodies. It works without a network.</p>"
        "<p>Free software under the GNU Affero General Public Licence, version 3 or "
        "later. It comes without any warranty.</p>"
    )
