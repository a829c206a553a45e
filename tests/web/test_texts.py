"""A text changed paragraph by paragraph, by somebody who has never read YAML."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from relance.case import CreditorMode
from relance.notices.mandated import KINDS as MANDATED
from relance.notices.text import KINDS, Text, builtin_text, read_text
from relance.notices.text_writing import text_source
from relance.office.access import everything
from relance.office.models import CaseRow, CreditorRow, PlaybookRow, TextRow
from tests.web.cabinet import Tenant, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cabinet() -> Tenant:
    of = tenant("Atelier")
    with everything():
        TextRow.objects.all().delete()
        CreditorRow.objects.update(phone="+33478000000", iban="FR7630006000011234567890189")
    return of


@pytest.fixture
def client(cabinet: Tenant) -> Client:
    return signed_in(cabinet.owner)


def _page(answer: Any) -> str:
    return str(answer.content.decode())


def _fields(page: str) -> dict[str, list[str]]:
    """What a browser would post back from the form of the page."""
    form = page[page.index('id="texte"') :]
    said: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found.get("name", "csrfmiddlewaretoken") == "csrfmiddlewaretoken":
            continue
        if found.get("type") != "checkbox" or " checked" in tag:
            said.setdefault(found["name"], []).append(unescape(found.get("value", "")))
    for name, inside in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.S
    ):
        said[name] = [unescape(inside).replace("\n", "\r\n")]
    for name in re.findall(r'<select id="[^"]+" name="([^"]+)"', form):
        said[name] = [""]
    return said


def _stored(kind: str = "kind_email") -> Text | None:
    with everything():
        row = TextRow.objects.filter(kind=kind).first()
    return read_text(row.source, kind) if row else None


def _write(cabinet: Tenant, source: str, kind: str = "kind_email") -> None:
    with everything():
        TextRow.objects.create(creditor_id=cabinet.creditor, kind=kind, source=source)


@pytest.mark.parametrize("kind", KINDS)
def test_saving_without_a_change_changes_no_word(client: Client, kind: str) -> None:
    """The shipped text stays the shipped one; a word more, and all the others are kept."""
    address = reverse("text", args=[kind])
    said = _fields(_page(client.get(address)))
    told = _page(client.post(address, said, follow=True))
    assert "le texte livré reste en place" in told and _stored(kind) is None

    said["objet"] = ["Un autre objet"]
    assert client.post(address, said).status_code == 302
    mine, shipped = _stored(kind), builtin_text(kind)
    assert mine is not None
    assert (mine.subject, mine.paragraphs) == ("Un autre objet", shipped.paragraphs)
    assert _fields(_page(client.get(address)))["objet"] == ["Un autre objet"]


@pytest.mark.parametrize("kind", MANDATED)
def test_a_collector_s_text_goes_through_the_form(client: Client, kind: str) -> None:
    """His shipped words are not the creditor's."""
    with everything():
        CreditorRow.objects.update(mode=CreditorMode.COLLECTOR.value)
    address = reverse("text", args=[kind])
    said = _fields(_page(client.get(address))) | {"objet": ["Le mien"]}
    assert client.post(address, said).status_code == 302
    mine = _stored(kind)
    assert mine is not None
    assert mine.paragraphs == builtin_text(kind, mandated=True).paragraphs


def test_paragraphs_are_added_moved_and_removed(client: Client) -> None:
    """Nothing is saved before the button says so; what was typed follows each gesture."""
    address = reverse("text", args=["promise_kept"])
    said = _fields(_page(client.get(address)))
    said["p-1-vous"] = ["Cher client,\r\n\r\nmerci #1 : « oui »."]
    for gesture, more in (
        ("apres-1", {"p-2-vous": ["Un de plus."], "p-2-aussi": ["no phone"]}),
        ("monter-2", {}),
        ("retirer-7", {}),
        ("ajouter", {}),
    ):
        answer = client.post(address, {**said, "geste": gesture, "quoi": "listed"})
        assert "Rien n’est encore enregistré" in _page(answer)
        assert _stored("promise_kept") is None
        said = _fields(_page(answer)) | more
    assert client.post(address, said).status_code == 302
    mine, shipped = _stored("promise_kept"), builtin_text("promise_kept").paragraphs
    assert mine is not None
    first, second, *others, last = mine.paragraphs
    assert (first.text, first.conditions) == ("Un de plus.", ("no phone",))
    assert second.text == "Cher client,\n\nmerci #1 : « oui »."
    assert others == list(shipped[1:-1])
    assert last.block == "listed"


def test_a_condition_is_added_and_taken_away(client: Client) -> None:
    """«Si plusieurs factures» is chosen in French, and its box is unticked to leave it."""
    address = reverse("text", args=["thank_you"])
    said = _fields(_page(client.get(address)))
    assert said["p-2-si"] == ["one", "no rest"]
    said |= {"p-2-si": ["no rest"], "p-2-aussi": ["business"], "p-1-aussi": ["inconnue"]}
    seen = _page(client.post(address, {**said, "geste": "condition-2"}))
    assert "Seulement si tout est payé et le client est une entreprise." in seen
    client.post(address, _fields(seen))
    mine = _stored("thank_you")
    assert mine is not None
    assert [one.conditions for one in mine.paragraphs[:2]] == [(), ("no rest", "business")]


@pytest.mark.parametrize(
    ("field", "value", "beside", "told"),
    [
        ("objet", "", "objet", "Il est vide."),
        ("objet", "{numero}", "objet", "{numero}\u00a0» n’existe pas."),
        ("p-2-vous", "Payez {prenom}", "p-2-vous", "{prenom}\u00a0» n’existe pas."),
        ("p-2-vous", "  ", "p-2-vous", "Il est vide."),
        ("p-2-tu", "Je porterai plainte.", "p-2-tu", "menace de poursuites pénales"),
        ("p-2-vous", "Une { seule", "p-2-vous", "Une accolade n’est pas fermée."),
        ("p-2-vous", "{a|b|c}", "p-2-vous", "deux formes, pas plus."),
        ("p-2-vous", "un\x07bip", "p-2-vous", "Un caractère n’est pas lisible."),
        ("p-2-vous", "mot " * 9000, "ajouter", "Il est trop long"),
    ],
)
def test_what_is_refused_is_said_beside_its_field(
    client: Client, field: str, value: str, beside: str, told: str
) -> None:
    """What was typed stays, with the reason beside it; nothing is stored."""
    address = reverse("text", args=["kind_email"])
    said = _fields(_page(client.get(address))) | {field: [value], "p-13-vous": ["Mot gardé."]}
    for button in ({}, {"apercu": "1"}):
        refused = client.post(address, {**said, **button})
        page = unescape(_page(refused))
        assert refused.status_code == 422
        assert f'<a href="#{beside}">' in page
        described = re.search(rf'id="{beside}"[^>]*aria-describedby="([\w-]+)"', page)
        assert described is not None
        assert told in page.split(f'id="{described[1]}"')[1].split("</ul>")[0]
        assert value in page and "Mot gardé." in page
    assert _stored() is None


def test_a_collector_s_letter_keeps_its_blocks(client: Client) -> None:
    """A letter without its statement was saved, and refused on the morning it had to leave."""
    with everything():
        CreditorRow.objects.update(mode=CreditorMode.COLLECTOR.value)
    address = reverse("text", args=["formal_notice"])
    said = _fields(_page(client.get(address)))
    (place,) = (name[2:-5] for name, value in said.items() if value == ["statement"])
    without = _fields(_page(client.post(address, {**said, "geste": f"retirer-{place}"})))
    refused = client.post(address, without)
    assert refused.status_code == 422
    beside = _page(refused).split('id="ajouter-refus"')[1]
    assert "Il manque le bloc «\u00a0le décompte\u00a0»" in beside.split("</ul>")[0]
    source = 'subject: A\nparagraphs: ["B", {block: payment}]'
    by_hand = client.post(reverse("text_source", args=["formal_notice"]), {"source": source})
    assert by_hand.status_code == 422 and "le décompte" in _page(by_hand)
    assert _stored("formal_notice") is None


def test_the_mail_is_seen_as_the_debtor_reads_it(client: Client) -> None:
    """The words typed, on a real case, with its facts; nothing is saved, nothing leaves."""
    address = reverse("text", args=["kind_email"])
    said = _fields(_page(client.get(address))) | {"objet": ["Pour {numeros}"]}
    seen = _page(client.post(address, {**said, "apercu": "1"}))
    assert "Pour n°\u00a0Atelier-42" in seen and "Pouvez-vous" not in seen
    assert "Sinon, pouvez-vous me dire" in seen and "FR76 3000" in seen
    tu = _page(client.post(address, {**said, "apercu": "1", "adresse": "tu"}))
    assert "Sinon, peux-tu me dire" in tu.split('id="texte"')[0]
    assert _stored() is None
    said |= {"p-2-vous": ["Reçu : {promesse}."], "p-2-si": []}
    lacking = _page(client.post(address, {**said, "apercu": "1"}))
    assert "«\u00a0promesse\u00a0»" in lacking and "que ce dossier ne contient pas" in lacking


def test_the_letter_is_seen_as_it_prints(client: Client) -> None:
    """The frame of the preview shows the words that are typed, not those that are stored."""
    address, frame = (reverse(one, args=["formal_notice"]) for one in ("text", "text_letter"))
    assert client.get(frame).status_code == 404
    said = _fields(_page(client.get(address))) | {"objet": ["DERNIER RAPPEL"]}
    seen = _page(client.post(address, {**said, "apercu": "1"}))
    assert f'src="{frame}' in seen
    printed = client.get(frame)
    assert printed.headers["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    assert client.get(reverse("text_letter", args=["suspension"])).status_code == 404


def test_thanks_are_seen_on_a_case_that_is_paid(client: Client, cabinet: Tenant) -> None:
    """No open case holds the payment that these words are a receipt of."""
    address = reverse("text", args=["thank_you"])
    said = _fields(_page(client.get(address)))
    seen = _page(client.post(address, {**said, "apercu": "1"}))
    assert "Aucun paiement n’est noté" in seen and "choisissez un autre dossier" in seen
    paid = {"amount": "1200,00", "on": today().isoformat()}
    client.post(reverse("deed", args=[cabinet.case, "paiement"]), paid)
    with everything():
        assert CaseRow.objects.get(pk=cabinet.case).closed
    seen = _page(client.post(address, {**said, "apercu": "1"}))
    assert "J’ai bien reçu votre règlement" in seen.split('id="texte"')[0]


def test_another_creditor_s_case_is_not_there(client: Client) -> None:
    """The preview names a case: only one's own can be chosen."""
    theirs = tenant("CANARI")
    address = reverse("text", args=["kind_email"])
    said = _fields(_page(client.get(address))) | {"apercu": "1"}
    for case in (str(theirs.case), "999999999", "x"):
        assert client.post(address, {**said, "dossier": case}).status_code == 404


def test_another_creditor_s_text_is_not_there(client: Client, cabinet: Tenant) -> None:
    """A step that exists in his scenario alone has no page for anybody else."""
    theirs = tenant("CANARI")
    steps = "name: x\nsteps:\n  - {key: rappel_9, name: CANARI, from: 7, channel: email}\n"
    with everything():
        PlaybookRow.objects.filter(creditor_id=theirs.creditor).update(source=steps)
        source = "subject: CANARI\nparagraphs: [CANARI]"
        TextRow.objects.create(creditor_id=theirs.creditor, kind="rappel_9", source=source)
    for name in ("text", "text_source", "text_shipped", "text_letter"):
        address = reverse(name, args=["rappel_9"])
        assert signed_in(theirs.owner).get(address).status_code in (200, 404)
        assert client.get(address).status_code == 404
        assert client.post(address, {"source": source}).status_code in (404, 405)
        assert b"CANARI" not in client.get(reverse("text", args=["kind_email"])).content
    assert signed_in(theirs.owner).get(reverse("text", args=["rappel_9"])).status_code == 200
    with everything():
        assert TextRow.objects.get(kind="rappel_9").source == source


def test_a_text_that_the_form_would_spoil_opens_by_hand(client: Client, cabinet: Tenant) -> None:
    """The comment its author wrote for himself is worth more than a form."""
    _write(cabinet, "# relu par Maître B.\nsubject: A\nparagraphs: [B]\n")
    answer = client.get(reverse("text", args=["kind_email"]), follow=True)
    assert answer.redirect_chain == [(reverse("text_source", args=["kind_email"]), 302)]
    assert "Ligne 1\u00a0: un commentaire (#)" in _page(answer)
    by_hand = reverse("text_source", args=["kind_email"])
    seen = client.post(by_hand, {"source": "subject: Vu\nparagraphs: [B]", "apercu": "1"})
    assert "<strong>Vu</strong>" in _page(seen)
    assert client.post(by_hand, {"source": "subject: A\nparagraphs: [B]\n"}).status_code == 302
    assert client.get(reverse("text", args=["kind_email"])).status_code == 200


def test_the_form_and_the_source_save_the_same(client: Client, cabinet: Tenant) -> None:
    """What the form writes is what its author would: the source shows it, and takes it back."""
    address, by_hand = (reverse(one, args=["small_rest"]) for one in ("text", "text_source"))
    said = _fields(_page(client.get(address))) | {"objet": ["Reste"]}
    client.post(address, said)
    mine = _stored("small_rest")
    assert mine is not None
    source = unescape(_page(client.get(by_hand)).split('id="id_source">\n')[1])
    source = source.split("</textarea>")[0]
    assert source == text_source(mine)
    client.post(by_hand, {"source": source.replace("\n", "\r\n")})
    assert _stored("small_rest") == mine
    assert _fields(_page(client.get(address))) == said


def test_a_text_that_a_new_rule_refuses_says_where(client: Client, cabinet: Tenant) -> None:
    """It was written before the rule: its form opens, with the reason beside the field."""
    _write(cabinet, "subject: A\nparagraphs: [Je porterai plainte.]\n")
    page = _page(client.get(reverse("text", args=["kind_email"])))
    assert "Ce texte ne peut plus partir tel qu’il est." in page
    assert "menace de poursuites pénales" in page


def test_the_shipped_words_come_back(client: Client, cabinet: Tenant) -> None:
    """What differs is shown before one's own words are given up."""
    text = builtin_text("small_rest")
    mine = Text(text.kind, "Petit reste", text.paragraphs[:-1])
    _write(cabinet, text_source(mine), "small_rest")
    address = reverse("text_shipped", args=["small_rest"])
    page = _page(client.get(address))
    assert "<ins>Petit reste</ins>" in page and "Paragraphe retiré" in page
    assert page.count("<h2>") == 2
    assert _stored("small_rest") == mine
    told = _page(client.post(address, follow=True))
    assert "Le texte livré est de retour." in told and _stored("small_rest") is None


def test_a_reader_reads(cabinet: Tenant) -> None:
    """He sees the words, and no button that would change them."""
    reader = signed_in(cabinet.reader)
    page = _page(reader.get(reverse("text", args=["kind_email"])))
    assert "Merci encore" in page and re.findall(r'<button[^>]*value="', page) == []
    assert reader.post(reverse("text", args=["kind_email"]), {}).status_code == 404
