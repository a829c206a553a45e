"""All that a person needs at the counter, in one folder."""

from __future__ import annotations

import io

from pypdf import PdfWriter

from relance.case.parties import Address
from relance.channels.letter import Slip, letter_kit, postal_lines

SENDER = postal_lines("Ana Lopez", Address(("3 rue Haute",), "34000", "Montpellier"))
RECIPIENT = postal_lines("Café de l’Été", Address(("12 rue de l’Église",), "69003", "Lyon"))


def pdf(pages: int) -> bytes:
    """That many blank pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_the_kit_has_all_in_the_order_of_use() -> None:
    """Whoever forgets the slip or the proof of posting must start again."""
    printed: list[Slip] = []

    def envelope(slip: Slip) -> bytes:
        printed.append(slip)
        return b"%PDF envelope"

    letter, invoice = pdf(2), pdf(1)
    kit = letter_kit(
        letter,
        sender=SENDER,
        recipient=RECIPIENT,
        reference="D-12",
        envelope=envelope,
        enclosures=[("facture-F-12.pdf", invoice)],
    )
    files = dict(kit.files)
    assert list(files) == [
        "lettre.pdf",
        "facture-F-12.pdf",
        "enveloppe.pdf",
        "bordereau.txt",
        "a-faire.txt",
    ]
    assert files["lettre.pdf"] == letter
    assert files["facture-F-12.pdf"] == invoice
    assert files["enveloppe.pdf"] == b"%PDF envelope"
    assert printed == [kit.slip]
    assert (kit.slip.level, kit.slip.receipt, kit.slip.sheets) == ("R1", True, 3)
    assert kit.slip.weight_g == 20
    assert kit.ready


def test_the_slip_says_what_to_copy_where() -> None:
    """At the counter nobody wants to look for a postcode."""
    kit = letter_kit(
        pdf(1), sender=SENDER, recipient=RECIPIENT, reference="D-12", envelope=lambda _: b""
    )
    text = dict(kit.files)["bordereau.txt"].decode()

    assert "Destinataire\n  CAFE DE L ETE\n  12 RUE DE L EGLISE\n  69003 LYON\n" in text
    assert "Expéditeur\n  ANA LOPEZ\n  3 RUE HAUTE\n  34000 MONTPELLIER\n" in text
    assert "Niveau de garantie\u00a0: R1" in text
    assert "Avis de réception\u00a0: oui" in text


def test_the_checklist_begins_with_what_is_wrong() -> None:
    """A letter without a postcode must not reach the counter."""
    lost = postal_lines("Café", Address(("12 rue",), "", "Lyon"))
    kit = letter_kit(
        pdf(1), sender=SENDER, recipient=lost, reference="D-12", envelope=lambda _: b""
    )
    text = dict(kit.files)["a-faire.txt"].decode()

    assert not kit.ready
    assert text.index("Le code postal doit avoir cinq chiffres") < text.index("Imprimez")
    for word in ("signez", "preuve de dépôt", "numéro de suivi", "avis de réception"):
        assert word in text
