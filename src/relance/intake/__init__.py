"""What people hand us, read without trust: documents and named problems."""

from relance.intake.document import Document, PartyRead, Reading
from relance.intake.problem import Problem

__all__ = ["Document", "PartyRead", "Problem", "Reading"]
