"""The call card: what to say, what to listen for, and what each answer leads to."""

from __future__ import annotations

from dataclasses import dataclass

from relance.case.entries import CallOutcome
from relance.claim.french import in_money
from relance.notices import french
from relance.notices.doubts import warnings
from relance.notices.facts import NoticeFacts
from relance.notices.mandated import mandated
from relance.notices.placeholders import invoice_line
from relance.notices.written import Warned


@dataclass(frozen=True, slots=True)
class Branch:
    """An answer of the debtor's: what to say, and what to note when the call is over."""

    outcome: CallOutcome
    heard: str
    say: tuple[str, ...]
    then: str


@dataclass(frozen=True, slots=True)
class CallCard:
    """Everything for one call. `phone` is E.164, empty when unknown (a warning says so)."""

    phone: str
    person: str
    amount: str
    invoices: tuple[str, ...]
    before: tuple[str, ...]
    opening: tuple[str, ...]
    branches: tuple[Branch, ...]
    closing: tuple[str, ...]
    warnings: tuple[Warned, ...] = ()


def call_card(facts: NoticeFacts) -> CallCard:
    """The card for the facts of the day: nobody is told what is not in the journal."""
    contact = facts.contact
    tu = facts.tu
    person = (contact.name if contact else "") or facts.debtor.name
    found = [one for one in warnings(facts, letter=False) if one.code != "email_missing"]
    if contact is None or not contact.phone:
        found.append(Warned("phone_missing", "Le téléphone du client manque."))
    return CallCard(
        phone=contact.phone if contact else "",
        person=person,
        amount=in_money(facts.principal),
        invoices=tuple(f"Facture {invoice_line(facts, one)}" for one in facts.demanded),
        before=_before(facts),
        opening=_said(_opening(facts, tu)),
        branches=tuple(_branches(facts, tu)),
        closing=_said(
            (
                "« Merci. Je t’envoie un courriel qui résume ce que nous venons de dire. »"
                if tu
                else "« Merci. Je vous envoie un courriel qui résume ce que nous venons de dire. »",
            )
        ),
        warnings=tuple(found),
    )


def _said(sentences: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(french.typography(sentence) for sentence in sentences)


def _before(facts: NoticeFacts) -> tuple[str, ...]:
    told = []
    if mandated(facts):
        told.append(f"Vous appelez pour le compte {french.of(facts.creditor.name)}.")
        if facts.last_letter_on:
            sent = french.day(facts.last_letter_on)
            told.append(
                f"Rappelez la lettre du {sent}, références {facts.reference} (CPCE, art. R124-4)."
            )
    if facts.last_mail_on:
        told.append(f"Dernier courriel\u00a0: {french.day(facts.last_mail_on)}.")
    if facts.talked_on:
        told.append(f"Dernier échange téléphonique\u00a0: {french.day(facts.talked_on)}.")
    elif facts.left_message_on:
        told.append(f"Message laissé le {french.day(facts.left_message_on)}, sans réponse notée.")
    if facts.promise:
        day = french.day(facts.promise.until)
        late = ", pas reçu en entier" if facts.broken_promise else ""
        told.append(f"Règlement promis pour le {day}{late}.")
    told.append("Notez la date promise et la personne\u00a0; n’enregistrez pas la conversation.")
    return tuple(told)


def _opening(facts: NoticeFacts, tu: bool) -> tuple[str, ...]:
    owner = _caller(facts)
    writer = facts.creditor.writer
    # Who is called by his first name knows the house; the others are told its name.
    house = f", {writer.name}" if writer.name not in ("", owner) else ""
    for_whom = f"pour le compte {french.of(facts.creditor.name)}, " if mandated(facts) else ""
    subject = facts.demanded[0].subject if len(facts.invoices) == 1 else ""
    about = f" pour {subject}" if subject else ""
    what = (
        f"de la facture {facts.invoices[0]}{about}"
        if not facts.many
        else f"des factures {french.listed(facts.invoices)}"
    )
    seen = "l’avez-vous bien reçue" if not facts.many else "les avez-vous bien reçues"
    seen_tu = "l’as-tu bien reçue" if not facts.many else "les as-tu bien reçues"
    if tu:
        return (
            f"« Bonjour, c’est {owner}. Je t’appelle {for_whom}au sujet {what}, "
            f"{_asked(facts)} : {seen_tu} ? »",
            "Se taire, laisser répondre.",
        )
    return (
        f"« Bonjour, {owner} à l’appareil{house}. Je vous appelle {for_whom}au sujet {what}, "
        f"{_asked(facts)} : {seen} ? »",
        "Se taire, laisser répondre.",
    )


def _asked(facts: NoticeFacts) -> str:
    """«de 1 200,00 €» for a whole invoice; «sur laquelle il reste 700,00 €» for a part of it."""
    amount = in_money(facts.principal)
    if any(facts.left[one.number] != one.amount for one in facts.demanded):
        which = "sur lesquelles" if facts.many else "sur laquelle"
        return f"{which} il reste {amount}{' en tout' if facts.many else ''}"
    return f"pour {amount} en tout" if facts.many else f"de {amount}"


def _branches(facts: NoticeFacts, tu: bool) -> list[Branch]:
    return [*_who_pays(facts, tu), *_who_does_not(facts, tu)]


def _who_pays(facts: NoticeFacts, tu: bool) -> list[Branch]:
    def pick(vous: str, familiar: str) -> str:
        return familiar if tu else vous

    it = "les" if facts.many else "la"
    return [
        Branch(
            CallOutcome.FORGOT,
            "« J’ai oublié », « je ne l’ai pas vue »"
            if not facts.many
            else "« J’ai oublié », « je ne les ai pas vues »",
            _said(
                (
                    pick(
                        f"« Pas de souci, je vous {it} renvoie tout de suite. Quel jour pouvez-vous "
                        "faire le virement ? »",
                        f"« Pas de souci, je te {it} renvoie tout de suite. Quel jour peux-tu faire "
                        "le virement ? »",
                    ),
                )
            ),
            "Notez la date promise : un courriel de confirmation est préparé.",
        ),
        Branch(
            CallOutcome.CASH_PROBLEM,
            "« C’est compliqué en ce moment »",
            _said(
                (
                    pick(
                        "« Merci de me le dire. Quelle date vous paraît sûre, dans les quinze "
                        "jours ? Ou préférez-vous régler en deux fois ? »",
                        "« Merci de me le dire. Quelle date te paraît sûre, dans les quinze jours ? "
                        "Ou préfères-tu régler en deux fois ? »",
                    ),
                    pick(
                        "« Je vous le confirme par écrit, et vous me répondez d’accord. »",
                        "« Je te le confirme par écrit, et tu me réponds d’accord. »",
                    ),
                )
            ),
            "Notez la nouvelle date ferme : la confirmation écrite vaut mieux que la parole.",
        ),
    ]


def _who_does_not(facts: NoticeFacts, tu: bool) -> list[Branch]:
    def pick(vous: str, familiar: str) -> str:
        return familiar if tu else vous

    return [
        Branch(
            CallOutcome.NOT_SATISFIED,
            "« Le travail ne convient pas »",
            _said(
                (
                    pick(
                        "« Je vous écoute : qu’est-ce qui ne va pas, et sur quelle partie ? »",
                        "« Je t’écoute : qu’est-ce qui ne va pas, et sur quelle partie ? »",
                    ),
                    pick(
                        "« Pouvez-vous régler la partie qui ne pose pas de question ? »",
                        "« Peux-tu régler la partie qui ne pose pas de question ? »",
                    ),
                )
            ),
            "Notez la contestation et son montant : seul le reste continue d’être relancé.",
        ),
        Branch(
            CallOutcome.WRONG_PERSON,
            "« Ce n’est pas moi qui paie »",
            _said(
                (
                    pick(
                        "« À qui dois-je m’adresser ? Pouvez-vous me donner son nom, son adresse "
                        "électronique et sa ligne directe ? »",
                        "« À qui dois-je m’adresser ? Peux-tu me donner son nom, son adresse "
                        "électronique et sa ligne directe ? »",
                    ),
                )
            ),
            "Notez le nouvel interlocuteur : la suite lui sera adressée.",
        ),
        Branch(
            CallOutcome.VOICEMAIL,
            "Répondeur",
            _said(
                (
                    pick(
                        "« Bonjour, ici "
                        f"{_caller(facts)}. Pouvez-vous me "
                        f"rappeler{_at(facts)} ? Merci. »",
                        "« Bonjour, c’est "
                        f"{_caller(facts)}. Peux-tu me "
                        f"rappeler{_at(facts)} ? Merci. »",
                    ),
                    "Ne parlez ni d’argent ni de facture sur un répondeur.",
                )
            ),
            "Notez le message laissé : l’étape est faite, la suite garde sa date.",
        ),
    ]


def _at(facts: NoticeFacts) -> str:
    phone = french.phone(facts.creditor.writer.phone)
    return f" au {phone}" if phone else ""


def _caller(facts: NoticeFacts) -> str:
    writer = facts.creditor.writer
    return writer.signatory or writer.name


def card_text(card: CallCard) -> str:
    """The card as plain text, for a rehearsal's folder and for printing."""
    number = french.phone(card.phone) or "(téléphone à compléter)"
    lines = [f"APPEL : {card.person}, {number}", "", card.amount]
    lines += [*card.invoices, "", *card.before, "", "POUR COMMENCER", *card.opening]
    for branch in card.branches:
        lines += ["", branch.heard, *branch.say, f"→ {branch.then}"]
    lines += ["", "POUR FINIR", *card.closing]
    return "".join(f"{french.typography(line)}\n" for line in lines)
