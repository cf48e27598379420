"""The project's settings, as for tests: nothing secret, nothing kept."""

import os
import tempfile

os.environ.setdefault("QUORATE_TESTING", "yes")
os.environ.setdefault("QUORATE_DATA", os.path.join(tempfile.gettempdir(), "quorate-tests"))

from quorate.config.settings import *  # noqa: F403
