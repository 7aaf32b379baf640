"""What can be done in the window, one action a line: menus, toolbar and Help show this."""

# ruff: noqa: E501 - a table is read by its lines
# fmt: off

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spec:
    """What an action is called, which keys it has and what it does.

    ``keys`` work everywhere in the window, ``list_keys`` only while the page or a list
    has the focus, so that they mean what they always mean in a text field or a button.
    ``needs`` is "" (always there), "case" (an open case), "pages" (a document in it)
    or "choice" (something selected to act on).
    """

    name: str
    text: str
    does: str
    keys: tuple[str, ...] = ()
    list_keys: tuple[str, ...] = ()
    icon: str = ""
    needs: str = "case"
    checkable: bool = False
    short: str = ""


SPECS: tuple[Spec, ...] = (
    Spec("new_case", "&New case…", "Start a case for a new request.", ("Ctrl+N",), icon="new-case", needs=""),
    Spec("open_case", "&Open case…", "Open a case file.", ("Ctrl+O",), icon="open-case", needs=""),
    Spec("open_sample", "Open the &sample case", "Open a fictional case to try things on.", icon="sample", needs=""),
    Spec("add_files", "&Add files…", "Add mail, office files, PDFs, pictures or archives to the case. You can also drop them on the window.", ("Ctrl+I",), icon="add-files", short="Add files"),
    Spec("case_details", "Case &details…", "Correct the reference, the authority, the regime or the date received."),
    Spec("request", "Request and its &parts…", "Take down what was asked, its numbered parts, and how each is answered.", ("Ctrl+B",), short="Request"),
    Spec("document", "About a docu&ment…", "Say what the schedule calls a document, and what becomes of it as a whole: withheld in full, available elsewhere, out of scope.", ("Ctrl+Shift+D",), needs="pages"),
    Spec("clock", "Da&ys of the request…", "See when the answer is due and why, and note what happened: a clarification, an extension, the answer, a review.", ("Ctrl+T",), icon="clock"),
    Spec("review", "Re&view…", "What the second person checks, answers and remarks; approve the case or send it back.", ("Ctrl+Shift+V",), icon="look"),
    Spec("figures", "Fi&gures…", "How the case was decided: by exemption, kind of person and document, what was withheld unseen, and the time it took."),
    Spec("release", "&Release…", "Check what stands in the way, then write the release folder.", ("Ctrl+E",), icon="release", short="Release"),
    Spec("letter", "&Write the letter…", "Write the response or refusal notice from the case as it stands, as a Word file.", ("Ctrl+Shift+L",), icon="letter"),
    Spec("schedule", "Sc&hedule for the public…", "Write the schedule as the case stands, without what is withheld."),
    Spec("internal", "&Internal schedule…", "Write the schedule with all that is withheld, for the reviewer or the Commissioner. Never for release."),
    Spec("take_back", "Read an edited schedule &back…", "Take over what was edited in an internal schedule, as one step."),
    Spec("log", "Disclosure &log…", "Write a copy of the response for the disclosure log, without the requester."),
    Spec("close_case", "&Close case", "Close the case. Everything in it is saved already.", ("Ctrl+W",)),
    Spec("quit", "&Quit", "Close the window.", ("Ctrl+Q",), needs=""),
    Spec("undo", "&Undo", "Take back the last change.", ("Ctrl+Z",), icon="undo", short="Undo"),
    Spec("redo", "Re&do", "Make the change again that was taken back.", ("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo", short="Redo"),
    Spec("find", "&Find in the case…", "Search the words of all documents, and redact what is found.", ("Ctrl+F",), icon="search", short="Find", needs="pages"),
    Spec("find_next", "Find ne&xt", "Go to the next hit.", ("F3",), needs="pages"),
    Spec("find_previous", "Find pre&vious", "Go to the hit before.", ("Shift+F3",), needs="pages"),
    Spec("select_all", "Select &all in the list", "Select every redaction that the list shows.", ("Ctrl+Shift+A",), needs="pages"),
    Spec("propose", "&Find personal data", "Look through all documents and propose what to withhold.", ("Ctrl+F5",), icon="propose", short="Find personal data", needs="pages"),
    Spec("register", "&Staff register…", "Choose a table (CSV or Excel) with the names of your staff, so that finding tells them from others and knows what the policy says."),
    Spec("follow_policy", "Follow the polic&y", "Decide about every undecided person for whom the authority's policy has a line, as one step.", ("Ctrl+L",), icon="done", needs="pages"),
    Spec("carry", "&Bring over from another case…", "Propose what another case withholds in the same documents."),
    Spec("next_undecided", "&Next undecided", "Go to the next place that nobody has decided.", ("N",), icon="next-undecided", short="Next", needs="pages"),
    Spec("previous_undecided", "&Previous undecided", "Go to the undecided place before.", ("Shift+N",), icon="previous-undecided", short="Previous", needs="pages"),
    Spec("next_unseen", "Next page never &opened", "Go to the next page that nobody has opened at a readable size.", ("O",), needs="pages"),
    Spec("inconsistent", "Withheld here and visible t&here", "List the texts that are withheld in one place and can be read in another.", ("C",), needs="pages"),
    Spec("next_look", "Next to &look at", "Go to the next passage that is worth a look: names nobody is sure of, health, offences, children.", ("L",), icon="look", needs="pages"),
    Spec("previous_look", "Previous to loo&k at", "Go to the passage before that is worth a look.", ("Shift+L",), needs="pages"),
    Spec("accept", "&Withhold", "Withhold what is selected: accept the proposal.", ("A",), ("Return", "Enter"), icon="withheld", needs="choice", short="Withhold"),
    Spec("reject", "Leave &visible", "Leave what is selected visible in the release: reject the proposal. What is only worth a look is dismissed.", ("R",), icon="released", needs="choice", short="Leave visible"),
    Spec("reset", "&Undecided again", "Take the decision back: it is undecided, and follows its person again.", ("U",), icon="undecided", needs="choice", short="Undecided"),
    Spec("accept_everywhere", "Withhold &everywhere", "Withhold this person, or this text, in every document.", ("Shift+A",), needs="choice"),
    Spec("reject_everywhere", "Leave visible eve&rywhere", "Leave this person, or this text, visible in every document.", ("Shift+R",), needs="choice"),
    Spec("codes", "Exemption &codes…", "Choose the exemptions for what is selected.", ("E",), icon="codes", needs="choice", short="Codes"),
    Spec("reasons", "Explain why &it is withheld…", "Go to the reasons for the exemption of what is selected.", ("Y",), needs="choice"),
    Spec("merge_people", "Mer&ge people", "Make one person of those selected in the list of people.", ("M",), needs="choice"),
    Spec("rename_person", "Give another &name…", "Call the selected person something else.", ("F2",), needs="choice"),
    Spec("split_person", "Make anot&her person…", "The selected places belong to somebody else: give them to a new person.", ("Shift+M",), needs="choice"),
    Spec("add_person", "&Add a person by name…", "The selected text is somebody's name: add them, and find all their places.", ("Shift+P",), needs="pages"),
    Spec("move_on", "&Move on after deciding", "After a decision, go to the next undecided place.", checkable=True, needs=""),
    Spec("draw", "&Draw a box", "Draw boxes on the page with the mouse. They take whole words; with Ctrl held down just what you draw. Press again, or Esc, to stop.", ("D",), icon="draw", checkable=True, short="Draw", needs="pages"),
    Spec("redact_selection", "Redact selected &text", "Withhold the text that is selected on the page.", ("Ctrl+R",), icon="redact-text", short="Redact text", needs="pages"),
    Spec("delete", "De&lete", "Remove the selected boxes altogether.", ("Delete",), icon="delete", needs="choice", short="Delete"),
    Spec("merge_boxes", "Merge &boxes", "Make one box of those selected on a page.", ("B",), needs="choice"),
    Spec("split_box", "Split the bo&x", "Make a box of each line, or of each word of a line.", ("Shift+B",), needs="choice"),
    Spec("repeat_box", "Re&peat the box on pages…", "Put the same box on other pages: a letterhead, a signature, a footer.", ("Ctrl+Shift+B",), needs="choice"),
    Spec("withhold_page", "Withhold the pa&ge", "Withhold the whole page on screen.", ("G",), needs="pages"),
    Spec("withhold_pages", "Withhold page&s…", "Withhold pages of this document, or all of it.", ("Shift+G",), needs="pages"),
    Spec("keep_only", "Everything but t&his", "Withhold all of the page but the text or the boxes that are selected.", ("I",), needs="pages"),
    Spec("keep_only_in_document", "Everything but this in the d&ocument", "Withhold all of the document but the text or the boxes that are selected.", ("Shift+I",), needs="pages"),
    Spec("preview", "As it will &be released", "Show the pages as they will be released.", ("P",), icon="preview", checkable=True, short="Preview", needs="pages"),
    Spec("peek", "See &underneath", "Show what is under the boxes. On the page, hold H instead.", checkable=True, needs="pages"),
    Spec("stays", "Show what &stays", "Mark what looks personal and is left visible, each with its reason.", ("K",), checkable=True, needs="pages"),
    Spec("next_stays", "Next that s&tays", "Go to the next passage that looks personal and is left visible, and say why.", ("Shift+K",), needs="pages"),
    Spec("withhold_stays", "Withhold what stays any&way", "Withhold the passage that stays and was gone to or clicked.", ("W",), needs="pages"),
    Spec("side_by_side", "Before and after side b&y side", "Show the pages as they will be released beside them.", ("Ctrl+D",), checkable=True, needs="pages"),
    Spec("go_back", "Bac&k to where you were", "Go back to the page that you jumped from.", ("Alt+Left", "Backspace"), needs="pages"),
    Spec("go_forward", "&Forward again", "Go forward again after going back.", ("Alt+Right", "Shift+Backspace"), needs="pages"),
    Spec("zoom_in", "Zoom &in", "Make the page larger.", ("Ctrl++", "Ctrl+="), icon="zoom-in", needs="pages"),
    Spec("zoom_out", "Zoom &out", "Make the page smaller.", ("Ctrl+-",), icon="zoom-out", needs="pages"),
    Spec("actual_size", "&Actual size", "Show the page at 100 %.", ("Ctrl+0",), needs="pages"),
    Spec("fit_width", "Fit &width", "Make the page as wide as the view.", ("Ctrl+Shift+W",), icon="fit-width", needs="pages"),
    Spec("fit_page", "Fit &page", "Show the whole page.", ("Ctrl+Shift+P",), icon="fit-page", needs="pages"),
    Spec("turn", "Turn the &view", "Turn the pages on screen by a quarter. The documents stay as they are.", ("T",), needs="pages"),
    Spec("go_to_page", "&Go to page…", "Go to a page by its number.", ("Ctrl+G",), needs="pages"),
    Spec("focus_documents", "&Documents", "Move the keyboard to the documents.", ("Ctrl+1",)),
    Spec("focus_page", "Pag&e", "Move the keyboard to the page.", ("Ctrl+2",)),
    Spec("focus_people", "Peop&le", "Move the keyboard to the people.", ("Ctrl+3",)),
    Spec("focus_redactions", "&Redactions", "Move the keyboard to the redactions.", ("Ctrl+4",)),
    Spec("focus_reasons", "Reaso&ns", "Move the keyboard to the reasons, first to what is missing.", ("Ctrl+5",)),
    Spec("focus_schedule", "Sc&hedule", "Move the keyboard to the schedule.", ("Ctrl+6",)),
    Spec("next_panel", "Ne&xt panel", "Move the keyboard to the next panel.", ("F6",)),
    Spec("help", "&Keys and guide", "How the work goes, and all keys.", ("F1",), icon="help", needs="", short="Help"),
    Spec("tour", "&Tour of the window", "What to try first, one thing at a time."),
    Spec("about", "&About FOI Redactor", "Version and licence.", needs=""),
)

AREAS = ("merge_boxes", "split_box", "repeat_box", "withhold_page", "withhold_pages", "keep_only", "keep_only_in_document")

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("&Case", ("new_case", "open_case", "open_sample", "", "add_files", "case_details", "request", "document", "clock", "", "close_case", "quit")),
    ("&Edit", ("undo", "redo", "", "find", "find_next", "find_previous", "", "select_all", "delete")),
    ("&Decide", ("propose", "register", "follow_policy", "carry", "", "next_undecided", "previous_undecided", "next_look", "previous_look", "next_unseen", "inconsistent", "", "accept", "reject", "reset", "accept_everywhere", "reject_everywhere", "", "codes", "reasons", "", "move_on")),
    ("&People", ("rename_person", "merge_people", "split_person", "add_person")),
    ("&Boxes", ("draw", "redact_selection", "withhold_stays", "", *AREAS[:3], "", *AREAS[3:])),
    ("&View", ("preview", "peek", "side_by_side", "stays", "next_stays", "", "zoom_in", "zoom_out", "actual_size", "fit_width", "fit_page", "turn", "", "go_to_page", "go_back", "go_forward", "", "focus_documents", "focus_page", "focus_people", "focus_redactions", "focus_reasons", "focus_schedule", "next_panel")),
    ("&Release", ("review", "figures", "", "release", "letter", "log", "", "schedule", "internal", "take_back")),
    ("&Help", ("help", "tour", "about")),
)

_DECIDE = ("accept", "reject", "reset", "accept_everywhere", "reject_everywhere", "codes", "reasons")
CONTEXT: dict[str, tuple[str, ...]] = {
    "people": (*_DECIDE[:3], "codes", "reasons", "", "rename_person", "merge_people"),
    "redactions": (*_DECIDE, "", "split_person", "merge_boxes", "split_box", "delete"),
    "page": ("redact_selection", "add_person", "", *_DECIDE, "", "merge_boxes", "split_box", "repeat_box", "delete", "", "withhold_page", "keep_only"),
}
"""What a right click in a list or on the page offers."""

TOOLBAR: tuple[str, ...] = (
    "add_files", "propose", "", "undo", "redo", "",
    "previous_undecided", "next_undecided", "accept", "reject", "reset", "codes", "",
    "draw", "redact_selection", "delete", "", "find", "preview", "",
    "zoom_out", "zoom_in", "fit_width", "fit_page",
)

WITH_WORDS: tuple[str, ...] = ("accept", "reject", "propose", "add_files", "codes", "draw", "preview", "find")
"""Actions of the toolbar that show their name, those first that keep it longest."""

# What the window does alike for a whole group of actions.
PANELS = ("documents", "page", "people", "redactions", "reasons", "schedule")
ZOOMS = ("zoom_in", "zoom_out", "fit_width", "fit_page", "turn")
GATHERING = ("follow_policy", "merge_people", "rename_person", "split_person", "add_person", "carry")
DECISIONS = (
    "accept",
    "reject",
    "reset",
    "accept_everywhere",
    "reject_everywhere",
    "codes",
    "next_undecided",
    "previous_undecided",
    "next_unseen",
    "next_look",
    "previous_look",
    "next_stays",
    "withhold_stays",
    "redact_selection",
    "delete",
)
