"""`python -m tests.trust NAME`: try the spreadsheet engine at length; exit status 1 when something failed."""

import argparse
import importlib
import os
import sys

COUNTS = {"sheets": 300, "mutants": 2000, "kills": 50}


def main() -> None:
    """Run the trial that the command line names."""
    options = read_options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    count = options.count or COUNTS[options.name]
    if options.name == "sheets":
        passed = run_sheets(count, options)
    else:
        passed = run_in_database(options.name, count, options.seed)
    sys.exit(0 if passed else 1)


def run_sheets(count: int, options: argparse.Namespace) -> bool:
    """What needs no database."""
    import django

    django.setup()
    from tests.trust import sheets

    return sheets.run(count, options.seed, files=not options.quick)


def run_in_database(name: str, count: int, seed: int) -> bool:
    """What needs one gets one of its own, with all regions."""
    from tests.benchmarks.database import temporary_database

    with temporary_database():
        return importlib.import_module(f"tests.trust.{name}").run(count, seed)


def read_options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("name", choices=COUNTS)
    parser.add_argument("--count", type=int, help=f"how many, instead of {COUNTS}")
    parser.add_argument("--seed", type=int, default=1, help="the first sheet, or where chance begins")
    parser.add_argument("--quick", action="store_true", help="sheets without writing and reading files")
    return parser.parse_args()


if __name__ == "__main__":
    main()
