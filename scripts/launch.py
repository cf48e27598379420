"""Where `./quorate` arrives once it has found a Python: standard library only, for any Python from 3.11."""

import sys

from launcher.front import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
