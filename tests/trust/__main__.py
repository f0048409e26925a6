"""`python -m tests.trust sheets`: see there."""

import argparse
import os
import sys


def main() -> None:
    """Run the trial that the command line names."""
    options = read_options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from tests.trust import sheets

    sys.exit(0 if sheets.run(options.count or 300, options.seed, files=not options.quick) else 1)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("name", choices=("sheets",))
    parser.add_argument("--count", type=int, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="where to begin")
    parser.add_argument("--quick", action="store_true", help="sheets without writing files")
    return parser.parse_args()


if __name__ == "__main__":
    main()
