"""One message, and certificates made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.certificates import Certificates, certificates


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """The certificates of every server of these tests."""
    return certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Where the sink of this test writes what it took."""
    return tmp_path / "ledger.jsonl"
