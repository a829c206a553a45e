"""Files come in: a list's columns confirmed, an invoice typed, each obstacle told."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from relance.notices import page_pdf
from relance.office import sign_in
from relance.office.access import everything
from relance.office.models import CaseRow, CreditorRow, DebtorRow, ExhibitRow, UploadRow
from tests.corpora import CORPORA
from tests.web.cabinet import signed_in

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = """Numéro;Date;Échéance;Client;Montant TTC;Email
F-101;01/09/2026;01/10/2026;Menuiserie Vial;1 240,50;vial@client.example
F-102;05/09/2026;05/10/2026;Café du Port;320,00;
F-103;05/09/2026;pas une date;Café du Port;20,00;
"""

TYPED = {
    "seller": "Atelier Lumen",
    "number": "2026-7",
    "amount": "1 200,50",
    "issued_on": "2026-01-02",
    "due_on": "2026-02-01",
    "buyer": "Café du Port",
    "kind": "business",
    "email": "compta@cafe.example",
}


@pytest.fixture
def newcomer() -> Client:
    """The owner of a fresh installation: no creditor, no case."""
    with everything():
        return signed_in(sign_in.owner())  # type: ignore[arg-type]


def _drop(client: Client, *files: tuple[str, bytes]) -> None:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    assert client.post(reverse("arriving"), {"files": given}).status_code == 302


def test_a_newcomer_lands_on_the_drop_zone(newcomer: Client) -> None:
    """Nothing to configure: the first page asks for the unpaid invoice, and for it only."""
    assert newcomer.get("/").headers["Location"] == reverse("arriving")
    assert "Quelle facture n’est pas payée" in newcomer.get(reverse("arriving")).content.decode()


def test_a_list_waits_for_its_columns(newcomer: Client) -> None:
    """Nothing of a list is taken before a person confirmed it; then each bad row is named."""
    _drop(newcomer, ("liste.csv", LIST.encode()))
    with everything():
        upload = UploadRow.objects.get()
        assert not CaseRow.objects.exists()
    page = reverse("confirm", args=[upload.pk])
    shown = newcomer.get(page)
    assert "Menuiserie Vial" in shown.content.decode()
    form = shown.context["form"]
    said = {field.html_name: field.value() or "" for field in form}
    answer = newcomer.post(page, said)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    told = newcomer.get(reverse("read")).content.decode()
    assert "Café du Port" in told and "pas une date" in told
    with everything():
        assert not UploadRow.objects.exists()
        cents = sorted(CaseRow.objects.values_list("open_cents", flat=True))
    assert cents == [32000, 124050]


def test_one_column_is_not_read_twice(newcomer: Client) -> None:
    """A number read as an amount would claim a wrong euro: two fields on one column is refused."""
    _drop(newcomer, ("liste.csv", LIST.encode()))
    with everything():
        upload = UploadRow.objects.get()
    page = reverse("confirm", args=[upload.pk])
    form = newcomer.get(page).context["form"]
    said = {field.html_name: field.value() or "" for field in form}
    said["column_amount"] = said["column_number"]
    assert newcomer.post(page, said).status_code == 422
    with everything():
        assert UploadRow.objects.exists() and not CaseRow.objects.exists()


def test_a_file_put_aside_leaves_nothing(newcomer: Client) -> None:
    _drop(newcomer, ("liste.csv", LIST.encode()))
    with everything():
        upload = UploadRow.objects.get()
    newcomer.post(reverse("forget", args=[upload.pk]))
    with everything():
        assert not UploadRow.objects.exists() and not CaseRow.objects.exists()


@pytest.mark.parametrize("name", ["texte.csv", "faux.xlsx"])
def test_a_text_that_is_no_list_is_refused_at_once(newcomer: Client, name: str) -> None:
    """It waited for four columns that it does not have: no answer could ever be right."""
    _drop(newcomer, (name, b"bonjour\n"))

    told = newcomer.get(reverse("read")).content.decode()

    assert "n’est pas une liste de factures" in told
    with everything():
        assert not UploadRow.objects.exists()
        assert not CreditorRow.objects.exists()


def test_what_cannot_be_read_says_why(newcomer: Client) -> None:
    """A holiday picture among the invoices is named; the page does not break."""
    _drop(newcomer, ("photo.pdf", b"\x89PNG not a pdf"), ("vide.xml", b""))
    told = newcomer.get(reverse("read")).content.decode()
    assert "photo.pdf" in told and "vide.xml" in told


def test_a_typed_invoice_makes_its_case(newcomer: Client) -> None:
    """Without any file that can be read, a form of one page is enough."""
    answer = newcomer.post(reverse("typed"), TYPED)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    with everything():
        case = CaseRow.objects.get()
        assert (case.open_cents, case.debtor.kind) == (120050, "business")
        assert CreditorRow.objects.get().name == "Atelier Lumen"
    assert answer.headers["Location"] == reverse("case", args=[case.pk])


def test_the_same_number_twice_is_said(newcomer: Client) -> None:
    """The same invoice typed again makes no second claim; the page says it is followed."""
    newcomer.post(reverse("typed"), TYPED)
    answer = newcomer.post(reverse("typed"), TYPED)
    assert answer.status_code == 422
    assert "déjà suivie" in answer.content.decode()
    with everything():
        assert DebtorRow.objects.count() == 1


@pytest.mark.parametrize(("said", "country"), [("BE", "BE"), ("", "FR")])
def test_a_client_typed_by_hand_may_be_abroad(newcomer: Client, said: str, country: str) -> None:
    """His country opens the European way; nobody who leaves it empty is sent abroad."""
    newcomer.post(reverse("typed"), {**TYPED, "country": said})
    with everything():
        assert DebtorRow.objects.get().country == country


def test_a_due_date_before_the_invoice_is_refused(newcomer: Client) -> None:
    answer = newcomer.post(reverse("typed"), {**TYPED, "due_on": "2025-12-31"})
    assert answer.status_code == 422
    with everything():
        assert not CaseRow.objects.exists()


def printed_invoice() -> bytes:
    """A PDF as most freelancers have: words on a page, no data inside."""
    return page_pdf(
        title="Facture n° 2026-88",
        sender=("Atelier Lumen", "12 rue des Lilas", "69003 Lyon"),
        sender_legal="SIREN 732 829 320",
        on=date(2026, 9, 1),
        paragraphs=(
            "Client : Café du Port",
            "Date de facture : 01/09/2026",
            "Échéance : 01/10/2026",
            "Total TTC : 1 240,50 €",
        ),
    )


def test_a_printed_invoice_is_confirmed_field_by_field(newcomer: Client) -> None:
    """Each field shows the piece of page it came from; what is confirmed becomes the case."""
    _drop(newcomer, ("facture.pdf", printed_invoice()))
    with everything():
        upload = UploadRow.objects.get()
        assert not CaseRow.objects.exists()
    page = reverse("confirm", args=[upload.pk])
    shown = newcomer.get(page)
    assert shown.content.decode().count("data:image/png;base64,") >= 4
    form = shown.context["form"]
    said = {field.html_name: field.value() or "" for field in form}
    assert said["grand_total"] == "1240,50"
    answer = newcomer.post(page, {**said, "number": "2026-88-B"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    with everything():
        case = CaseRow.objects.get()
        assert case.open_cents == 124050
        assert case.debtor.name == "Café du Port"
        assert case.creditor.name == "Atelier Lumen"
        exhibit = ExhibitRow.objects.get(case=case)
        assert bytes(exhibit.file.content) == printed_invoice()
        assert not UploadRow.objects.exists()


def test_a_missing_total_is_asked_for(newcomer: Client) -> None:
    """Nothing is guessed: without a total the invoice is not taken."""
    _drop(newcomer, ("facture.pdf", printed_invoice()))
    with everything():
        upload = UploadRow.objects.get()
    page = reverse("confirm", args=[upload.pk])
    form = newcomer.get(page).context["form"]
    said = {field.html_name: field.value() or "" for field in form}
    assert newcomer.post(page, {**said, "grand_total": ""}).status_code == 422
    with everything():
        assert not CaseRow.objects.exists()


def test_a_first_file_set_aside_still_asks_who_invoices(newcomer: Client) -> None:
    """A letter signed «Mon activité» would tell the client nothing."""
    _drop(newcomer, ("liste.csv", LIST.encode()))
    page = reverse("typed")
    assert "Votre nom ou votre entreprise" in newcomer.get(page).content.decode()

    assert newcomer.post(page, TYPED).status_code == 302

    with everything():
        assert CreditorRow.objects.get().name == "Atelier Lumen"


@pytest.mark.corpora
def test_a_first_file_set_aside_does_not_shut_out_one_s_own_invoice(newcomer: Client) -> None:
    """A wrong list first, then one's invoice: it was refused as «issued by somebody else»."""
    invoice = CORPORA / "einvoice" / "akretion-factur-x" / "pdf" / "invoice_EN16931.pdf"
    _drop(newcomer, ("liste.csv", LIST.encode()))

    _drop(newcomer, (invoice.name, invoice.read_bytes()))

    with everything():
        assert CreditorRow.objects.get().name == "LE FOURNISSEUR"
        assert CaseRow.objects.count() == 1
