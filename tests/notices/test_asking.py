"""What a notice asks to pay: one amount, the same in its words, its bank lines and its code."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from pypdf import PdfReader

from relance.case import Creditor, Money
from relance.case.entries import PaymentReceived
from relance.notices import NotWritable, email_bytes, letter_pdf, read_text, write
from relance.notices.asking import asked_of, payment_link
from relance.notices.text import BLOCKS, KINDS
from relance.notices.write import QR_TOLD
from relance.notices.written import Email, Letter
from tests.notices.cases import CREDITOR, GIVEN, SITE, D

INSTANT = datetime(2026, 4, 7, 8, tzinfo=UTC)


def sent(mail: Email) -> EmailMessage:
    content = email_bytes(
        mail, identity="a" * 32, date=INSTANT, sender="c@d.example", sender_name="Claire"
    )
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def printed(letter: Letter) -> str:
    pages = PdfReader(io.BytesIO(letter_pdf(letter))).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


def mail_of(name: str) -> Email:
    written = write(GIVEN[name].facts())
    assert isinstance(written, Email)
    return written


def letter_of(name: str) -> Letter:
    written = write(GIVEN[name].facts())
    assert isinstance(written, Letter)
    return written


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("kind-part-paid", "700,00"),  # the rest of the invoice, not the invoice
        ("confirmation-cash-tu", "600,00"),  # the promised sum
        ("small-rest", "2,40"),
        ("promise-kept-rest-tu", "600,00"),
    ],
)
def test_a_mail_asks_one_amount(name: str, amount: str) -> None:
    """A debtor who scans the code must pay what the words ask, to the cent."""
    mail = mail_of(name)

    assert f"Montant\u00a0: {amount}\u00a0€\nRéférence à rappeler\u00a0: F-12" in mail.text
    assert [one.says for one in mail.enclosed if one.inline] == [f"{amount}\u00a0€"]


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("notice", "1\u202f257,98"),  # the total of the statement of that day
        ("reminder", "1\u202f200,00"),  # charges are named and not counted
        ("plan-default", "400,00"),  # the missed installment, not the whole rest
        ("plan-default-part-paid-two-missing", "350,00"),
    ],
)
def test_a_letter_asks_one_amount(name: str, amount: str) -> None:
    """Its bank lines, its code and its words agree."""
    letter = letter_of(name)

    assert ("Montant", f"{amount}\u00a0€") in letter.payment
    assert f"{amount}\u00a0€" in letter.payment_alt
    assert letter.asks == f"{amount}\u00a0€"


def test_the_code_of_a_mail_is_a_picture_under_its_words() -> None:
    """The words come first and say all: a debtor who sees no picture can pay too."""
    message = sent(mail_of("kind-one"))
    words, picture = message.iter_parts()

    assert message.get_content_type() == "multipart/mixed"
    assert "FR76" in words.get_content() and QR_TOLD in words.get_content()
    assert picture.get_content_type() == "image/png"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_filename() == "virement-F-12.png"
    assert picture["Content-ID"] == f"<{'a' * 32}.1@d.example>"
    assert picture.get_content().startswith(b"\x89PNG")


def test_a_hostile_number_makes_a_tame_file_name() -> None:
    """A file called «../../x.exe» or with a line break must not leave under our name."""
    invoice = replace(SITE, number='../../F 1"\r\nX: 1\\é.exe')
    mail = write(replace(GIVEN["kind-one"], invoices=(invoice,), happened=()).facts())

    assert isinstance(mail, Email)
    assert [one.name for one in mail.enclosed] == ["virement-..-..-F-1-X-1-.exe.png"]


def test_a_mail_whose_amount_was_changed_by_hand_leaves_without_its_code() -> None:
    """The code would still ask the old sum."""
    mail = mail_of("kind-one")
    changed = replace(mail, text=mail.text.replace("1\u202f200,00", "1\u202f000,00"))
    same = replace(mail, text=mail.text.replace("\u202f", " ").replace("\u00a0", " "))

    assert changed.leaving_with == ()
    assert QR_TOLD not in sent(changed).get_content()
    assert not sent(changed).is_multipart()
    assert same.leaving_with == mail.enclosed


def test_a_letter_whose_amount_was_changed_by_hand_prints_no_code() -> None:
    """The same for a letter: neither the code nor our amount contradict the writer's."""
    letter = letter_of("notice")
    blocks = tuple((b, words.replace("257,98", "200,00")) for b, words in letter.blocks)
    changed = replace(letter, blocks=blocks)

    assert letter.asks_the_same and not changed.asks_the_same
    assert "se lit avec l’application" in printed(letter) and "Montant 1" in printed(letter)
    assert "se lit avec l’application" not in printed(changed)
    assert "Montant 1" not in printed(changed) and "FR76" in printed(changed)


@pytest.mark.parametrize(
    "changes",
    [{"iban": "FR7630006000011234567890188"}, {"iban": ""}, {"name": "é" * 400, "iban": "TN59"}],
)
def test_without_a_sound_iban_there_is_no_code_but_a_reference(changes: dict[str, str]) -> None:
    """Who pays by another way must still know what to write."""
    found = asked_of(replace(CREDITOR, **changes), Money.of("12"), "F-1")  # type: ignore[arg-type]

    assert found.payload == ""
    assert found.details[-2:] == (("Montant", "12,00\u00a0€"), ("Référence à rappeler", "F-1"))


def test_dollars_make_no_code() -> None:
    """A SEPA transfer is in euros: «EUR1200» for 1 200 dollars would be another sum."""
    assert mail_of("kind-dollars").enclosed == ()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "thank_you"])
def test_every_notice_that_asks_says_the_reference(kind: str) -> None:
    """A transfer without a reference is a quarter of an hour for somebody."""
    named = [name for name, one in GIVEN.items() if one.kind == kind]
    for name in named:
        written = write(GIVEN[name].facts())
        if name in ("promise-kept", "confirmation-not-satisfied"):
            continue  # all is paid, or he is asked what is wrong: no money is asked
        if isinstance(written, Email):
            assert "Référence à rappeler\u00a0: F-" in written.text, name
        else:
            assert ("payment", "") in written.blocks, name
            assert [n for n, _ in written.payment].count("Référence à rappeler") == 1, name
    assert named


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://pay.example/f?x=1#a", True),
        ("https://pay.example:8443", True),
        ("http://pay.example", False),
        ("javascript:alert(1)", False),
        ("https://bank.example@evil.example/", False),
        ("https://pay.example/ évil", False),
        ("https://pay.example/\nX-Header: 1", False),
        ("https://", False),
        ("", False),
        ("https://pay.example/" + "x" * 500, False),
    ],
)
def test_only_a_plain_https_link_is_printed(link: str, kept: bool) -> None:
    """A link in a demand for money is what swindlers forge."""
    creditor: Creditor = replace(CREDITOR, payment_link=link)

    assert payment_link(creditor) == (link if kept else "")
    given = replace(GIVEN["kind-one"], creditor=creditor)
    warned = {one.code for one in write(given.facts()).warnings}
    assert ("payment_link_wrong" in warned) == (bool(link) and not kept)


def test_the_promised_day_goes_with_its_confirmation() -> None:
    """The debtor puts it in his agenda with one click; the event is the same each time."""
    mail = mail_of("confirmation-cash-tu")
    agenda = next(one for one in mail.enclosed if one.media_type == "text/calendar")
    parts = list(sent(mail).iter_parts())

    assert [part.get_content_type() for part in parts] == [
        "text/plain",
        "image/png",
        "text/calendar",
    ]
    assert parts[2].get_filename() == "paiement-2026-05-01.ics"
    assert agenda.content.count(b"BEGIN:VEVENT") == 1
    again = mail_of("confirmation-cash-tu").enclosed
    assert again == mail.enclosed


def test_a_confirmation_without_a_promise_has_no_date_to_keep() -> None:
    """Nothing was promised: an event in the agenda would be an invention."""
    mail = mail_of("confirmation-not-satisfied")
    assert mail.enclosed == ()
    assert "IBAN" not in mail.text, "who contests is not sent a code to pay"
    assert mail.warnings == ()


def test_a_text_of_ones_own_that_asks_the_total_gets_the_code_of_the_total() -> None:
    """The code follows the words, not the name of the step."""
    own = read_text(
        'subject: "A"\nparagraphs: ["Je vous demande {total}.", {block: payment}]', "kind_email"
    )
    given = replace(GIVEN["notice"], kind="kind_email")
    mail = write(given.facts(), {"kind_email": own})

    assert isinstance(mail, Email)
    assert "Montant\u00a0: 1\u202f257,98\u00a0€" in mail.text


def test_the_notice_of_a_missed_installment_leaves_the_agreed_delay() -> None:
    """A shorter delay would make the acceleration void, and the debtor's lawyer happy."""
    short = replace(GIVEN["plan-default"], deadline_on=D(2026, 6, 17))
    enough = replace(GIVEN["plan-default"], deadline_on=D(2026, 6, 18))

    with pytest.raises(NotWritable, match="8\u00a0jours"):
        write(short.facts())
    assert isinstance(write(enough.facts()), Letter)


def test_a_promise_that_was_kept_in_part_is_not_called_broken() -> None:
    """«Je ne l’ai pas reçu» to a debtor who paid what he promised is a lie, and costs the client."""
    given = GIVEN["reminder-promise-part-paid"]
    paid = (D(2026, 4, 24), PaymentReceived(Money.of("600")))
    kept = replace(given, happened=(given.happened[0], paid))

    assert given.facts().broken_promise is not None
    assert kept.facts().broken_promise is None
    letter = write(kept.facts())
    assert isinstance(letter, Letter)
    assert not any("annoncé" in words for _, words in letter.blocks)


def test_the_blocks_of_a_text_are_those_the_desk_knows() -> None:
    """The desk shows a mark for each block: a fifth one would have none."""
    assert BLOCKS == ("invoices", "statement", "payment", "listed")


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ('["Merci de payer {montant}."]', True),
        ('["Merci de payer {montant}, référence {reference}."]', False),
        ('["Merci de payer.", {block: payment}]', False),
        ('["Merci de payer.", {block: payment, if: consumer}]', True),
    ],
)
def test_a_text_of_ones_own_that_forgets_the_reference_is_told(words: str, warned: bool) -> None:
    """The writer learns it before the transfer comes in without a name."""
    own = read_text(f'subject: "A"\nparagraphs: {words}', "kind_email")
    mail = write(GIVEN["kind-one"].facts(), {"kind_email": own})

    assert ("reference_missing" in {one.code for one in mail.warnings}) == warned


@pytest.mark.parametrize("path", ["f-12", "f-12/" + "a" * 150])
def test_a_payment_page_is_a_link_in_a_letter(path: str) -> None:
    """Who reads the PDF on a screen clicks; who reads it on paper sees the whole address."""
    link = f"https://paiement.duval.example/{path}"
    given = replace(GIVEN["notice"], creditor=replace(CREDITOR, payment_link=link))
    letter = write(given.facts())
    assert isinstance(letter, Letter)
    page = PdfReader(io.BytesIO(letter_pdf(letter))).pages[0]

    assert link in "".join(page.extract_text().replace("\u200b", "").split())
    assert {one.get_object()["/A"]["/URI"] for one in page["/Annots"]} == {link}  # type: ignore[attr-defined]
