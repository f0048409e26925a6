"""`python -m tests.benchmarks NAME [--json OUT|-]`: run one benchmark and print its ratios."""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

BENCHMARKS = {
    "import": "importing",
    "roster": "roster",
    "reports": "reports",
    "checkin": "checkin",
    "events": "events",
}
ROWS = {"import": 100_000, "roster": 500_000, "reports": 100_000, "checkin": 995, "events": 995}


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
        *("--rows", "--workers", "--size"),
        type=int,
        help="rows of the large sheet, people on the roster; default: what the benchmark's goals say",
    )
    options = parser.parse_args()
    options.rows = options.rows or ROWS[options.name]
    return options


if __name__ == "__main__":
    main()
