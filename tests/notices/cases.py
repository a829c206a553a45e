"""The cases the notices are read on: one creditor, several debtors, what happened to each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from relance.case import (
    Address,
    Collector,
    Contact,
    Creditor,
    CreditorMode,
    Debtor,
    DebtorKind,
    Formality,
    Gender,
    Invoice,
    Money,
    Terms,
    replay,
)
from relance.case.entries import (
    CallMade,
    CallOutcome,
    CaseOpened,
    Channel,
    DisputeOpened,
    Entry,
    Fact,
    Installment,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    PlanAgreed,
    PromiseMade,
)
from relance.claim import statement
from relance.law import LawBook
from relance.notices import NoticeFacts

LAW = LawBook.load()
CREDITOR = Creditor(
    "1",
    "Atelier Duval",
    legal_form="EI",
    siren="732829320",
    address=Address(("12 rue de l’Été",), "69003", "Lyon"),
    email="claire@atelier-duval.example",
    phone="04 78 00 00 01",
    iban="FR7630006000011234567890189",
    signatory="Claire Duval",
)
JULIE = Contact(
    "1", "Julie Martin", email="julie@cafe.example", phone="+33478000002", gender=Gender.WOMAN
)
SAM = Contact(
    "2", "Sam Oger", email="sam@cafe.example", phone="+33478000003", formality=Formality.TU
)
CAFE = Debtor(
    "1",
    "Café de l’Estuaire",
    DebtorKind.BUSINESS,
    siren="552100554",
    address=Address(("3 place du Marché",), "75011", "Paris"),
    contacts=(JULIE,),
)
SITE = Invoice("F-12", date(2026, 3, 1), date(2026, 3, 31), Money.of("1200"), "Refonte du site")
LOGO = Invoice("F-13", date(2026, 3, 8), date(2026, 4, 7), Money.of("480.50"), "Logo")
MAIL = NoticeSent("n1", "kind_email", Channel.EMAIL, ("F-12",), contact="1")
LETTER = NoticeSent(
    "n2", "formal_reminder", Channel.LETTER, ("F-12",), deadline_on=date(2026, 5, 8)
)
THREE_TIMES = PlanAgreed(
    "P-1",
    tuple(Installment(date(2026, month, 4), Money.of("400")) for month in (5, 6, 7)),
    ("F-12",),
)
EVERY_TWO_WEEKS = PlanAgreed(
    "P-2",
    tuple(
        Installment(on, Money.of("300"))
        for on in (date(2026, 6, 1), date(2026, 6, 15), date(2026, 7, 1), date(2026, 7, 15))
    ),
    ("F-12",),
    acceleration=False,
)


@dataclass(frozen=True)
class Given:
    """One case: the kind of notice, its day, who, which invoices, what happened before."""

    kind: str
    on: date
    happened: tuple[tuple[date, Fact], ...] = ()
    invoices: tuple[Invoice, ...] = (SITE,)
    debtor: Debtor = CAFE
    creditor: Creditor = CREDITOR
    demanded: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    deadline_on: date | None = None
    outcome: CallOutcome | None = None
    attached: bool = True

    def facts(self) -> NoticeFacts:
        instant = datetime(2026, 3, 1, 9, tzinfo=UTC)
        currency = self.invoices[0].amount.currency
        told: list[tuple[date, Fact]] = [
            (self.invoices[0].issued_on, CaseOpened("cinq-etapes", currency, self.debtor.kind)),
            *((one.issued_on, InvoiceAdded(one)) for one in self.invoices),
            *self.happened,
        ]
        state = replay(
            Entry(place, on, instant, "moi", fact) for place, (on, fact) in enumerate(told, 1)
        )
        demanded = self.demanded or tuple(
            one.number for one in self.invoices if one.number not in self.listed
        )
        return NoticeFacts(
            kind=self.kind,
            today=self.on,
            creditor=self.creditor,
            debtor=self.debtor,
            contact=self.debtor.contacts[0] if self.debtor.contacts else None,
            state=state,
            statement=statement(
                state, on=self.on, law=LAW, without_disputed=True, invoices=demanded
            ),
            invoices=demanded,
            listed=self.listed,
            deadline_on=self.deadline_on,
            outcome=self.outcome,
            attached=demanded if self.attached else (),
        )


def _who(**changes: object) -> Debtor:
    return replace(CAFE, **changes)  # type: ignore[arg-type]


COLLECTOR = Collector(
    "Recouvrement du Rhône",
    legal_form="SARL",
    siren="404833048",
    share_capital="8 000 €",
    registry="RCS Lyon 404 833 048",
    address=Address(("5 quai Perrache",), "69002", "Lyon"),
    email="dossiers@recouvrement.example",
    phone="04 78 00 00 09",
    signatory="Paul Aubry",
    signatory_role="gérant",
    insurance="Assurances du Rhône, contrat 1234",
    account="FR7630006000011234567890189",
    declared_on=date(2026, 1, 12),
)
FOR_ANOTHER = replace(CREDITOR, mode=CreditorMode.COLLECTOR, collector=COLLECTOR)
TU = _who(contacts=(SAM,))
CONSUMER = _who(name="Hélène Caradec", kind=DebtorKind.CONSUMER, siren="")
PUBLIC = _who(name="Mairie de Plouvenez", kind=DebtorKind.PUBLIC)
NOBODY_SAID = _who(kind=None)
D = date

GIVEN: dict[str, Given] = {
    "courtesy-one": Given("courtesy", D(2026, 3, 27)),
    "courtesy-many-tu": Given("courtesy", D(2026, 3, 30), invoices=(SITE, LOGO), debtor=TU),
    "kind-one": Given("kind_email", D(2026, 4, 7)),
    "kind-one-tu": Given("kind_email", D(2026, 4, 7), debtor=TU),
    "kind-many": Given("kind_email", D(2026, 4, 14), invoices=(SITE, LOGO)),
    "kind-many-tu": Given("kind_email", D(2026, 4, 14), invoices=(SITE, LOGO), debtor=TU),
    "kind-no-file-no-iban": Given(
        "kind_email", D(2026, 4, 7), creditor=replace(CREDITOR, iban="", phone=""), attached=False
    ),
    "kind-part-paid": Given(
        "kind_email", D(2026, 4, 7), ((D(2026, 4, 2), PaymentReceived(Money.of("500"))),)
    ),
    "kind-dollars": Given(
        "kind_email", D(2026, 4, 7), invoices=(replace(SITE, amount=Money.of("1200", "USD")),)
    ),
    "confirmation-forgot": Given(
        "call_confirmation", D(2026, 4, 16),
        ((D(2026, 4, 16), CallMade("call", CallOutcome.FORGOT, ("F-12",))),
         (D(2026, 4, 16), PromiseMade(D(2026, 4, 24)))),
        outcome=CallOutcome.FORGOT,
    ),
    "confirmation-cash-tu": Given(
        "call_confirmation", D(2026, 4, 16),
        ((D(2026, 4, 16), CallMade("call", CallOutcome.CASH_PROBLEM, ("F-12",))),
         (D(2026, 4, 16), PromiseMade(D(2026, 5, 1), Money.of("600")))),
        outcome=CallOutcome.CASH_PROBLEM, debtor=TU,
    ),
    "confirmation-not-satisfied": Given(
        "call_confirmation", D(2026, 4, 16),
        ((D(2026, 4, 16), CallMade("call", CallOutcome.NOT_SATISFIED, ("F-12",))),),
        outcome=CallOutcome.NOT_SATISFIED,
    ),
    "reminder": Given(
        "formal_reminder", D(2026, 4, 30), ((D(2026, 4, 7), MAIL),), deadline_on=D(2026, 5, 11)
    ),
    "reminder-promise-broken-listed": Given(
        "formal_reminder", D(2026, 4, 30),
        ((D(2026, 4, 7), MAIL), (D(2026, 4, 16), CallMade("call", CallOutcome.FORGOT, ("F-12",))),
         (D(2026, 4, 16), PromiseMade(D(2026, 4, 22)))),
        invoices=(SITE, LOGO), listed=("F-13",), deadline_on=D(2026, 5, 11),
    ),
    "reminder-consumer": Given(
        "formal_reminder", D(2026, 4, 30), ((D(2026, 4, 7), MAIL),), debtor=CONSUMER,
        deadline_on=D(2026, 5, 11),
    ),
    "reminder-public": Given(
        "formal_reminder", D(2026, 4, 30), ((D(2026, 4, 7), MAIL),), debtor=PUBLIC,
        deadline_on=D(2026, 5, 11),
    ),
    "notice": Given(
        "formal_notice", D(2026, 5, 15), ((D(2026, 4, 7), MAIL), (D(2026, 4, 30), LETTER)),
        deadline_on=D(2026, 5, 26),
    ),
    "notice-clauses-disputed": Given(
        "formal_notice", D(2026, 7, 15),
        ((D(2026, 4, 7), MAIL), (D(2026, 4, 20), DisputeOpened("F-12", Money.of("200"))),
         (D(2026, 4, 30), LETTER)),
        invoices=(replace(SITE, terms=Terms("15", "10")),), deadline_on=D(2026, 7, 23),
    ),
    "notice-consumer": Given(
        "formal_notice", D(2026, 5, 15), ((D(2026, 4, 7), MAIL), (D(2026, 4, 30), LETTER)),
        debtor=CONSUMER, deadline_on=D(2026, 5, 26),
    ),
    "notice-public": Given(
        "formal_notice", D(2026, 5, 15), ((D(2026, 4, 7), MAIL), (D(2026, 4, 30), LETTER)),
        debtor=PUBLIC, deadline_on=D(2026, 5, 26),
    ),
    "notice-kind-unknown": Given(
        "formal_notice", D(2026, 5, 15), ((D(2026, 4, 7), MAIL),), debtor=NOBODY_SAID,
        deadline_on=D(2026, 5, 26),
    ),
    "notice-rate-unknown": Given(
        "formal_notice", D(2027, 1, 15), ((D(2026, 4, 7), MAIL), (D(2026, 4, 30), LETTER)),
        deadline_on=D(2027, 1, 25),
    ),
    "thanks": Given("thank_you", D(2026, 4, 9), ((D(2026, 4, 8), PaymentReceived(Money.of("1200"))),)),
    "thanks-many-tu": Given(
        "thank_you", D(2026, 4, 9), ((D(2026, 4, 8), PaymentReceived(Money.of("1680.50"))),),
        invoices=(SITE, LOGO), debtor=TU,
    ),
    "thanks-rest": Given("thank_you", D(2026, 4, 9), ((D(2026, 4, 8), PaymentReceived(Money.of("500"))),)),
    "promise-kept": Given(
        "promise_kept", D(2026, 4, 25),
        ((D(2026, 4, 7), MAIL), (D(2026, 4, 16), PromiseMade(D(2026, 4, 24))),
         (D(2026, 4, 24), PaymentReceived(Money.of("1200")))),
    ),
    "promise-kept-rest-tu": Given(
        "promise_kept", D(2026, 4, 25),
        ((D(2026, 4, 16), PromiseMade(D(2026, 4, 24), Money.of("600"))),
         (D(2026, 4, 24), PaymentReceived(Money.of("600")))),
        debtor=TU,
    ),
    "small-rest": Given(
        "small_rest", D(2026, 4, 9), ((D(2026, 4, 8), PaymentReceived(Money.of("1197.60"))),)
    ),
    "small-rest-tu": Given(
        "small_rest", D(2026, 4, 9), ((D(2026, 4, 8), PaymentReceived(Money.of("1197.60"))),),
        debtor=TU,
    ),
    "reminder-promise-part-paid": Given(
        "formal_reminder", D(2026, 4, 30),
        ((D(2026, 4, 16), PromiseMade(D(2026, 4, 24), Money.of("600"))),
         (D(2026, 4, 24), PaymentReceived(Money.of("250")))),
        deadline_on=D(2026, 5, 11),
    ),
    "kind-payment-link": Given(
        "kind_email", D(2026, 4, 7),
        creditor=replace(CREDITOR, payment_link="https://paiement.duval.example/f-12", bic="AGRIFRPP"),
    ),
    "plan-default": Given(
        "plan_default", D(2026, 6, 10),
        ((D(2026, 4, 20), THREE_TIMES), (D(2026, 5, 4), PaymentReceived(Money.of("400")))),
        deadline_on=D(2026, 6, 19),
    ),
    "plan-default-part-paid-two-missing": Given(
        "plan_default", D(2026, 6, 30),
        ((D(2026, 4, 20), EVERY_TWO_WEEKS),
         (D(2026, 6, 1), PaymentReceived(Money.of("250")))),
        deadline_on=D(2026, 7, 9),
    ),
    "mandated-reminder": Given(
        "formal_reminder", D(2026, 4, 20), creditor=FOR_ANOTHER, deadline_on=D(2026, 4, 28)
    ),
    "mandated-reminder-consumer-many": Given(
        "formal_reminder", D(2026, 4, 20), creditor=FOR_ANOTHER, debtor=CONSUMER,
        invoices=(SITE, LOGO), deadline_on=D(2026, 4, 28),
    ),
    "mandated-notice": Given(
        "formal_notice", D(2026, 5, 15), ((D(2026, 4, 30), LETTER),), creditor=FOR_ANOTHER,
        invoices=(replace(SITE, terms=Terms("15", "10")),), deadline_on=D(2026, 5, 26),
    ),
    "mandated-confirmation": Given(
        "call_confirmation", D(2026, 5, 6),
        ((D(2026, 4, 30), LETTER),
         (D(2026, 5, 6), CallMade("call", CallOutcome.CASH_PROBLEM, ("F-12",))),
         (D(2026, 5, 6), PromiseMade(D(2026, 5, 20), Money.of("600")))),
        outcome=CallOutcome.CASH_PROBLEM, creditor=FOR_ANOTHER, debtor=TU,
    ),
    "mandated-thanks": Given(
        "thank_you", D(2026, 4, 9), ((D(2026, 4, 8), PaymentReceived(Money.of("1200"))),),
        creditor=FOR_ANOTHER,
    ),
    "suspension": Given("suspension", D(2026, 5, 15), ((D(2026, 4, 7), MAIL),)),
}  # fmt: skip
"""Every kind of notice, on the cases where its French could go wrong."""
