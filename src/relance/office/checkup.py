"""What `relance doctor` looks at: each check says what it found and what to do about it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from relance.case.journal import GENESIS
from relance.notices.french import count
from relance.office import installation, settings, walls
from relance.office.models import CaseRow, EntryRow, NoticeRow
from relance.office.proof import checking
from relance.office.wiring import law_book, law_trouble

_ENOUGH_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `advice` is None when all is well."""

    name: str
    ok: bool
    found: str
    advice: str | None = None


def _database() -> Check:
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    where = connection.vendor
    if behind:
        return Check(
            "database",
            False,
            f"{where}, {count(len(behind), 'migration', 'migrations')} en attente",
            "Lancez « relance start » : il met la base à jour.",
        )
    return Check("database", True, where)


def _whole() -> Check:
    if connection.vendor != "sqlite":
        return Check("integrity", True, "confiée à PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = cursor.fetchone()[0]
    return Check(
        "integrity",
        said == "ok",
        said,
        None if said == "ok" else "Restaurez la dernière sauvegarde.",
    )


def _append_only() -> Check:
    """Try to change an entry, in a transaction that is undone whatever happens."""
    row = EntryRow.objects.order_by("pk").first()
    if row is None:
        return Check("append_only", True, "aucun historique encore")
    try:
        with transaction.atomic():
            EntryRow.objects.filter(pk=row.pk).update(by=row.by)
            transaction.set_rollback(True)
    except DatabaseError:
        return Check("append_only", True, "la base refuse de changer un historique")
    return Check(
        "append_only",
        False,
        "un historique peut être changé",
        "Le verrou de la base manque : restaurez une sauvegarde et écrivez-nous.",
    )


def _walls() -> Check:
    """Whether PostgreSQL itself keeps each creditor's rows apart for the role we came in by."""
    if connection.vendor != "postgresql":
        return Check("walls", True, "une base pour une seule installation")
    if not walls.holds(connection):
        return Check(
            "walls",
            False,
            "le rôle PostgreSQL passe outre le cloisonnement des créanciers",
            "Donnez à relance un rôle sans SUPERUSER ni BYPASSRLS, propriétaire de sa base.",
        )
    return Check("walls", True, "PostgreSQL cloisonne les créanciers")


def _heads() -> Check:
    """Each case's cached head is the hash of its last entry (a sample of the newest)."""
    wrong = 0
    for case in CaseRow.objects.order_by("-pk")[:200]:
        last = EntryRow.objects.filter(case=case).order_by("-sequence").first()
        wrong += (last.hash if last else GENESIS) != case.head
    advice = "Lancez « relance rebuild »." if wrong else None
    return Check(
        "journals",
        not wrong,
        count(wrong, "tête de chaîne fausse", "têtes de chaîne fausses"),
        advice,
    )


def _proof() -> Check:
    """Every sealed entry against its chain, its tree and the checkpoints that were signed."""
    whole = checking.check_all()
    if not whole.problems:
        sealed = count(whole.entries, "entrée scellée", "entrées scellées")
        return Check("proof", True, f"{sealed}, rien de faux")
    first = whole.problems[0]
    return Check(
        "proof",
        False,
        f"{first.place} : {first.what}",
        "Quelqu’un a touché à la base. Gardez-la telle quelle, et comparez avec vos sauvegardes.",
    )


def _key() -> Check:
    path = settings.CONFIG.data / "relance.key"
    if "RELANCE_KEY" in os.environ:
        return Check("key", True, "donnée par l’environnement")
    if not path.is_file():
        return Check("key", False, "absente", f"Remettez {path} en place depuis votre copie.")
    mode = stat.S_IMODE(path.stat().st_mode)
    return Check(
        "key",
        mode & 0o077 == 0,
        f"droits {mode:o}",
        None if mode & 0o077 == 0 else f"Réservez-la-vous : chmod 600 {path}",
    )


def _space() -> Check:
    free = shutil.disk_usage(settings.CONFIG.data).free
    return Check(
        "disk",
        free > _ENOUGH_BYTES,
        f"{free // (1024 * 1024)} Mio libres",
        None if free > _ENOUGH_BYTES else "Libérez de la place avant le prochain envoi.",
    )


def _sending() -> Check:
    row = installation.check_epoch()
    return Check(
        "sending",
        not row.paused,
        row.paused_because or "permis",
        "Ouvrez le bureau, vérifiez ce qui est parti, puis relancez les envois."
        if row.paused
        else None,
    )


def _doubts() -> Check:
    asked = NoticeRow.objects.filter(state="review").count()
    return Check(
        "doubts",
        not asked,
        count(asked, "courriel peut-être parti", "courriels peut-être partis"),
        "Dites au bureau ce qu’il en est." if asked else None,
    )


def _rates(today: date) -> Check:
    spoiled = law_trouble()
    if spoiled:
        return Check("rates", False, "livre des règles illisible", spoiled)
    until = law_book().known_until("taux_retard_professionnel")
    known = until is None or until >= today
    found = f"connus jusqu’au {until:%d/%m/%Y}" if until else "connus"
    return Check(
        "rates", known, found, None if known else "Donnez le nouveau taux : « relance law --help »."
    )


def checkup(today: date) -> list[Check]:
    """Every check, in order. A check that fails to run is itself a finding."""
    looked: list[tuple[str, Callable[[], Check]]] = [
        ("database", _database),
        ("integrity", _whole),
        ("append_only", _append_only),
        ("walls", _walls),
        ("journals", _heads),
        ("proof", _proof),
        ("key", _key),
        ("disk", _space),
        ("sending", _sending),
        ("doubts", _doubts),
        ("rates", lambda: _rates(today)),
    ]
    found: list[Check] = []
    for name, look in looked:
        try:
            found.append(look())
        except (DatabaseError, OSError) as wrong:
            found.append(Check(name, False, str(wrong), "Ce contrôle n’a pas pu être fait."))
    return found
