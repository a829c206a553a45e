"""The court channel: numbered exhibits, as files and as one PDF."""

from relance.channels.court.folder import Exhibit, Numbered, court_files, numbered, one_pdf

__all__ = ["Exhibit", "Numbered", "court_files", "numbered", "one_pdf"]
