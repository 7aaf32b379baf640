"""Run every benchmark, or those named: ``python -m bench startup``."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def main(wanted: list[str]) -> int:
    names = [m.name for m in pkgutil.iter_modules(bench.__path__) if m.name[0] != "_"]
    unknown = sorted(set(wanted) - set(names))
    if unknown:
        sys.stderr.write(f"No benchmark {', '.join(unknown)}: {', '.join(names)}.\n")
        return 2
    for name in wanted or names:
        print(f"== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
