"""Words of letters that were drawn one by one, in whatever order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redactor.pages.pieces import Piece, Run

_FEW = 6  # single letters on a line from which it may be spelled so
_MOST = 0.6  # share of them
_TOUCH = 0.12  # of their size: a gap between letters of one word
_WIDE = 0.8  # of their size: a gap at which another run begins
_LEVEL = 0.1  # of their size: how far apart baselines of one line are


def respelled(runs: Iterable[Run]) -> list[Run]:
    """The runs, but with level lines of single letters put together to words."""
    every = list(runs)
    loose = [run for run in every if _is_loose(run)]
    if len(loose) < _FEW:
        return every
    made = [run for run in every if not _is_loose(run)]
    for line in _lines(loose):
        pieces = sorted((p for run in line for p in run), key=lambda p: p.rect.x0)
        single = sum(len(piece.text) == 1 for piece in pieces)
        if single < max(_FEW, _MOST * len(pieces)):
            made += line
        else:
            made += _parted(_words(pieces))
    return made


def _is_loose(run: Run) -> bool:
    return run[0].angle == 0 and all(len(piece.text) <= 2 for piece in run)


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs on one baseline."""
    line: list[Run] = []
    for run in sorted(runs, key=lambda run: run[0].origin[1]):
        near = _LEVEL * run[0].size
        if line and run[0].origin[1] - line[-1][0].origin[1] > near:
            yield line
            line = []
        line.append(run)
    if line:
        yield line


def _words(line: Sequence[Piece]) -> Iterator[Piece]:
    word = [line[0]]
    for piece in line[1:]:
        if piece.rect.x0 - word[-1].rect.x1 > _TOUCH * piece.size:
            yield _joined(word)
            word = []
        word.append(piece)
    yield _joined(word)


def _joined(word: Sequence[Piece]) -> Piece:
    return Piece(
        "".join(piece.text for piece in word),
        tuple(box for piece in word for box in piece.boxes),
        word[0].origin,
        word[0].direction,
        max(piece.size for piece in word),
        min(piece.confidence for piece in word),
    )


def _parted(words: Iterable[Piece]) -> list[Run]:
    runs: list[list[Piece]] = []
    for word in words:
        if runs and word.rect.x0 - runs[-1][-1].rect.x1 < _WIDE * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [tuple(run) for run in runs]
