"""What a creditor changed in the shipped words, before he gives his own up."""

from __future__ import annotations

from relance.notices.text import Paragraph, Text
from relance.notices.text_differences import Difference, Run, differences

HELLO = Paragraph("{salutation}")
THANKS = Paragraph("Merci de votre patience.", "Merci de ta patience.", ("one", "no rest"))
PAYMENT = Paragraph(block="payment")
SHIPPED = Text("kind_email", "Facture {numeros}", (HELLO, THANKS, PAYMENT))


def test_the_same_text_differs_nowhere() -> None:
    """A page that shows differences where there are none would be read once, then never."""
    assert differences(SHIPPED, SHIPPED) == []


def test_words_are_compared_one_by_one() -> None:
    """The word that changed is seen in its sentence, with its case and its tu."""
    mine = Paragraph("Merci de votre grande patience.", THANKS.familiar, THANKS.conditions)
    (found,) = differences(SHIPPED, Text("kind_email", SHIPPED.subject, (HELLO, mine, PAYMENT)))

    assert found.where == "Paragraphe 2"
    assert "".join(one.words for one in found.runs if one.mark != "new") == (
        "[Seulement si une seule facture est réclamée et tout est payé]\n"
        "Merci de votre patience.\n[Si vous vous tutoyez] Merci de ta patience."
    )
    assert [one for one in found.runs if one.mark != "same"] == [Run("new", "grande ")]


def test_added_removed_and_renamed() -> None:
    """A block that is gone is the first thing to see."""
    mine = Text("kind_email", "Rappel", (HELLO, THANKS, Paragraph("À bientôt."), HELLO))

    assert differences(SHIPPED, mine) == [
        Difference("Objet", (Run("gone", "Facture {numeros}\n"), Run("new", "Rappel"))),
        Difference(
            "Paragraphe 3",
            (Run("gone", "[les moyens de payer]\n"), Run("new", "À bientôt.")),
        ),
        Difference("Paragraphe 4", (Run("new", "{salutation}"),)),
    ]
    assert [one.where for one in differences(mine, SHIPPED)][-1] == "Paragraphe retiré"
