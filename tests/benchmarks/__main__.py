"""`python -m tests.benchmarks NAME [--json OUT|-]`: run one benchmark and print its ratios."""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

BENCHMARKS = {"import": "importing", "roster": "roster", "reports": "reports"}


def main() -> None:
    """Run the benchmark that the command line names."""
    options = read_options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from tests.benchmarks.database import temporary_database
    from tests.benchmarks.report import Report

    report = Report(options.name)
    with temporary_database():
        importlib.import_module(f"tests.benchmarks.{BENCHMARKS[options.name]}").run(report, options.rows)
    report.print(sys.stderr if options.json == "-" else sys.stdout)
    document = json.dumps(report.as_json())
    if options.json == "-":
        sys.stdout.write(f"{document}\n")
    elif options.json:
        Path(options.json).write_text(document)


def read_options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", choices=BENCHMARKS)
    parser.add_argument("--json", metavar="OUT", help="also write JSON to a file, or - to print it")
    parser.add_argument(
        *("--rows", "--workers"),
        type=int,
        default=100_000,
        help="rows of the large sheet, people on the roster",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
