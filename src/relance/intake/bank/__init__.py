"""Bank statements: CAMT, CFONB 120, OFX, MT940, QIF, and the lists of French banks."""

from relance.intake.bank.apart import ReadApart, read_uploaded
from relance.intake.bank.door import read_statements
from relance.intake.bank.keys import movement_keys
from relance.intake.bank.reading import StatementReading

__all__ = ["ReadApart", "StatementReading", "movement_keys", "read_statements", "read_uploaded"]
