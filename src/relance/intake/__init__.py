"""What people hand us, read without trust: documents and named problems."""

from relance.intake.document import Document, PartyRead, Reading
from relance.intake.line import expand, iterate_files, read_files, read_uploads
from relance.intake.mentions import Mention, missing_mentions
from relance.intake.problem import Problem

__all__ = [
    "Document",
    "Mention",
    "PartyRead",
    "Problem",
    "Reading",
    "expand",
    "iterate_files",
    "missing_mentions",
    "read_files",
    "read_uploads",
]
