"""Journals sealed day after day, bundles that a stranger checks, copies kept outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from relance.case import Money
from relance.case.entries import CaseOpened, ExhibitKind, PaymentReceived
from relance.cli.main import main
from relance.evidence import signatures
from relance.evidence.judging import judge
from relance.evidence.listing import JOURNAL
from relance.evidence.reading import read_witness
from relance.office import approving, storing, triggers, zipping
from relance.office.access import everything
from relance.office.checkup import checkup
from relance.office.journal import New, append
from relance.office.models import (
    CaseRow,
    CheckpointRow,
    CreditorRow,
    DebtorRow,
    EntryRow,
    ExhibitRow,
    MailServerRow,
    NoticeRow,
    SealRow,
)
from relance.office.procedure import pieces
from relance.office.proof import checking, sealing, witnessing
from relance.office.proof.packing import pack
from tests.channels.stamp.test_ask import _say, served
from tests.evidence.authority import authority
from tests.evidence.mutations import mended
from tests.office import cabinet
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = date(2026, 4, 1)
AT = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _unscoped() -> Iterator[None]:
    with everything():
        yield


class _Editor:
    """What the triggers need of a schema editor, inside a transaction."""

    connection = connection

    @staticmethod
    def execute(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def _without_triggers() -> Iterator[None]:
    """As somebody with the database's own password can."""
    triggers.remove_all(_Editor)
    yield
    triggers.install_all(_Editor)


def _paid(case: CaseRow, cents: int, on: date = DAY) -> None:
    append(case.pk, [New(PaymentReceived(Money(cents)), on)], by="moi", today=on)


def _bundle(case: CaseRow, at: datetime = AT) -> dict[str, bytes]:
    sealing.seal(case.creditor_id, at)
    return dict(pack(case, today=DAY).files)


def _witness(point: CheckpointRow) -> str:
    assert point.witness is not None
    return bytes(point.witness.content).decode()


def test_a_day_seals_what_moved_and_nothing_twice() -> None:
    """The cost of a checkpoint is what is new; a quiet day makes none."""
    creditor = cabinet.creditor()
    case = cabinet.case(creditor)
    first = sealing.seal_day(DAY, AT)
    assert [one.size for one in first] == [2]
    assert sealing.seal_day(DAY, AT) == [], "once a day"
    _paid(case, 100)
    later = sealing.seal_day(date(2026, 4, 2), AT)
    assert [one.size for one in later] == [3]
    assert sealing.seal_day(date(2026, 4, 3), AT) == [], "nothing moved"
    assert list(SealRow.objects.order_by("position").values_list("position", "sequence")) == [
        (0, 1), (1, 2), (2, 3),
    ]  # fmt: skip
    assert CaseRow.objects.get(pk=case.pk).sealed == 3


def test_a_leaf_can_be_neither_changed_nor_deleted() -> None:
    """A tree that can be edited proves nothing: the database itself refuses."""
    cabinet.case(cabinet.creditor())
    sealing.seal_day(DAY, AT)
    for statement in ("UPDATE seal SET hash = ''", "DELETE FROM seal"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_court_file_taken_over_is_in_the_bundle() -> None:
    """The journal holds it by its hash: without it a stranger would read «manque ou a changé»."""
    case = cabinet.case(cabinet.creditor())
    stored = storing.store(case.creditor_id, b"%PDF-1.7 dossier", "application/pdf")
    notice = NoticeRow.objects.create(
        creditor_id=case.creditor_id, case=case, identity="n-court", kind="court_file",
        step="court_file", channel="court", state="prepared", invoices=["F-12"], content=stored,
        sha256=stored.sha256, subject="Dossier pour le tribunal", prepared_on=DAY,
        planned_on=DAY, approval="one",
    )  # fmt: skip
    approving.mark_sent_by_hand(notice, by="moi")
    files = _bundle(case)
    assert judge(files).problems == ()
    assert files["pieces/01-Dossier-pour-le-tribunal.pdf"] == b"%PDF-1.7 dossier"


def test_a_person_erased_leaves_chain_and_bundle_good() -> None:
    """Names and files stand beside the journal: they go, and what is sealed can still be checked."""
    case = cabinet.case(cabinet.creditor())
    pieces.add(
        case, ExhibitKind.QUOTE, "devis.pdf", b"%PDF-1.7 M. Martin", "application/pdf",
        on=DAY, by="moi", today=DAY,
    )  # fmt: skip
    point = sealing.seal(case.creditor_id, AT)
    assert point is not None
    kept = read_witness("temoin", _witness(point))
    name = case.debtor.name
    assert name not in _bundle(case)[JOURNAL].decode()
    ExhibitRow.objects.filter(case=case).delete()
    case.debtor.contacts.all().delete()
    DebtorRow.objects.filter(pk=case.debtor_id).update(name="effacé", street="", city="")
    case.refresh_from_db()
    files = _bundle(case)
    verdict = judge(files, [kept])
    assert verdict.problems == ()
    assert any("sa pièce n’est plus conservée" in one for one in verdict.remarks)
    assert checking.check(case.creditor_id).problems == ()
    assert not any(name.encode() in content for content in files.values())


def test_a_bundle_is_good_for_a_stranger_and_for_us() -> None:
    """Journal, pieces, three checkpoints; beside another case of the same creditor."""
    creditor = cabinet.creditor()
    case, _ = cabinet.case(creditor), cabinet.case(creditor)
    pieces.add(
        case, ExhibitKind.QUOTE, "devis.pdf", b"%PDF-1.7 devis", "application/pdf",
        on=DAY, by="moi", today=DAY, title="Devis signé",
    )  # fmt: skip
    for day in (1, 2, 3):
        _paid(case, day)
        sealing.seal(creditor.pk, AT.replace(day=day))
    files = _bundle(case)
    verdict = judge(files)
    assert verdict.problems == ()
    assert verdict.entries == 6
    assert "pieces/01-Devis-signe.pdf" in files
    also = signatures.checked(files, key=sealing.verifier_of(creditor.pk))
    assert (also.problems, also.not_checked) == ((), ())
    assert "3 signatures" in also.good[0]
    assert json.loads(files["manifeste.json"])["case"] == str(case.pk)


def test_an_entry_changed_in_the_database_is_named() -> None:
    """Somebody with the database's password lifts the trigger: the bundle shows the place."""
    case = cabinet.case(cabinet.creditor())
    _paid(case, 100)
    with _without_triggers():
        EntryRow.objects.filter(case=case, sequence=3).update(because="rien à voir")
    verdict = judge(_bundle(case))
    assert verdict.problems[0].place == "entrée n° 3"
    whole = checking.check_all()
    assert whole.entries == 3
    assert "entrée n° 3" in whole.problems[0].place
    proof = next(one for one in checkup(DAY) if one.name == "proof")
    assert (proof.ok, "Atelier Duval" in proof.found) == (False, True)


def test_what_the_mailbox_kept_shows_a_journal_made_again() -> None:
    """The forger has the database and our key; the witness he has not."""
    creditor = cabinet.creditor()
    case = cabinet.case(creditor)
    _paid(case, 100)
    point = sealing.seal(creditor.pk, AT)
    assert point is not None
    kept = read_witness("témoin", _witness(point))
    assert judge(_bundle(case), [kept]).problems == ()
    with _without_triggers():
        EntryRow.objects.filter(case=case).delete()
        SealRow.objects.all().delete()
        CheckpointRow.objects.all().delete()
        CaseRow.objects.filter(pk=case.pk).update(last_sequence=0, head="0" * 64, sealed=0)
    append(case.pk, [New(CaseOpened("cinq-etapes"), DAY)], by="moi", today=DAY)
    case.refresh_from_db()
    made_again = _bundle(case)
    assert judge(made_again).problems == (), "alone, nothing shows"
    assert judge(made_again, [kept]).problems[0].place == "entrée n° 1"


def test_the_witness_is_mailed_by_the_creditor_s_own_server(tmp_path: Path) -> None:
    """Hashes and numbers, no name, no amount; a server that is not there is said."""
    creditor = cabinet.creditor()
    case = cabinet.case(creditor)
    point = sealing.seal(creditor.pk, AT)
    assert point is not None
    row = CreditorRow.objects.get(pk=creditor.pk)
    row.witness_email = "garde@ailleurs.example"
    assert witnessing.mail(point, row) is False
    assert "rien n’est parti" in point.mailed_answer
    with Sink(tmp_path / "ledger") as server:
        MailServerRow.objects.create(
            creditor=row, host="127.0.0.1", port=server.port, security="none",
            sender="moi@atelier.example",
        )  # fmt: skip
        assert witnessing.mail(point, row) is True
        taken = server.taken()
    assert [one["recipient"] for one in taken] == ["garde@ailleurs.example"]
    assert point.mailed_at is not None
    assert case.debtor.name not in _witness(point)
    assert f" {case.pk} 1 " in _witness(point)


def test_a_checkpoint_is_stamped_and_the_stamp_is_checked(tmp_path: Path) -> None:
    """A qualified authority dates the root; what comes back is kept only if it is good."""
    creditor = cabinet.creditor()
    case = cabinet.case(creditor)
    point = sealing.seal(creditor.pk, AT)
    assert point is not None
    one = authority(tmp_path / "one")
    other = authority(tmp_path / "two")
    row = CreditorRow.objects.get(pk=creditor.pk)
    with served(
        lambda h, body: _say(h, one.answer(body), kind="application/timestamp-reply")
    ) as address:
        row.stamp_address, row.stamp_chain = address, other.chain.decode()
        assert witnessing.stamp(point, row) is False
        assert "autre autorité" in point.stamp_answer
        row.stamp_chain = one.chain.decode()
        assert witnessing.stamp(point, row) is True
    assert point.stamp is not None
    assert one.takes(bytes(point.stamp.content), point.note.encode())
    files = _bundle(case)
    told = [files[f"horodatages/{point.size}.{suffix}"] for suffix in ("tsr", "note")]
    assert one.takes(*told), "a stranger gives both files to OpenSSL"
    assert judge(files).problems == ()
    name = f"horodatages/{point.size}.note"
    forged = mended({**files, name: told[1].replace(b"date 2026", b"date 2025")})
    assert [p.place for p in judge(forged).problems] == [name]
    assert "horodatages" in signatures.checked(files).not_checked[-1]
    also = signatures.checked(files, chain=one.chain, key=sealing.verifier_of(creditor.pk))
    assert (also.problems, also.not_checked) == ((), ())
    assert "Stamps one" in also.good[-1]
    assert signatures.checked(files, chain=other.chain).problems


def test_the_commands_pack_and_judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command line, as a bailiff's clerk would."""
    case = cabinet.case(cabinet.creditor())
    packed = tmp_path / "dossier.zip"
    assert main(["bundle", str(case.pk), "-o", str(packed)]) == 0
    capsys.readouterr()
    assert main(["verify", str(packed)]) == 0
    said = capsys.readouterr().out
    assert "Rien de faux n’a été trouvé." in said
    assert "demandez-la par un autre chemin" in said
    assert main(["verify", str(packed), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["good"] is True
    changed = {**_bundle(case), "LISEZ-MOI.txt": b"autre"}
    packed.write_bytes(zipping.zipped(changed.items()))
    assert main(["verify", str(packed)]) == 1
    assert "LISEZ-MOI.txt" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "nulle-part")]) == 2
