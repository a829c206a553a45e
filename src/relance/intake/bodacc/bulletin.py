"""The XML of the DILA («BODACC A», procédures collectives): PCL_REDIFF, its notices one by one.

Element names as public readers of these files use them: `annonces/annonce`, before that
`listAvis/avis`, lately `listeAvis/avis` with `personnes/personne`. Published as archives; give
the .xml that is inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from relance.intake.bodacc.announcement import COLLECTIVE
from relance.intake.bodacc.reading import Placed, damaged
from relance.intake.bodacc.record import Judgment, Told
from relance.intake.bodacc.wording import told
from relance.intake.problem import NOTHING_TAKEN, Refusal
from relance.intake.safe_xml import read_xml

_NOTICES = ("annonce", "avis")
_LISTS = ("annonces", "listAvis", "listeAvis")
_COMPANY = ("numeroIdentificationRCS", "numeroIdentification")


def bulletin_notices(data: bytes) -> Iterator[Placed]:
    """Each notice of the file. Raises Refusal: DOCTYPE, damage, another bulletin."""
    try:
        root = read_xml(data)
    except Refusal as refused:
        raise _about_a_bulletin(refused) from refused
    if _name(root) != "PCL_REDIFF":
        raise damaged(
            "other_bulletin",
            "racine du XML",
            f"ce n’est pas un bulletin des procédures collectives («\u00a0{_name(root)[:40]}\u00a0»)",
        )
    issue, published = _text(root, "parution"), _text(root, "dateParution")
    for listed in root:
        if _name(listed) in _LISTS:
            notices = [one for one in listed if _name(one) in _NOTICES]
            for place, one in enumerate(notices, 1):
                number = _text(one, "numeroAnnonce")
                yield f"annonce {number or place}", _notice(one, issue, published, number)


def _notice(one: etree._Element, issue: str, published: str, number: str) -> Told:
    judgment = _child(one, "jugement")
    if judgment is None:
        judgment = _child(one, "jugementAnnule")
    kind = _child(one, "typeAnnonce")
    earlier = _child(one, "parutionAvisPrecedent")
    companies = " ; ".join(
        "".join(map(str, node.itertext())) for node in one.iter() if _name(node) in _COMPANY
    )
    return Told(
        number=f"A{issue}{number}" if issue and number else "",
        published=published,
        section=COLLECTIVE,
        section_name="Procédures collectives",
        notice=_name(kind[0]) if kind is not None and len(kind) else "",
        name=_names(one),
        companies=told(companies),
        court=_text(one, "tribunal"),
        judgment=Judgment(
            _text(judgment, "famille"),
            _text(judgment, "nature"),
            _text(judgment, "date"),
            _text(judgment, "complementJugement"),
        ),
        earlier=_text(earlier, "dateParution"),
    )


def _names(notice: etree._Element) -> str:
    """«BOIS ET FILS», «DUPONT Jean»; several companies of one notice are all named."""
    names = []
    for node in notice.iter():
        if _name(node) == "personneMorale":
            names.append(_text(node, "denomination"))
        elif _name(node) == "personnePhysique":
            names.append(f"{_text(node, 'nom')} {_text(node, 'prenom')}".strip())
    return ", ".join(dict.fromkeys(one for one in names if one))


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _child(node: etree._Element | None, name: str) -> etree._Element | None:
    if node is None:
        return None
    return next((one for one in node if _name(one) == name), None)


def _text(node: etree._Element | None, name: str) -> str:
    found = _child(node, name)
    return told(" ".join(map(str, found.itertext()))) if found is not None else ""


def _about_a_bulletin(refused: Refusal) -> Refusal:
    """The same refusal, said of a bulletin: the reader of XML speaks of invoices."""
    known = refused.problem
    said = {
        "doctype_refused": "Ce fichier contient une déclaration DOCTYPE. Aucun bulletin n’en a "
        "besoin et elle peut servir à une attaque.",
        "too_deep": "Ce XML emboîte trop d’éléments\u00a0: ce n’est pas un bulletin.",
        "too_large": "Ce fichier est trop gros pour un bulletin.",
    }.get(known.code, re.sub(r"Le XML de la facture", "Le XML du bulletin", known.message))
    return Refusal(
        known.code,
        known.where,
        said,
        f"Téléchargez-le de nouveau depuis le site de la DILA. {NOTHING_TAKEN}",
    )
