"""The product's settings, in a data folder of the test run: never the user's own."""

from __future__ import annotations

import os
import tempfile

os.environ["RELANCE_DATA"] = tempfile.mkdtemp(prefix="relance-test-")

from relance.office.settings import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
