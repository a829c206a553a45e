"""What to copy onto form A, the application for a European order for payment.

Regulation (EC) 1896/2006 wants the form itself, which the European e-Justice portal fills in and
prints in every language of the Union (law.md L6.29). This sheet is not the form and does not look
like it: it says, part by part, what the case knows, and leaves the rest visibly to fill in.

Read: boxes 1 and 2 of the form with their codes, box 3 with its first two codes (delegated
regulation (EU) 2017/1260, annex I, in English on EUR-Lex; the French names of the codes are ours);
article 7 as it stands since 2017 (lynxlex.com), its paragraph 6 (uihj.com); article 3 (greffe of
Épinal, base.garant.ru); article 6(2) in French and English (wordscope.be); appendices 1 and 2
(orderforpayment.eu, e-Justice). All of it on 2026-11-23, from stored copies. Not read: the numbers
of the other boxes and their codes. They are not printed: those parts name the point of article 7
that they answer.
"""

from __future__ import annotations

from stdnum.fr import siren as siren_numbers

from relance.case import Address, Creditor, DebtorKind
from relance.notices import french
from relance.notices.court_paper import Article, court_paper
from relance.notices.european_sums import amounts
from relance.notices.letterhead import country_name
from relance.notices.order_request import TO_FILL, Applicant, OrderRequest, told_events, unpaid

TITLE = "Feuille de préparation du formulaire A"
_IF_ANY = f"s’il y en a un : {TO_FILL}"


def european_form(asked: OrderRequest) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1. The caller knows that the case is cross-border."""
    creditor, debtor = asked.creditor, asked.debtor
    return court_paper(
        title=TITLE,
        subtitle="(injonction de payer européenne, règlement (CE) 1896/2006)",
        author=creditor.name,
        on=asked.on,
        footer=f"{creditor.name} – {debtor.name}, préparation du formulaire A",
        articles=[
            _use(),
            _court(asked),
            _claimant(creditor, asked.applicant, asked.agent),
            _defendant(asked),
            _jurisdiction(asked),
            _border(asked),
            *amounts(asked),
            _cause(asked),
            _evidence(asked),
            _signing(asked),
            *_appendices(),
        ],
        claimed=asked.statement,
        pieces=asked.pieces,
        made=(
            "Cette feuille n’est pas le formulaire, ne se signe pas et ne s’envoie à aucun tribunal."
        ),
        numbered=False,
    )


def country_of(address: Address) -> str:
    """The State of an address, in French."""
    return country_name(address.country) if address.country else TO_FILL


def _use() -> Article:
    return Article(
        "Comment s’en servir",
        (
            "Cette feuille aide à remplir le formulaire A ; elle n’est pas le formulaire. Il est "
            "sur le portail européen, dans toutes les langues de l’Union, et se remplit dans une "
            "langue que la juridiction accepte : traduisez ce que vous y recopiez.",
            "Les cases 1 à 3 portent ici leur numéro, et leurs codes quand ils ont été lus. Les "
            "autres parties disent à quel point de l’article 7 du règlement elles répondent : leurs "
            "numéros et leurs codes sont ceux du formulaire, sur le portail. Ce qui est en "
            "pointillés n’est pas connu de ce dossier : à vous de le remplir.",
        ),
        points=("Le portail : e-justice.europa.eu",),
    )


def _court(asked: OrderRequest) -> Article:
    return Article(
        "Case 1 – La juridiction",
        rows=(
            ("Juridiction", asked.court or TO_FILL),
            ("Adresse, code postal, ville", TO_FILL),
            ("Pays", TO_FILL),
            ("Numéro, date, cachet", "Rien : c’est la juridiction qui les porte."),
        ),
    )


def _place(address: Address) -> tuple[tuple[str, str], ...]:
    town = f"{address.postcode} {address.city}".strip()
    return (
        ("Adresse", ", ".join(line for line in address.lines if line) or TO_FILL),
        ("Code postal, ville", town or TO_FILL),
        ("Pays", country_of(address)),
    )


def _claimant(creditor: Creditor, applicant: Applicant, agent: str) -> Article:
    """Birth and nationality, which the French request asks for, have no place on this form."""
    number = siren_numbers.format(creditor.siren) if len(creditor.siren) == 9 else creditor.siren
    named = (
        (creditor.signatory, creditor.name)
        if applicant.natural
        else (creditor.name, creditor.legal_form)
    )
    rows = [
        ("Code 01, demandeur", ", ".join(dict.fromkeys(one for one in named if one))),
        ("Code d’identification", f"SIREN {number}" if number else _IF_ANY),
        *_place(creditor.address),
        ("Téléphone (facultatif)", creditor.phone or TO_FILL),
        ("Courriel (facultatif)", creditor.email or TO_FILL),
    ]
    if applicant.natural:
        rows.append(("Profession (facultative)", applicant.profession or TO_FILL))
    else:
        by = applicant.represented_by or TO_FILL
        rows.append(("Code 05, son représentant légal", f"{by} (adresse : {TO_FILL})"))
    who = f"{agent} (adresse : {TO_FILL})" if agent else f"avocat ou autre, {_IF_ANY}"
    rows.append(("Code 03, son représentant", who))
    return Article("Case 2 – Le demandeur", rows=tuple(rows))


def _defendant(asked: OrderRequest) -> Article:
    debtor = asked.debtor
    person = debtor.kind is DebtorKind.CONSUMER
    rows = [
        ("Code 02, défendeur", ", ".join(one for one in (debtor.name, asked.debtor_form) if one)),
        ("Code d’identification", debtor.siren or _IF_ANY),
        *_place(debtor.address),
    ]
    if not person:
        rows.append(("Code 06, son représentant légal", TO_FILL))
    rows.append(("Code 04, son représentant", f"avocat ou autre, {_IF_ANY}"))
    return Article("Case 2 – Le défendeur", rows=tuple(rows))


def _jurisdiction(asked: OrderRequest) -> Article:
    said = ["Pourquoi cette juridiction : le code se choisit, il n’est pas deviné ici."]
    if asked.debtor.kind is DebtorKind.CONSUMER:
        said.append(
            "Le défendeur est un particulier. Si le contrat est étranger à son activité "
            "professionnelle, seules les juridictions de l’État où il a son domicile sont "
            "compétentes (règlement (CE) 1896/2006, art. 6, paragraphe 2). Son adresse est dans "
            f"l’État suivant : {country_of(asked.debtor.address)}."
        )
    return Article(
        "Case 3 – La compétence",
        tuple(said),
        rows=(("Code retenu", TO_FILL),),
        points=(
            "01 : domicile du défendeur ou de l’un des défendeurs ;",
            "02 : lieu d’exécution de l’obligation en cause ;",
            "les autres codes sont sur le formulaire.",
        ),
    )


def _border(asked: OrderRequest) -> Article:
    return Article(
        "Le caractère transfrontalier (art. 7, paragraphe 2, g)",
        (
            "Au moins une partie a son domicile ou sa résidence habituelle dans un autre État "
            "membre que celui de la juridiction (art. 3).",
        ),
        rows=(
            ("État du demandeur", country_of(asked.creditor.address)),
            ("État du défendeur", country_of(asked.debtor.address)),
            ("État de la juridiction", TO_FILL),
        ),
    )


def _cause(asked: OrderRequest) -> Article:
    subjects = sorted({one.subject for one in asked.invoices if one.subject})
    said = unpaid(asked.invoices, asked.statement, dated=True)
    return Article(
        "La cause de l’action (art. 7, paragraphe 2, d)",
        (said, f"Objet : {french.listed(subjects)}.") if subjects else (said,),
        points=told_events(asked.events),
    )


def _evidence(asked: OrderRequest) -> Article:
    return Article(
        "Les preuves (art. 7, paragraphe 2, e)",
        (
            "Elles se décrivent sur le formulaire, avec leur date et le code de leur genre ; elles "
            "ne se joignent pas.",
        )
        if asked.pieces
        else (f"Aucune pièce n’est au dossier : {TO_FILL}",),
        block="pieces" if asked.pieces else "",
    )


def _signing(asked: OrderRequest) -> Article:
    signs = asked.agent or asked.creditor.signatory or asked.creditor.name
    return Article(
        "La déclaration et la signature (art. 7, paragraphes 3 et 6)",
        (
            "En signant le formulaire, vous déclarez qu’à votre connaissance les informations sont "
            "exactes, et reconnaissez que toute fausse déclaration intentionnelle risque d’entraîner "
            "les sanctions prévues par le droit de l’État de la juridiction.",
        ),
        rows=(
            ("Fait à", TO_FILL),
            ("Le", TO_FILL),
            ("Signature", f"sur le formulaire lui-même, par {signs} : {TO_FILL}"),
        ),
    )


def _appendices() -> list[Article]:
    return [
        Article(
            "Appendice 1 – Le paiement des frais de justice",
            ("Le moyen de payer la juridiction et les coordonnées bancaires sont à vous.",),
            rows=(("Moyen et compte", TO_FILL),),
        ),
        Article(
            "Appendice 2 – Si le défendeur fait opposition (art. 7, paragraphe 4)",
            (
                "Facultatif. Le refus de poursuivre peut aussi se dire plus tard, mais avant que "
                "l’injonction soit délivrée.",
            ),
            rows=(("Choix", TO_FILL),),
            points=(
                "poursuivre par la procédure européenne de règlement des petits litiges, si la "
                "créance en remplit les conditions ;",
                "poursuivre par une procédure civile nationale ;",
                "refuser que l’affaire se poursuive.",
            ),
        ),
    ]
