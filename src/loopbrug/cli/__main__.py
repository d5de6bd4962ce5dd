"""``python -m loopbrug.cli`` is the command ``loopbrug``."""

import sys

from loopbrug.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
