"""The way to a title on the desk: questions, request, pieces, proof, as a person meets them."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from relance.case import State
from relance.evidence.judging import judge
from relance.office.access import everything
from relance.office.journal import state_of
from relance.office.models import CaseRow, CheckpointRow, DebtorRow, ExhibitRow
from tests.web.cabinet import Tenant, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cabinet() -> Tenant:
    return tenant("Atelier")


def _state(of: Tenant) -> State:
    with everything():
        return state_of(CaseRow.objects.get(pk=of.case))


FILED = {"court": "commercial", "asked": "1200", "invoices": ["Atelier-42"]}


def _asked_for(of: Tenant) -> None:
    """A person asks for the invoice all the same: it was never put in formal notice."""
    with everything():
        CaseRow.objects.filter(pk=of.case).update(court={"also": ["Atelier-42"]})


def test_only_what_was_put_in_formal_notice_is_asked_of_a_judge(cabinet: Tenant) -> None:
    """A debtor who was never summoned to pay would learn of his debt from the bailiff.

    The invoice stands apart with its reason; the formal notice brings it in, or a person does.
    """
    client = signed_in(cabinet.owner)
    court, ask = (reverse(name, args=[cabinet.case]) for name in ("court", "court_ask"))
    page = client.get(court).content.decode()
    assert "mais jamais mise en demeure" in page
    assert "Compléter la requête" not in page
    assert client.get(reverse("court_request", args=[cabinet.case])).status_code == 404
    assert client.get(reverse("court_pdf", args=[cabinet.case])).status_code == 404
    assert client.post(ask, {"also": ["Atelier-42"]}).status_code == 302
    page = client.get(court).content.decode()
    assert "jamais mise en demeure" not in page
    assert "Aucune mise en demeure ne compte" in page, "the paper lacks it, and the page says so"
    assert client.post(ask, {"also": []}).status_code == 302
    assert "jamais mise en demeure" in client.get(court).content.decode()


def test_form_a_is_offered_across_a_border_only(cabinet: Tenant) -> None:
    """The country is said with the address; then the page of the court has the sheet."""
    client = signed_in(cabinet.owner)
    names = ("court", "court_form_a", "people")
    court, paper, people = (reverse(name, args=[cabinet.case]) for name in names)
    _asked_for(cabinet)
    assert "formulaire A" not in client.get(court).content.decode()
    refused = client.get(paper, follow=True)
    assert "vous et votre client êtes dans le même (France)" in refused.content.decode()
    said = {
        "kind": "business", "name": "Brasserie du Parc", "street": "12 rue de la Loi",
        "postcode": "1000", "city": "Bruxelles", "country": "BE", "email": "ann@parc.example",
        "gender": "unknown", "formality": "vous",
    }  # fmt: skip
    assert client.post(people, said).status_code == 302
    assert '<option value="BE" selected>Belgique</option>' in client.get(people).content.decode()
    assert "Préparer le formulaire A" in client.get(court).content.decode()
    assert client.get(paper).content.startswith(b"%PDF")
    assert client.post(people, {**said, "country": ""}).status_code == 302
    assert "Préparer le formulaire A" in client.get(court).content.decode()


def test_a_country_that_no_list_has_is_kept(cabinet: Tenant) -> None:
    """An import wrote it: who mends a telephone must not move the client to France."""
    with everything():
        DebtorRow.objects.update(country="QQ")
    page = signed_in(cabinet.owner).get(reverse("people", args=[cabinet.case])).content.decode()
    assert '<option value="QQ" selected>QQ</option>' in page
    assert page.index(">France<") < page.index(">Afghanistan<") < page.index(">États-Unis<")


def test_the_questions_decide_the_court_and_the_conditions(cabinet: Tenant) -> None:
    """A liberal freelancer against a company may choose; a consumer's judge is another."""
    client = signed_in(cabinet.owner)
    address = reverse("ways", args=[cabinet.case])
    before = client.get(address).content.decode()
    assert "Êtes-vous commerçant" in before
    assert client.post(address, {"creditor": "liberal", "debtor": "trader"}).status_code == 302
    after = client.get(address).content.decode()
    assert "Êtes-vous commerçant" not in after
    assert "Tribunal judiciaire" in after
    assert "Tribunal de commerce (ou des activités économiques)" in after
    assert after.count('id="way-') == 10
    assert "Aucune n’est conseillée" in after
    assert "None" not in after


def test_a_request_is_completed_printed_and_followed(cabinet: Tenant) -> None:
    """From the form to the dates: what was typed is on the paper, and what follows is said."""
    client = signed_in(cabinet.owner)
    court = reverse("court", args=[cabinet.case])
    _asked_for(cabinet)
    assert "Le nom du tribunal" in client.get(court).content.decode()
    said = {
        "also": ["Atelier-42"],
        "court": "Tribunal de commerce de Lyon",
        "kind": "commercial",
        "debtor_form": "SARL",
        "profession": "graphiste",
        "nationality": "française",
        "born_on": "1984-02-29",
        "born_at": "Nantes",
        "on_opposition": "Tribunal de commerce de Lyon",
        "amicable": "",
        "agent": "Léa Petit, assistante",
    }
    assert client.post(reverse("court_ask", args=[cabinet.case]), said).status_code == 302
    assert client.get(reverse("court_ask", args=[cabinet.case])).content.decode().count("Nantes")
    paper = client.get(reverse("court_request", args=[cabinet.case]))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.getvalue())).pages)
    assert "Tribunal de commerce de Lyon" in text
    assert "Léa Petit" in text
    power = client.get(reverse("court_power", args=[cabinet.case]))
    assert power.getvalue().startswith(b"%PDF-")
    done = (today() - timedelta(days=3)).isoformat()
    for deed, told in (
        ("requete-deposee", FILED | {"on": done}),
        ("ordonnance", {"on": done, "granted": "1200"}),
    ):
        answer = client.post(reverse("deed", args=[cabinet.case, deed]), told)
        assert answer.status_code == 302, deed
    page = client.get(court).content.decode()
    assert "Faire signifier l’ordonnance" in page
    assert "CPC, art. 1411" in page
    with everything():
        case = CaseRow.objects.get(pk=cabinet.case)
    assert case.silence == "in_court"
    assert case.watch_on is not None


def test_an_insolvent_debtor_is_not_asked_for_an_order(cabinet: Tenant) -> None:
    """The judgment stops the request (C. com. L622-21): the desk offers the declaration instead.

    A request was running: its dates told the creditor to serve what may no longer be enforced.
    """
    client = signed_in(cabinet.owner)
    court = reverse("court", args=[cabinet.case])
    assert "La requête est déposée" in client.get(court).content.decode()
    done = (today() - timedelta(days=3)).isoformat()
    for deed, told in (
        ("requete-deposee", FILED | {"on": done}),
        ("ordonnance", {"on": done, "granted": "1200"}),
        ("procedure-collective", {"judgment_on": done, "published_on": done}),
    ):
        assert client.post(reverse("deed", args=[cabinet.case, deed]), told).status_code == 302
    page = client.get(court).content.decode()
    for stopped in ("La requête est déposée", "Compléter la requête", "Faire signifier"):
        assert stopped not in page
    assert "art. L622-21" in page
    assert "Vers le titre exécutoire" not in page
    assert page.count(reverse("claim_ask", args=[cabinet.case])) == 1
    assert "La requête, la chronologie" not in page
    posted = {"on": done, "amount": "1200", "tracking": ""}
    claimed = reverse("deed", args=[cabinet.case, "creance-declaree"])
    assert client.post(claimed, posted).status_code == 302
    assert "La créance est déclarée" in client.get(court).content.decode()


def test_a_bill_that_came_without_its_file_can_be_put_in_it(cabinet: Tenant) -> None:
    """From a spreadsheet there is no PDF: the request would list an invoice nobody can see."""
    client = signed_in(cabinet.owner)
    _asked_for(cabinet)
    with everything():
        ExhibitRow.objects.all().delete()
    court, piece = (reverse(name, args=[cabinet.case]) for name in ("court", "court_piece"))
    assert "pas parmi les pièces (Atelier-42)" in client.get(court).content.decode()
    said = {"proves": "invoice", "on": today().isoformat(), "invoice": ""}
    file = SimpleUploadedFile("f.pdf", b"%PDF-1.7 bill", "application/pdf")
    assert client.post(piece, {**said, "file": file}).status_code == 422
    file = SimpleUploadedFile("f.pdf", b"%PDF-1.7 bill", "application/pdf")
    answer = client.post(piece, {**said, "invoice": "Atelier-42", "file": file})
    assert answer.status_code == 302
    assert "parmi les pièces (Atelier-42)" not in client.get(court).content.decode()


def test_a_piece_is_put_in_the_file_once(cabinet: Tenant) -> None:
    """Its bytes are kept, its hash is in the journal, a second copy is refused in words."""
    client = signed_in(cabinet.owner)
    address = reverse("court_piece", args=[cabinet.case])
    said = {"proves": "quote", "title": "Devis signé", "on": today().isoformat()}

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("devis.pdf", b"%PDF-1.7 devis", "application/pdf")

    assert client.get(address + "?prouve=quote").status_code == 200
    assert client.post(address, {**said, "file": file()}).status_code == 302
    assert _state(cabinet).pieces[-1].exhibit.value == "quote"
    again = client.post(address, {**said, "file": file()})
    assert again.status_code == 422
    assert "déjà dans le dossier" in again.content.decode()
    empty = client.post(address, {**said, "file": SimpleUploadedFile("v.pdf", b"")})
    assert empty.status_code == 422
    with everything():
        assert ExhibitRow.objects.filter(case=cabinet.case, proves="quote").count() == 1


def test_the_proof_is_taken_away_and_good(cabinet: Tenant) -> None:
    """The page says what is missing and what it cannot prove; the bundle judges itself."""
    client = signed_in(cabinet.owner)
    address = reverse("proof", args=[cabinet.case])
    page = client.get(address).content.decode()
    assert "Vous n’en avez pas encore" in page
    assert "Pourriez-vous me renvoyer une copie du devis signé" in page
    assert client.post(reverse("proof_seal", args=[cabinet.case])).status_code == 302
    taken = client.get(reverse("proof_bundle", args=[cabinet.case])).getvalue()
    with zipfile.ZipFile(io.BytesIO(taken)) as folder:
        files = {name: folder.read(name) for name in folder.namelist()}
    assert judge(files).problems == ()
    with everything():
        size = CheckpointRow.objects.get(creditor_id=cabinet.creditor).size
    kept = client.get(reverse("proof_witness", args=[size]))
    assert b"feuilles" in kept.getvalue()


def test_an_authority_without_its_certificates_is_refused(cabinet: Tenant) -> None:
    """A stamp that cannot be checked proves nothing: the certificates are asked for."""
    client = signed_in(cabinet.owner)
    address = reverse("proof_keeping")
    wrong = client.post(address, {"stamp_address": "https://tsa.example/", "stamp_chain": ""})
    assert wrong.status_code == 422
    assert "Sans les certificats" in wrong.content.decode()
    bad = client.post(address, {"stamp_address": "", "stamp_chain": "rien"})
    assert "n’est pas lisible" in bad.content.decode()
    good = client.post(address, {"witness_email": "moi@ailleurs.example"})
    assert good.status_code == 302
