"""``python -m keyaccount_desktop``: the same as the command ``keyaccount``."""

import sys

from keyaccount_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
