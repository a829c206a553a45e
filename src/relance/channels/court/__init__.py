"""The court channel: numbered exhibits, as files and as one PDF."""

from relance.channels.court.folder import Exhibit, Folder, Numbered, folder_of, numbered

__all__ = ["Exhibit", "Folder", "Numbered", "folder_of", "numbered"]
