"""`python -m benchmarks [--smoke] [NAME …]`: each ratio beside its target; exit status 1 where one fails to run."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module

from benchmarks.pairs import Ratio, Size, Skipped

SUBJECTS = {
    "writing_embedded": "the writer into the embedded engine",
    "writing_neo4j": "the writer into Neo4j",
    "history": "`kg history gloucestershire`, as a whole process",
    "one_force": "a query over one force, at ten times the forces",
    "first_command": "the first command on an empty KG_HOME",
    "reading": "reading a document",
    "folder": "a folder of 1,000 documents",
    "linking": "linking findings through the years",
}


def main() -> int:
    """Run the named benchmarks, or all; a target that is missed is shown and is no failure, since machines differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(SUBJECTS)}; all if none")
    parser.add_argument("--smoke", action="store_true", help="one small round of each, in less than a minute")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in SUBJECTS]:
        parser.error(f"no benchmark {unknown[0]!r}: one of {', '.join(SUBJECTS)}")
    failed = False
    for name in options.names or SUBJECTS:
        print(SUBJECTS[name], flush=True)
        run: Callable[[Size], Iterator[Ratio]] = import_module(f"benchmarks.{name}").run
        try:
            for ratio in run(Size.smoke() if options.smoke else Size()):
                print(f"  {ratio}", flush=True)
        except Skipped as why:
            print(f"  skipped: {why}")
        except Exception:  # the others still run
            traceback.print_exc()
            failed = True
    return int(failed)


sys.exit(main())
