"""What people hand us, read without trust: documents and named problems."""

from relance.intake.document import Document, PartyRead, Reading
from relance.intake.line import expand, iterate_files, read_files, read_uploads
from relance.intake.problem import Problem

__all__ = [
    "Document",
    "PartyRead",
    "Problem",
    "Reading",
    "expand",
    "iterate_files",
    "read_files",
    "read_uploads",
]
