"""What a person tells a case: recorded whole, or refused with a sentence and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from relance.case import State
from relance.case.entries import Channel, DisputeOpened
from relance.office.access import everything
from relance.office.journal import entries_of, state_of
from relance.office.models import CaseRow, ContactRow, NoticeRow
from relance.web.case.deeds import DEEDS
from tests.web.cabinet import Tenant, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOON = (today() + timedelta(days=9)).isoformat()
FILED: dict[str, Any] = {"court": "commercial", "invoices": ["Atelier-42"]}
DONE = (today() - timedelta(days=3)).isoformat()

SAID: dict[str, dict[str, object]] = {
    "reconnaissance": {"on": DONE, "amount": "500", "because": "courriel du client"},
    "tentative-amiable": {"on": DONE, "because": "conciliateur"},
    "requete-deposee": FILED | {"on": DONE, "asked": "900"},
    "frais-consignes": {"on": DONE},
    "ordonnance": {"on": DONE, "granted": "900"},
    "signification": {"on": DONE, "in_person": "no"},
    "opposition": {"on": DONE, "told_on": DONE},
    "frais-opposition": {"on": DONE},
    "fin-procedure": {"on": DONE, "end": "judged"},
    "remise": {"on": DONE, "agent": "bailiff"},
    "retour": {},
    "echeancier": {
        "invoices": ["Atelier-42"],
        "total": "1200,00",
        "count": "3",
        "first_on": SOON,
        "acceleration": "on",
        "notice_days": "8",
    },
    "echeancier-fini": {"end": "cancelled", "because": "accord"},
    "paiement": {"amount": "1 300,00", "on": DONE, "invoice": "", "reference": "VIR"},
    "promesse": {"until": SOON},
    "contestation": {"invoice": "Atelier-42", "amount": "1 000", "on": DONE, "channel": "letter"},
    "contestation-levee": {"invoice": "Atelier-42"},
    "pause": {"until": SOON, "because": "travaux en cours"},
    "reprise": {},
    "reponse": {"channel": "email"},
    "reponse-lue": {},
    "avoir": {"number": "A-1", "amount": "10,00", "on": DONE},
    "abandon": {"invoice": "Atelier-42", "amount": "5"},
    "conditions": {"invoice": "Atelier-42", "late_rate": "12,5", "penalty_percent": "10"},
    "nature": {"kind": "consumer"},
    "procedure-collective": {"judgment_on": DONE},
    "creance-declaree": {"on": DONE, "amount": "900", "tracking": "1A00012345678"},
    "scenario": {"playbook": "cinq-etapes"},
    "remboursement": {"amount": "0,01", "on": DONE},
    "cloture": {"because": "accord"},
    "reouverture": {},
}

REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("paiement", {"amount": "douze", "on": DONE}, "Ce n’est pas un montant"),
    ("paiement", {"amount": "12,345", "on": DONE}, "Ce n’est pas un montant"),
    ("paiement", {"amount": "-5", "on": DONE}, "supérieur à zéro"),
    ("paiement", {"amount": "5", "on": SOON}, "avenir"),
    ("paiement", {"amount": "5", "on": "hier"}, "Ce n’est pas une date"),
    ("promesse", {"until": DONE}, "déjà passée"),
    ("contestation", {"invoice": "Atelier-42", "amount": "99999", "on": DONE}, "dépasse"),
    ("pause", {"until": SOON, "because": ""}, "obligatoire"),
    ("conditions", {"invoice": "Atelier-42", "late_rate": "beaucoup"}, "pourcentage"),
    ("nature", {}, "obligatoire"),
    ("ordonnance", {"on": DONE, "granted": "5"}, "Aucune requête n’est en cours"),
    ("signification", {"on": DONE, "in_person": "yes"}, "Aucune requête n’est en cours"),
    ("requete-deposee", FILED | {"on": SOON, "asked": "5"}, "avenir"),
    ("requete-deposee", FILED | {"on": DONE, "asked": "0"}, "supérieur à zéro"),
    ("creance-declaree", {"on": DONE, "amount": "5"}, "Aucune procédure collective"),
    ("retour", {}, "n’est remis à personne"),
]


@pytest.fixture
def cabinet() -> Tenant:
    return tenant("Atelier")


def _state(of: Tenant) -> State:
    with everything():
        return state_of(CaseRow.objects.get(pk=of.case))


def test_every_deed_is_tried_here() -> None:
    """A new deed without a line in the table would go untested."""
    assert set(SAID) == set(DEEDS)


def test_each_deed_is_recorded(cabinet: Tenant) -> None:
    """Each button writes one entry or more, and comes back to the case with a word."""
    client = signed_in(cabinet.owner)
    for deed, said in SAID.items():
        before = _state(cabinet).last_sequence
        address = reverse("deed", kwargs={"key": cabinet.case, "deed": deed})
        assert client.get(address).status_code == 200
        answer = client.post(address, said)
        assert answer.status_code == 302, (deed, answer.content.decode()[-3000:])
        assert _state(cabinet).last_sequence > before, deed


@pytest.mark.parametrize(("deed", "said", "words"), REFUSED)
def test_a_refusal_says_why_and_records_nothing(
    cabinet: Tenant, deed: str, said: dict[str, str], words: str
) -> None:
    """A wrong amount or day is named in French; what was typed is still in the form."""
    before = _state(cabinet).last_sequence
    address = reverse("deed", kwargs={"key": cabinet.case, "deed": deed})
    answer = signed_in(cabinet.owner).post(address, said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert _state(cabinet).last_sequence == before


def test_a_mistake_is_corrected_by_an_entry(cabinet: Tenant) -> None:
    """A payment typed on the wrong case is cancelled; both entries stay to be seen."""
    client = signed_in(cabinet.owner)
    paid = reverse("deed", kwargs={"key": cabinet.case, "deed": "paiement"})
    client.post(paid, SAID["paiement"])
    sequence = _state(cabinet).last_sequence
    assert len(_state(cabinet).payments) == 1
    wrong = reverse("correct", kwargs={"key": cabinet.case, "sequence": sequence})
    assert client.post(wrong, {"because": "autre client"}).status_code == 302
    assert _state(cabinet).payments == []
    with everything():
        assert len(entries_of(CaseRow.objects.get(pk=cabinet.case))) == sequence + 1


def test_a_call_and_its_follow_up_are_one_act(cabinet: Tenant) -> None:
    """«He forgot» without a date stops nothing, so it is refused; with one, both are noted."""
    client = signed_in(cabinet.owner)
    ended = reverse("call_ended", kwargs={"key": cabinet.call})
    assert client.get(reverse("call", kwargs={"key": cabinet.call})).status_code == 200
    assert client.post(ended, {"outcome": "forgot"}).status_code == 422
    answer = client.post(ended, {"outcome": "forgot", "until": SOON})
    assert answer.status_code == 302
    with everything():
        case = CaseRow.objects.get(pk=NoticeRow.objects.get(pk=cabinet.call).case_id)
        state = state_of(case)
        assert len(state.calls) == 1 and state.promise is not None
        # What was said is confirmed in writing, once a person has approved it.
        asked = NoticeRow.objects.get(case=case, kind="call_confirmation")
        assert asked.state == "prepared"
        assert answer.headers["Location"] == reverse("notice", args=[asked.pk])


def test_what_he_disputes_on_the_telephone_is_a_dispute_by_telephone(cabinet: Tenant) -> None:
    """A judge reads how it was said: «par téléphone» is not a letter he would ask to see."""
    with everything():
        notice = NoticeRow.objects.select_related("case__debtor").get(pk=cabinet.call)
        number = f"{notice.case.debtor.name}-42"
    ended = reverse("call_ended", kwargs={"key": cabinet.call})
    said = {"outcome": "not_satisfied", "invoice": number, "because": "le logo est flou"}
    assert signed_in(cabinet.owner).post(ended, said).status_code == 302
    with everything():
        (one,) = state_of(CaseRow.objects.get(pk=notice.case_id)).disputes
    assert one.fact == DisputeOpened(number, None, Channel.PHONE)
    assert (one.on, one.because) == (today(), "le logo est flou")


def test_a_new_contact_is_where_the_next_mail_goes(cabinet: Tenant) -> None:
    """The wrong person gave the right address: it replaces the old one."""
    address = reverse("people", kwargs={"key": cabinet.case})
    client = signed_in(cabinet.assistant)
    said = {
        "kind": "business",
        "email": "juste@client.example",
        "phone": "0612345678",
        "contact_name": "Zoé Petit",
        "gender": "woman",
        "formality": "vous",
        "name": "Atelier",
    }
    assert client.post(address, said).status_code == 302
    with everything():
        contact = ContactRow.objects.get(debtor__cases=cabinet.case)
    assert (contact.email, contact.phone) == ("juste@client.example", "+33612345678")


def test_what_was_read_is_what_is_approved(cabinet: Tenant) -> None:
    """If the words changed since the page was shown, the approval is refused."""
    client = signed_in(cabinet.owner)
    address = reverse("approve", kwargs={"key": cabinet.notice})
    client.post(address, {"lu": "0" * 64})
    with everything():
        assert NoticeRow.objects.get(pk=cabinet.notice).state == "prepared"
        digest = NoticeRow.objects.get(pk=cabinet.notice).sha256
    client.post(address, {"lu": digest})
    with everything():
        assert NoticeRow.objects.get(pk=cabinet.notice).state == "approved"


def test_refused_words_are_named_with_their_place(cabinet: Tenant) -> None:
    """A threat nobody decided does not leave: the page says which passage and why."""
    client = signed_in(cabinet.owner)
    address = reverse("edit_notice", kwargs={"key": cabinet.notice})
    answer = client.post(address, {"text": "Bonjour,\n\nJe porterai plainte au pénal."})
    assert answer.status_code == 422
    assert "Paragraphe 2" in answer.content.decode()


def test_a_received_file_is_never_shown_in_the_page(cabinet: Tenant) -> None:
    """A stranger's PDF or HTML opens outside the desk, as a download, and cannot run."""
    address = reverse("exhibit", kwargs={"key": cabinet.case, "exhibit": cabinet.exhibit})
    answer = signed_in(cabinet.owner).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
