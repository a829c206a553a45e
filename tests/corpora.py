"""Where the real files are that nobody here wrote."""

import os
from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
CORPORA = Path(os.environ.get("RELANCE_CORPORA") or _BESIDE)
"""The folder of corpora, which may not exist: tests marked `corpora` then don't run (CI fails)."""
