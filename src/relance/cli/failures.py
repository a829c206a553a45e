"""What fails outside us, in French: a folder that refuses, a database that is damaged or busy, a spoiled file.

Only what can be named is: anything else is our own fault, and keeps its traceback.
"""

from __future__ import annotations

import errno
import os
import sys

_FILES = {
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.ENOENT: "il n’existe pas, ou ne peut pas être créé",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EISDIR: "c’est un dossier, pas un fichier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
}

_DATABASE = {
    "not a database": "est abîmée",
    "malformed": "est abîmée",
    "disk i/o error": "ne se lit plus",
    "readonly": "ne peut pas être écrite",
    "unable to open": "ne peut pas être ouverte",
    "is full": "ne tient plus sur le disque",
    "is locked": "est occupée par un autre travail de relance",
}
_MENDED_BY = {
    "est abîmée": "Gardez-en une copie, puis remettez votre dernière sauvegarde : "
    "relance restore FICHIER --replace.",
    "ne se lit plus": "Vérifiez le disque, puis remettez votre dernière sauvegarde : "
    "relance restore FICHIER --replace.",
    "est occupée par un autre travail de relance": "Attendez une minute, puis recommencez.",
}


def said(failure: Exception) -> str | None:
    """The sentence for a failure that has a name; None when it is none of these."""
    if isinstance(failure, OSError) and failure.filename is not None:
        why = _FILES.get(failure.errno or 0)
        if why is None:
            return None
        return (
            f"« {os.fsdecode(failure.filename)} » ne peut pas servir : {why}. Choisissez un autre "
            "dossier, ou rendez celui-ci accessible. Ce qui restait à faire n’a pas été fait."
        )
    law = sys.modules.get("relance.law")
    if law is not None and isinstance(failure, law.BadPage):
        return str(failure)
    django = sys.modules.get("django.db")
    if django is None or not isinstance(failure, django.DatabaseError):
        return None
    words = str(failure).lower()
    state = next((told for sign, told in _DATABASE.items() if sign in words), None)
    if state is None:
        return None
    todo = _MENDED_BY.get(state, "Vérifiez les droits et la place du dossier de données.")
    return f"La base de données {state} ({failure}). {todo} Rien n’a été enregistré."
