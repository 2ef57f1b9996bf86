"""`python -m mediagora` is the command `mediagora`."""

from __future__ import annotations

import sys

from mediagora.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
