"""The bytes of one ordinary file of a bounded size, or the reason why there are none."""

from __future__ import annotations

import errno
import os
import stat

from relance.intake.problem import MAX_FILE_BYTES, NOTHING_TAKEN, Refusal, too_large


def opened(path: str, most: int = MAX_FILE_BYTES) -> bytes:
    """What this file holds. Raises Refusal: missing, locked, no ordinary file, too large.

    A pipe or a device is never waited for: it has no end.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise _not_a_file()
            if found.st_size > most:
                raise too_large(found.st_size)
            with os.fdopen(descriptor, "rb", closefd=False) as handle:
                return handle.read(most + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as wrong:  # ValueError: a name with a NUL in it
        raise _unreadable(wrong) from wrong


def _not_a_file() -> Refusal:
    return Refusal(
        "not_a_file",
        "fichier",
        "Ce chemin ne mène pas à un fichier ordinaire.",
        f"Donnez le fichier lui-même. {NOTHING_TAKEN}",
    )


def _unreadable(wrong: OSError | ValueError) -> Refusal:
    code = wrong.errno if isinstance(wrong, OSError) else errno.ENOENT
    if code in (errno.ENOENT, errno.ENOTDIR):
        return Refusal(
            "file_missing",
            "fichier",
            "Ce fichier n’existe pas.",
            "Vérifiez son nom et son dossier. Rien n’a été pris.",
        )
    if code == errno.ENXIO:
        return _not_a_file()
    why, advice = {
        errno.EACCES: ("vous n’avez pas le droit de le lire", "Demandez ce droit à son auteur"),
        errno.EPERM: ("vous n’avez pas le droit de le lire", "Demandez ce droit à son auteur"),
        errno.ELOOP: ("ce lien tourne en rond", "Donnez le fichier lui-même"),
        errno.ENAMETOOLONG: ("son nom est trop long", "Donnez-lui un nom plus court"),
    }.get(code or 0, ("le disque ne le rend pas", "Copiez-le ailleurs, puis redonnez-le"))
    return Refusal(
        "file_unreadable",
        "fichier",
        f"Ce fichier n’a pas pu être lu\u00a0: {why}.",
        f"{advice}. {NOTHING_TAKEN}",
    )
