"""Measure the finder: ``python -m eval [--errors] [--record NOTE]``.

``--errors`` lists what was missed and what was wrong, ``--record`` adds the measures to
the history, with which the next run and the test suite compare.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from eval import measures
from eval.generate import documents
from eval.scoring import Pairs, score
from redactor.find.engine import Finder


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the errors")
    parser.add_argument("--record", metavar="NOTE", help="add to the history")
    chosen = parser.parse_args(arguments)
    finder = Finder()
    now, pairs = measures.full(finder, documents(measures.FULL))
    _show(now, measures.last()["full"])
    if chosen.errors:
        _list(pairs)
    if chosen.record:
        today = dt.datetime.now(dt.UTC).date().isoformat()
        every = {"full": now, "quick": measures.quick(finder)}
        measures.record(chosen.record, today, every)
    return 0


def _show(now: measures.Measures, before: measures.Measures) -> None:
    for name, value in now.items():
        change = f"{value - before[name]:+9.3f}" if name in before else ""
        places = 0 if name == "words a second" else 3
        print(f"{name:<34}{value:8.{places}f}{change}")


def _list(pairs: Pairs) -> None:
    counted = score(pairs)
    for title, lines in (("missed", counted.missed), ("wrong", counted.wrong)):
        print(f"\n{title}: {len(lines)}")
        print("\n".join(f"  {line}" for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
