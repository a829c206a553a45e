"""What a person typed stays when it is refused; and it is about whom the page says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from relance.office.access import everything
from relance.office.models import CaseRow, CreditorRow, DebtorRow, MoneyKnown, NoticeRow
from relance.office.todo import Kind, todos
from relance.web.templatetags.desk import plural
from tests.web.cabinet import Tenant, case_of, notice_of, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cabinet() -> Tenant:
    return tenant("Atelier")


def test_a_letter_that_moved_keeps_its_tracking_number(cabinet: Tenant) -> None:
    """The number is copied from a slip by hand: a refusal must not throw it away."""
    page = reverse("posted", args=[cabinet.letter])
    typed = {"on": today().isoformat(), "tracking": "1A 123 456 7890 1"}

    with everything():
        NoticeRow.objects.filter(pk=cabinet.letter).update(state="cancelled")
    answer = signed_in(cabinet.owner).post(page, typed)

    assert answer.status_code == 422
    assert 'value="1A 123 456 7890 1"' in answer.content.decode()


def test_a_mail_server_refused_keeps_every_field(cabinet: Tenant) -> None:
    """A long password typed again because the port was wrong is typed wrong."""
    typed = {"sender": "moi@a.example", "host": "smtp.a.example", "port": "70000"}
    typed |= {"security": "tls", "password": "Un-Long-Mot", "imap_password": "Un-Autre"}

    answer = signed_in(cabinet.owner).post(reverse("mail_server"), typed)

    told = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Un-Long-Mot"' in told
    assert 'value="Un-Autre"' in told
    answer = signed_in(cabinet.owner).get(reverse("mail_server"))
    assert "Un-Long-Mot" not in answer.content.decode()  # what is kept is never shown again


def test_a_wrong_siren_is_refused_and_an_imported_one_stays(cabinet: Tenant) -> None:
    """A slip would be in the request to the court; a file's own mistake stops no other field."""
    client, page = signed_in(cabinet.owner), reverse("people", args=[cabinet.case])
    typed = {"kind": "business", "name": "Le Client", "gender": "unknown", "formality": "vous"}

    answer = client.post(page, typed | {"siren": "732 829 321", "city": "Lyon"})
    assert answer.status_code == 422
    assert 'value="732 829 321"' in answer.content.decode()
    assert 'value="Lyon"' in answer.content.decode()

    with everything():
        debtor = CaseRow.objects.get(pk=cabinet.case).debtor_id
        DebtorRow.objects.filter(pk=debtor).update(siren="732829321")
    answer = client.post(page, typed | {"siren": "732 829 321", "city": "Lyon"})
    assert answer.status_code == 302


def test_each_creditor_is_asked_on_a_page_of_his_own(cabinet: Tenant) -> None:
    """The answer of the second creditor was kept for the first: his letters then left unasked."""
    with everything():
        first = CreditorRow.objects.get(pk=cabinet.creditor)
        second = CreditorRow.objects.create(organization=first.organization, name="Zoé Second")
        case = case_of(second, "Loin")
        notice_of(case, "Loin")
    client = signed_in(cabinet.owner)
    address = f"{reverse('money_known')}?creancier={second.pk}"
    assert address in client.get(reverse("today")).content.decode()

    assert "Zoé Second" in client.get(address).content.decode()
    typed = {"money_known": "by_hand", "money_max_age": "3", "small_rest": "ask"}
    assert client.post(address, typed).status_code == 302

    known = dict(CreditorRow.objects.values_list("name", "money_known"))
    assert known["Zoé Second"] == MoneyKnown.BY_HAND
    assert known[first.name] == MoneyKnown.NOT_SAID
    for wrong in ("999999", "²", "1" * 500):
        assert client.get(f"{reverse('money_known')}?creancier={wrong}").status_code in (200, 404)


def test_a_letter_is_posted_once_it_is_let_go(cabinet: Tenant) -> None:
    """«To print and deposit» for a letter that nobody has read would send the assistant away."""
    with everything():
        kinds = {one.notice: one.kind for one in todos(today())}
        assert kinds[cabinet.letter] is Kind.APPROVE
        NoticeRow.objects.filter(pk=cabinet.letter).update(state="approved")
        kinds = {one.notice: one.kind for one in todos(today())}
        assert kinds[cabinet.letter] is Kind.POST


def test_a_doubt_is_left_for_later_with_one_key(cabinet: Tenant) -> None:
    """Forty approvals: what asks for thought is passed over, and the next one opens."""
    with everything():
        NoticeRow.objects.filter(pk=cabinet.notice).update(planned_on=today() - timedelta(days=1))
    client = signed_in(cabinet.owner)

    told = client.get(reverse("notice", args=[cabinet.notice])).content.decode()

    assert "Plus tard, lire le suivant" in told
    assert reverse("notice", args=[cabinet.letter]) in told
    last = client.get(reverse("notice", args=[cabinet.letter])).content.decode()
    assert "Plus tard, lire le suivant" not in last


def test_a_french_plural_begins_at_two() -> None:
    """«0 nouveau», never «0 nouveaux»."""
    assert [plural(0, "x"), plural(1, "x"), plural(2, "x")] == ["", "", "x"]


def test_every_refusal_says_what_did_not_happen(cabinet: Tenant) -> None:
    """An empty field, a number too large, a text too long: in our words, not Django's."""
    client = signed_in(cabinet.owner)
    told = client.post(reverse("deed", args=[cabinet.case, "pause"]), {"because": ""})
    assert (
        "Ce champ est obligatoire. Remplissez-le. Rien n’a été enregistré." in told.content.decode()
    )
    told = client.post(reverse("deed", args=[cabinet.case, "pause"]), {"because": "a" * 301})
    assert "300 signes au plus, 301 ici" in told.content.decode()
    told = client.post(reverse("mail_server"), {"port": "70000"})
    assert "C’est trop\u00a0: au plus 65535. Rien n’a été enregistré." in told.content.decode()


@pytest.mark.parametrize("named", [False, True])
def test_a_credit_note_larger_than_its_invoice_is_refused(cabinet: Tenant, named: bool) -> None:
    """One zero too many would have ended the recovery, as if all had been given back."""
    with everything():
        number = CaseRow.objects.get(pk=cabinet.case).invoices.get().number if named else ""
    typed = {"number": "A-1", "amount": "12000", "on": today().isoformat(), "invoice": number}
    page = reverse("deed", args=[cabinet.case, "avoir"])

    answer = signed_in(cabinet.owner).post(page, typed)

    told = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="12000"' in told
    assert "1\u202f200,00\u00a0€" in told
    assert signed_in(cabinet.owner).post(page, typed | {"amount": "1200"}).status_code == 302
