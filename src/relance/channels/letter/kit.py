"""The print-and-post kit of a registered letter: all that a person needs at the counter."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pypdf import PdfReader

from relance.channels.letter.address import PostalLines

_SHEET_G = 5  # A4 at 80 g/m²
_ENVELOPE_G = 5
_STEPS_G = (20, 100, 250, 500, 1000, 3000)
"""The weight steps of La Poste's tariff, in grams."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What to copy onto the registered-mail slip, and to print on the envelope."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    reference: str
    level: str = "R1"
    receipt: bool = True  # avis de réception
    sheets: int = 0
    weight_g: int = 0  # an estimate, of plain A4 paper


@dataclass(frozen=True, slots=True)
class Kit:
    """`files` in the order of use, by name; `problems` in French must be settled before posting."""

    files: tuple[tuple[str, bytes], ...]
    slip: Slip
    problems: tuple[str, ...]

    @property
    def ready(self) -> bool:
        return not self.problems


def letter_kit(
    letter: bytes,
    *,
    sender: PostalLines,
    recipient: PostalLines,
    reference: str,
    envelope: Callable[[Slip], bytes],
    enclosures: Sequence[tuple[str, bytes]] = (),
    level: str = "R1",
    receipt: bool = True,
) -> Kit:
    """Gather the kit. `envelope` makes the envelope's page (PDF) from the slip.

    `letter` and `enclosures` (name, bytes) are PDFs and go in byte for byte.
    """
    sheets = sum(_pages(content) for content in (letter, *(pdf for _, pdf in enclosures)))
    slip = Slip(
        sender=sender.lines,
        recipient=recipient.lines,
        reference=reference,
        level=level,
        receipt=receipt,
        sheets=sheets,
        weight_g=sheets * _SHEET_G + _ENVELOPE_G,
    )
    problems = (
        *(f"Destinataire\u00a0: {words}" for words in recipient.problems),
        *(f"Expéditeur\u00a0: {words}" for words in sender.problems),
    )
    files = (
        ("lettre.pdf", letter),
        *enclosures,
        ("enveloppe.pdf", envelope(slip)),
        ("bordereau.txt", slip_text(slip).encode()),
        ("a-faire.txt", checklist(slip, problems, [name for name, _ in enclosures]).encode()),
    )
    return Kit(files, slip, problems)


def slip_text(slip: Slip) -> str:
    """The slip's fields, in the order in which they are filled in."""
    receipt = "oui" if slip.receipt else "non"
    return "\n".join(
        (
            "BORDEREAU DE RECOMMANDÉ",
            "",
            "Destinataire",
            *(f"  {line}" for line in slip.recipient),
            "",
            "Expéditeur",
            *(f"  {line}" for line in slip.sender),
            "",
            f"Niveau de garantie\u00a0: {slip.level}",
            f"Avis de réception\u00a0: {receipt}",
            f"Référence à noter\u00a0: {slip.reference}",
            f"Poids estimé\u00a0: {slip.weight_g}\u00a0g "
            f"(tranche jusqu’à {_step(slip.weight_g)}\u00a0g)",
            "",
        )
    )


def checklist(slip: Slip, problems: Sequence[str], enclosures: Sequence[str]) -> str:
    """What to do, one line each, from the printer to the tracking number."""
    with_receipt = " avec avis de réception" if slip.receipt else ""
    to_print = ", ".join(("lettre.pdf", *enclosures))
    steps = (
        f"Imprimez {to_print} ({slip.sheets} page{'s' if slip.sheets > 1 else ''}, "
        "sur le recto seulement).",
        "Relisez, puis signez la lettre à la main.",
        "Gardez une copie de la lettre signée.",
        "Agrafez les feuilles et pliez-les aux repères\u00a0: l’adresse paraît dans la fenêtre.",
        "Sans enveloppe à fenêtre, imprimez enveloppe.pdf ou recopiez l’adresse.",
        f"Au bureau de poste, demandez un recommandé {slip.level}{with_receipt} et remplissez "
        "le bordereau d’après bordereau.txt.",
        "Faites tamponner la preuve de dépôt et gardez-la\u00a0: c’est elle qui fait foi.",
        "Dans relance, saisissez le numéro de suivi et la date de dépôt.",
        "Au retour de l’avis de réception, notez-en la date et le sort, et gardez-le.",
    )
    lines = [f"ENVOI RECOMMANDÉ, référence {slip.reference}", ""]
    if problems:
        lines += ["AVANT TOUT, à corriger dans relance\u00a0:"]
        lines += [f"  ! {problem}" for problem in problems]
        lines += [""]
    lines += [f"[ ] {number}. {step}" for number, step in enumerate(steps, 1)]
    lines += [
        "",
        "Tant que le numéro de suivi n’est pas saisi, la lettre compte comme non postée.",
        "",
    ]
    return "\n".join(lines)


def _pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def _step(weight_g: int) -> int:
    return next((step for step in _STEPS_G if weight_g <= step), _STEPS_G[-1])
