"""What people type when they cite an exemption, and what they are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import UnknownExemption
from redactor.law.exemptions import catalogue


def refusal(regime: str, text: str) -> UnknownExemption:
    with pytest.raises(UnknownExemption) as caught:
        catalogue(regime).parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("s.40(2)", "s.40(2)"),
        ("S 40(2)", "s.40(2)"),
        ("s40(2)", "s.40(2)"),
        ("section 40(2)", "s.40(2)"),
        ("Section 40 (2)", "s.40(2)"),
        ("sec. 40(2)", "s.40(2)"),
        ("§40(2)", "s.40(2)"),
        ("40(2)", "s.40(2)"),
        ("40.2", "s.40(2)"),
        ("[s.40(2)]", "s.40(2)"),
        ("ｓ.40（2）", "s.40(2)"),
        ("FOIA s.40(2)", "s.40(2)"),
        ("section 40(2) of the FOI Act", "s.40(2)"),
        ("Section 40(2) of the Freedom of Information Act 2000", "s.40(2)"),
        ("Exemption: s.40(2)", "s.40(2)"),
        ("s.40(2) - Personal information", "s.40(2)"),
        ("Personal information: s.40(2)", "s.40(2)"),
        ("s.40(2) by virtue of s.40(3A)(a)", "s.40(2)"),
        ("section 40(2) by virtue of section 40(3A)(a) of the FOIA", "s.40(2)"),
        ("s.40(2)/(3A)(a)", "s.40(2)"),
        ("s.40(2)(3A)(a)", "s.40(2)"),
        ("s.40(2) by virtue of 40(4A)(b)", "s.40(2)/(4A)(b)"),
        ("s.40(2)/(3b)", "s.40(2)/(3B)"),
        ("S.31(1)(A)", "s.31(1)(a)"),
        ("s.31.1.g", "s.31(1)(g)"),
        ("s.31(1)(g) with s.31(2)(a) and (c)", "s.31(1)(g)"),
        ("s.31(1)(i)", "s.31(1)(i)"),
        ("s.30(2)(a)(i) and (b)", "s.30(2)(a)(i)"),
        ("s.33(2) with s.33(1)(a)", "s.33(2)/(1)(a)"),
        ("s.37(1)(aa)", "s.37(1)(aa)"),
        ("s.44(1)(a): DPA 2018 s.132(1)", "s.44(1)(a)"),
        ("s.44(1)(a) and section 132(1) of the Data Protection Act", "s.44(1)(a)"),
        ("out of  SCOPE", "Out of scope"),
    ],
)
def test_citations_of_the_act_are_understood(text: str, code: str) -> None:
    assert catalogue("FOIA").parse(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("reg 12(5)(b)", "reg.12(5)(b)"),
        ("r.12(4)(d)", "reg.12(4)(d)"),
        ("12(4)(e)", "reg.12(4)(e)"),
        ("EIR 12(5)(e)", "reg.12(5)(e)"),
        ("regulation 12(5)(e) of the EIR", "reg.12(5)(e)"),
        ("regulation 13(1)", "reg.13(1)"),
        ("reg 12(3) and reg 13(1) by virtue of 13(2A)(a)", "reg.13(1)"),
        ("regulation 13(1) by virtue of regulation 13(2A)(a)", "reg.13(1)"),
        ("reg.12(3) and reg.13(1)", "reg.13(1)"),
        ("reg.13(1)/(3A)(a)", "reg.13(1)/(3A)(a)"),
        ("Out of scope", "Out of scope"),
    ],
)
def test_citations_of_the_regulations_are_understood(text: str, code: str) -> None:
    assert catalogue("EIR").parse(text).code == code


@pytest.mark.parametrize("text", ["s.42", "s.42 Legal professional privilege"])
def test_a_section_with_a_single_limb_means_that_limb(text: str) -> None:
    assert catalogue("FOIA").parse(text).code == "s.42(1)"


@pytest.mark.parametrize(
    ("regime", "text", "limbs"),
    [
        ("FOIA", "s.31", ["s.31(1)(a)", "s.31(1)(i)"]),
        ("FOIA", "s.31(1)", ["s.31(1)(a)", "s.31(1)(i)"]),
        ("FOIA", "s.40", ["s.40(1)", "s.40(2)"]),
        ("FOIA", "40", ["s.40(1)", "s.40(2)"]),
        ("FOIA", "s.36(2)", ["s.36(2)(a)(i)", "s.36(2)(c)"]),
        ("FOIA", "s.36(2)(b)", ["s.36(2)(b)(i)", "s.36(2)(b)(ii)"]),
        ("FOIA", "s.33(2)", ["s.33(2)/(1)(a)", "s.33(2)/(1)(b)"]),
        ("FOIA", "s.44(1)", ["s.44(1)(a)", "s.44(1)(c)"]),
        ("EIR", "reg.12(5)", ["reg.12(5)(a)", "reg.12(5)(g)"]),
        ("EIR", "reg.13", ["reg.13(1)", "reg.13(1)/(2B)(a)"]),
    ],
)
def test_a_bare_section_is_refused_with_the_reason_and_its_limbs(
    regime: str, text: str, limbs: list[str]
) -> None:
    refused = refusal(regime, text)
    assert "a refusal must name the limb" in refused.sentence
    for limb in limbs:
        assert f"{limb} (" in refused.remedy


def test_a_list_of_limbs_leaves_out_what_is_gone_or_no_box() -> None:
    remedy = refusal("FOIA", "s.40").remedy
    assert "(3)(a)(i)" not in remedy
    assert "(5B)" not in remedy


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("section 40(2) by virtue of section 40(3)(a)(i)", "s.40(2)"),
        ("s.40(2) by virtue of s.40(3)(a)(ii)", "s.40(2)/(3B)"),
        ("s.40(2) by virtue of s.40(3)(b)", "s.40(2)/(3A)(b)"),
        ("s.40(2) by virtue of s.40(4)", "s.40(2)/(4A)(a)"),
    ],
)
def test_the_routes_of_before_2018_are_read_and_known_to_be_old(
    text: str, present: str
) -> None:
    entry = catalogue("FOIA").parse(text)
    assert entry.legacy
    assert entry.replaced_by == present
    assert entry.stamp == "s.40(2)"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("s.12(1)", "refuses a request"),
        ("s.12", "refuses a request"),
        ("s.14(2)", "refuses a request"),
        ("s.23(5)", "confirm or deny"),
        ("s.40(5B)(a)(i)", "confirm or deny"),
        ("s.40(5B)", "confirm or deny"),
        ("not held", "part of a request"),
    ],
)
def test_what_answers_a_request_is_refused_on_a_box(text: str, says: str) -> None:
    refused = refusal("FOIA", text)
    assert says in refused.sentence
    assert "letter" in refused.remedy


@pytest.mark.parametrize(
    ("regime", "text", "belongs"),
    [
        ("FOIA", "reg 12(5)(b)", "Environmental Information Regulations"),
        ("FOIA", "EIR 12(5)(b)", "Environmental Information Regulations"),
        ("FOIA", "r.99", "Environmental Information Regulations"),
        ("EIR", "s.40(2)", "Freedom of Information Act"),
        ("EIR", "FOIA 40(2)", "Freedom of Information Act"),
    ],
)
def test_the_other_regime_is_named(regime: str, text: str, belongs: str) -> None:
    refused = refusal(regime, text)
    assert f"belongs to the {belongs}" in refused.sentence
    assert catalogue(regime).default_personal.code in refused.remedy


@pytest.mark.parametrize(
    ("regime", "text", "use"),
    [
        ("FOIA", "s.25", "s.24(1)"),
        ("FOIA", "s.31(2)(a)", "s.31(1)(g)"),
        ("FOIA", "s.40(3A)(a)", "s.40(2)"),
        ("EIR", "reg.12(3)", "reg.13(1)"),
        ("EIR", "reg.13(2B)", "reg.13(1)/(2B)(a)"),
    ],
)
def test_a_provision_that_withholds_nothing_points_to_one_that_does(
    regime: str, text: str, use: str
) -> None:
    assert use in refusal(regime, text).remedy


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("s.31(1)(z)", "s.31(1)(a)"),
        ("s.40(2)(a)", "s.40(2)"),
        ("s.36(2)(b)(iii)", "s.36(2)(b)(i)"),
        ("out of scoop", "Out of scope"),
        ("s.99", "s.40(2)"),
        ("", "s.40(2)"),
        ("(b)(6)", "s.40(2)"),
        ("personal", "s.40(2)"),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest(text: str, near: str) -> None:
    assert near in refusal("FOIA", text).remedy


@pytest.mark.parametrize(
    "text",
    ["FOISA s.38(1)(b)", "DPA 2018 s.40(2)", "s.40(2) - somebody", "s.40(2) 1998"],
)
def test_words_that_mean_something_else_are_not_passed_over(text: str) -> None:
    assert refusal("FOIA", text)


@pytest.mark.parametrize(
    "text",
    [
        "s.31(1)(a), s.40(2)",
        "s.40(2) and s.40(1)",
        "s.31(1)(g) with s.31(2)(a) and s.40(2)",
        "s.44(1)(a) and s.40(2) personal information",
    ],
)
def test_two_at_once_are_refused(text: str) -> None:
    refused = refusal("FOIA", text)
    assert "more than one exemption" in refused.sentence
    assert "one by one" in refused.remedy


PIECES = ["s.", "reg ", "40", "31", "12", "13", "(1)", "(2)", "(2A)", "(3A)", "(5)"]
PIECES += ["(a)", "(b)", "(i)", " by virtue of ", " and ", ": ", "/", "FOIA ", "EIR "]


@given(
    st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.sampled_from(["FOIA", "EIR"]),
)
def test_whatever_is_typed_is_an_entry_for_a_box_or_a_refusal(
    text: str, regime: str
) -> None:
    try:
        entry = catalogue(regime).parse(text)
    except UnknownExemption:
        return
    assert entry.on_box
