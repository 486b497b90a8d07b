"""`python -m dongthuan.config` is the `dongthuan` command."""

import sys

from dongthuan.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
