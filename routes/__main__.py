"""`python -m routes`."""

import sys

from routes.cli import main

if __name__ == "__main__":
    sys.exit(main())
