from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from redactor.find.spans import Label, Span, resolve
from redactor.find.tidy import clean, trim


def span(start: int, end: int, label: str = "PERSON", score: float = 0.5) -> Span:
    return Span(start, end, label, score, "test", "A test.")


def texts(text: str, spans: list[Span]) -> list[str]:
    return [text[s.start : s.end] for s in clean(text, spans)]


def test_two_findings_of_a_kind_become_one_with_the_better_evidence() -> None:
    joined = resolve([span(0, 10, score=0.6), span(5, 14, score=0.9)])
    assert joined == [span(0, 14, score=0.9)]


def test_an_address_keeps_its_passage_from_a_name_inside_it() -> None:
    address = span(0, 30, Label.ADDRESS)
    assert resolve([span(3, 12), address]) == [address]


def test_what_a_stronger_kind_leaves_of_a_name_stays_covered() -> None:
    mail, name = span(5, 20, Label.EMAIL), span(0, 9)
    assert resolve([mail, name]) == [span(0, 5), mail]


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(list(Label))),
        max_size=8,
    )
)
def test_resolving_covers_the_same_letters_and_overlaps_nothing(
    raw: list[tuple[int, int, Label]],
) -> None:
    spans = [span(start, start + length, label) for start, length, label in raw]
    resolved = resolve(spans)
    before = {i for s in spans for i in range(s.start, s.end)}
    after = [i for s in resolved for i in range(s.start, s.end)]
    assert sorted(after) == sorted(before)


def test_marks_and_possessives_stay_outside() -> None:
    assert texts("told Jane's (boss)", [span(5, 11)]) == ["Jane"]
    assert texts("to <Jane Smith>,", [span(3, 16)]) == ["Jane Smith"]


def test_the_full_stop_of_an_initial_stays_inside() -> None:
    text = "signed J.S. today"
    assert texts(text, [span(7, 11)]) == ["J.S."]


def test_nothing_is_left_of_marks_alone() -> None:
    assert trim("-- , --", span(0, 7)) is None


def test_case_references_and_links_are_never_proposed() -> None:
    text = "IC-335210-T7S5 see https://ico.org.uk/jane-smith"
    assert texts(text, [span(0, 14, Label.ID), span(37, 47)]) == []
