"""What the catalogue holds, and what every entry of it owes its reader."""

from __future__ import annotations

import itertools

import pytest

from redactor.errors import BadInput
from redactor.law import rulebook
from redactor.law.citation import key_of
from redactor.law.exemptions import Catalogue, Exemption, Kind, Standing, catalogue
from redactor.law.regimes import regimes

REGIMES = [one.name for one in regimes()]
ENTRIES = [entry for name in REGIMES for entry in catalogue(name).values()]

each_entry = pytest.mark.parametrize(
    "entry", ENTRIES, ids=lambda e: f"{e.regime} {e.code}"
)
each_regime = pytest.mark.parametrize("name", REGIMES)


@each_entry
def test_an_entry_says_all_that_a_schedule_needs(entry: Exemption) -> None:
    for text in (entry.code, entry.cite, entry.stamp, entry.title, entry.heading):
        assert text
        assert text == text.strip()
    assert entry.reason.endswith(".")
    assert "{" not in entry.reason
    assert entry.use.endswith(".")
    assert entry.source
    assert entry.checked
    assert entry.basis in {"class", "prejudice", "necessity", "procedural", "none"}


@each_entry
def test_what_is_burnt_in_the_box_is_short(entry: Exemption) -> None:
    assert len(entry.stamp) <= (20 if entry.on_box else 30)


@each_entry
def test_only_exemptions_and_marks_can_stand_on_a_box(entry: Exemption) -> None:
    assert entry.on_box <= (entry.kind in (Kind.EXEMPTION, Kind.MARKER))


@each_entry
def test_the_law_says_of_every_exemption_whether_it_is_absolute(
    entry: Exemption,
) -> None:
    if entry.kind in (Kind.EXEMPTION, Kind.NCND):
        assert entry.standing is not Standing.NONE
    if entry.kind is Kind.MARKER:
        assert entry.standing is Standing.NONE


@each_entry
def test_a_route_that_is_gone_names_the_present_one_and_is_not_offered(
    entry: Exemption,
) -> None:
    if entry.legacy:
        assert not entry.offered
        assert catalogue(entry.regime)[entry.replaced_by].offered


@each_entry
def test_code_and_full_citation_are_understood_as_the_entry_itself(
    entry: Exemption,
) -> None:
    if entry.on_box:
        known = catalogue(entry.regime)
        assert known.parse(entry.code) is entry
        assert known.parse(entry.cite) is entry
        if entry.kind is not Kind.MARKER:
            assert known.parse(f"{entry.code} {entry.title}") is entry


@each_regime
def test_no_code_stands_twice(name: str) -> None:
    rows = rulebook.load("exemptions.yaml")["sections"]
    codes = [
        limb["code"]
        for section in rows
        if section["regime"] in (name, "ANY")
        for limb in section["limbs"]
    ]
    assert len(codes) == len(set(codes)) == len(catalogue(name))


@each_regime
def test_no_citation_can_mean_two_entries(name: str) -> None:
    entries = [e for e in catalogue(name).values() if e.kind is not Kind.MARKER]
    for one, other in itertools.combinations(entries, 2):
        own = {key_of(one.code), key_of(one.cite)}
        assert not own & {key_of(other.code), key_of(other.cite)}, (one.code, other)


@each_regime
def test_no_entry_that_can_be_chosen_ends_above_another(name: str) -> None:
    """The default for personal data is the one exception: it has its routes below."""
    known = catalogue(name)
    offered = [e for e in known.values() if e.offered and e.kind is not Kind.MARKER]
    for one, other in itertools.permutations(offered, 2):
        above, below = key_of(one.code), key_of(other.code)
        if below[: len(above)] == above:
            assert one is known.default_personal


@each_regime
def test_every_pointer_leads_to_something_that_can_be_chosen(name: str) -> None:
    for row in rulebook.load("exemptions.yaml")["pointers"]:
        if row["regime"] == name:
            assert all(catalogue(name)[code].offered for code in row["use"])


@pytest.mark.parametrize(
    "section", [*map(str, range(21, 25)), "22A", *map(str, range(26, 45))]
)
def test_every_section_of_part_two_has_limbs(section: str) -> None:
    entries = [e for e in catalogue("FOIA").values() if e.section == section]
    assert any(e.offered for e in entries)
    # s.21 is the only one without a limb to neither confirm nor deny
    assert any(e.kind is Kind.NCND for e in entries) == (section != "21")


def test_section_31_has_all_nine_interests() -> None:
    codes = {e.code for e in catalogue("FOIA").values() if e.section == "31"}
    assert codes >= {f"s.31(1)({letter})" for letter in "abcdefghi"}


def test_section_2_3_lists_what_is_absolute() -> None:
    absolute = {
        e.section
        for e in catalogue("FOIA").values()
        if e.absolute and e.kind is Kind.EXEMPTION
    }
    assert absolute == {"21", "23", "32", "34", "37", "40", "41", "44"}


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        ("s.37(1)(ab)", Standing.ABSOLUTE),
        ("s.37(1)(ac)", Standing.QUALIFIED),
        ("s.36(2)(b)(i)", Standing.QUALIFIED),
        ("s.40(1)", Standing.ABSOLUTE),
        ("s.40(2)", Standing.ABSOLUTE),
        ("s.40(2)/(3B)", Standing.QUALIFIED),
        ("s.40(2)/(4A)(a)", Standing.QUALIFIED),
        ("s.40(5B)(a)(i)", Standing.CONTESTED),
        ("s.42(1)", Standing.QUALIFIED),
        ("s.12(1)", Standing.NONE),
    ],
)
def test_absolute_or_qualified_is_known_limb_by_limb(
    code: str, standing: Standing
) -> None:
    assert catalogue("FOIA")[code].standing is standing


def test_exceptions_are_qualified_but_for_personal_data() -> None:
    absolute = {e.code for e in catalogue("EIR").values() if e.absolute and e.on_box}
    assert absolute == {"reg.5(3)", "reg.13(1)", "reg.13(1)/(2A)(b)"}


@pytest.mark.parametrize(
    ("name", "code", "cite"),
    [
        ("FOIA", "s.40(2)", "s.40(2) by virtue of s.40(3A)(a)"),
        (
            "EIR",
            "reg.13(1)",
            "reg.12(3) and reg.13(1) by virtue of reg.13(2A)(a)",
        ),
    ],
)
def test_personal_data_has_a_default_with_its_full_citation(
    name: str, code: str, cite: str
) -> None:
    default = catalogue(name).default_personal
    assert (default.code, default.stamp, default.cite) == (code, code, cite)


def test_the_picker_begins_with_personal_data_then_with_what_is_common() -> None:
    offered = catalogue("FOIA").offered()
    assert offered[0].code == "s.40(2)"
    common = [e.common for e in offered]
    assert common == sorted(common, reverse=True)
    assert not any(e.legacy or e.kind is Kind.NCND for e in offered)
    assert "Out of scope" in [e.code for e in offered]
    assert "Not held" not in [e.code for e in offered]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("40", "s.40(2)"),
        ("s40(2)", "s.40(2)"),
        ("s.31(1)(g)", "s.31(1)(g)"),
        ("s.31(1)(g", "s.31(1)(g)"),
        ("31 (1) (g)", "s.31(1)(g)"),
        ("section 36(2)(b)", "s.36(2)(b)(i)"),
        ("LEGAL", "s.42(1)"),
        ("frank advice", "s.36(2)(b)(i)"),
        ("staff names", "s.40(2)"),
        ("scope", "Out of scope"),
    ],
)
def test_a_search_looks_at_code_title_heading_and_use(words: str, first: str) -> None:
    assert catalogue("FOIA").search(words)[0].code == first


def test_a_search_wants_every_word() -> None:
    assert catalogue("FOIA").search("legal crocodile") == []
    assert catalogue("FOIA").search("") == catalogue("FOIA").offered()


def test_a_catalogue_is_made_once_and_is_a_mapping() -> None:
    known = catalogue("FOIA")
    assert catalogue("FOIA") is known
    assert isinstance(known, Catalogue)
    assert known["s.12(1)"].kind is Kind.PROCEDURAL
    assert known.get("s.31") is None


def test_a_law_without_rules_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match=r"FOISA.*FOIA or EIR"):
        catalogue("FOISA")
