"""The ``search`` verb: look for texts in the whole case, decide, and make rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from redactor import hits, tasks
from redactor.casefile import CaseFile, me
from redactor.find.query import How, Query
from redactor.find.rules import Rule, listed, put_rules, rules_of
from redactor.find.search import Hit
from redactor.options import CaseArgument, JsonOption
from redactor.terminal import drive, print_json
from redactor.verdicts import codes_of

_WORDS_OF = 34  # characters of a page before and after a hit

TextsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="TEXT...", help="what to look for")
]
RegexOption = Annotated[
    bool, typer.Option("--regex", help="the texts are regular expressions")
]
FuzzyOption = Annotated[
    bool, typer.Option("--fuzzy", help="also with slips, or misread by OCR")
]
WholeOption = Annotated[bool, typer.Option("--whole", help="whole words only")]
MatchOption = Annotated[bool, typer.Option("--case", help="capitals matter")]
ListOption = Annotated[
    Path | None, typer.Option("--list", help="a file with one text a line")
]
WithholdOption = Annotated[
    list[str] | None, typer.Option(help="withhold the hits under this code")
]
KeepOption = Annotated[bool, typer.Option("--keep", help="leave the hits visible")]
SaveOption = Annotated[
    bool, typer.Option("--save", help="as a rule, for documents added later too")
]
DropOption = Annotated[
    bool, typer.Option("--drop", help="drop the rules with these texts")
]
WhoOption = Annotated[str, typer.Option("--by", help="who does it")]


@dataclass(frozen=True, slots=True)
class _Doing:
    """What is done with the hits; nothing where neither is said."""

    codes: tuple[str, ...]
    keep: bool
    save: bool

    @property
    def is_any(self) -> bool:
        return bool(self.codes) or self.keep


def search(
    case: CaseArgument,
    texts: TextsArgument = None,
    regex: RegexOption = False,
    fuzzy: FuzzyOption = False,
    whole: WholeOption = False,
    match_case: MatchOption = False,
    names: ListOption = None,
    withhold: WithholdOption = None,
    keep: KeepOption = False,
    save: SaveOption = False,
    drop: DropOption = False,
    by: WhoOption = "",
    as_json: JsonOption = False,
) -> None:
    """Look for texts in all documents; withhold or keep the hits; make it a rule."""
    if (regex and fuzzy) or (withhold and keep):
        raise typer.BadParameter("one or the other, not both")
    if (withhold or keep or save or drop) and not by.strip():
        raise typer.BadParameter("say who does it with --by")
    how = How.PATTERN if regex else How.SIMILAR if fuzzy else How.WORDS
    queries = [Query(text, whole, match_case, how) for text in texts or ()]
    lists = [Rule(names.name, listed(names), keep)] if names else []
    wanted = [*(Rule(q.text, (q,), keep) for q in queries), *lists]
    if drop:
        _drop(case, {rule.name for rule in wanted}, by)
    elif wanted:
        doing = _Doing(tuple(withhold or ()), keep, save)
        _look(case, wanted, doing, by, as_json)
    else:
        _show_rules(case, as_json)


def _look(
    case: Path, wanted: list[Rule], doing: _Doing, by: str, as_json: bool
) -> None:
    with CaseFile.open(case) as file:
        doing = replace(doing, codes=codes_of(file.state, doing.codes))
        every = [query for rule in wanted for query in rule.queries]
        found = drive("Searching", tasks.search, case, *every)
        changed = _do(file, found, doing, by)
        if doing.save:
            made = [replace(rule, exemptions=doing.codes) for rule in wanted]
            put_rules(file, [*rules_of(file), *made], by=by)
    _tell(found, changed, doing, as_json)


def _do(file: CaseFile, found: list[Hit], doing: _Doing, by: str) -> int:
    if not doing.is_any:
        return 0
    change = (
        hits.leave(file.state, found)
        if doing.keep
        else hits.withhold(file.state, found, doing.codes)
    )
    file.apply(change, by=by or me())
    return len(change.added)


def _drop(case: Path, names: set[str], by: str) -> None:
    with CaseFile.open(case) as file:
        before = rules_of(file)
        left = [rule for rule in before if names and rule.name not in names]
        put_rules(file, left, by=by)
    typer.echo(f"{len(before) - len(left)} rules dropped, {len(left)} left.")


def _show_rules(case: Path, as_json: bool) -> None:
    with CaseFile.attach(case) as file:
        every = rules_of(file)
    if as_json:
        print_json({"rules": [rule.in_words for rule in every]})
        return
    for rule in every:
        typer.echo(rule.in_words)


def _tell(found: list[Hit], changed: int, doing: _Doing, as_json: bool) -> None:
    if as_json:
        print_json({"hits": [_data(hit) for hit in found], "changed": changed})
        return
    for hit in found:
        around = f"{hit.before[-_WORDS_OF:]}[{hit.text}]{hit.after[:_WORDS_OF]}"
        typer.echo(f"{hit.document} page {hit.page}: {around.strip()}")
    done = ""
    if doing.is_any:
        done = f"; {changed} {'left visible' if doing.keep else 'withheld'}"
    typer.echo(f"{len(found)} found{done}.")


def _data(hit: Hit) -> dict[str, Any]:
    return {
        "document": hit.document,
        "page": hit.page,
        "text": hit.text,
        "rects": [[r.x0, r.y0, r.x1, r.y1] for r in hit.rects],
    }
