"""Asking the BODACC: whole answers, or the names of those about whom nothing was learnt."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stdnum import luhn

from relance.channels.bodacc import BodaccServer, Lookup, Reason, look_up
from relance.channels.bodacc.client import BATCH, PAGE
from relance.intake.bodacc import read_announcements
from tests.certificates import certificates
from tests.channels.bodacc.service import Service, serving, waited
from tests.intake.bodacc.notices import record

CAFE, OTHER = "552100554", "732829320"


def numbers(count: int) -> list[str]:
    """So many valid SIRENs."""
    stems = [f"{10_000_000 + place}" for place in range(count)]
    return [stem + luhn.calc_check_digit(stem) for stem in stems]


def notice(siren: str, place: int = 0, on: str = "2026-09-09", **changes: Any) -> dict[str, Any]:
    spaced = f"{siren[:3]} {siren[3:6]} {siren[6:]}"
    number = f"A20260172{place:05}"
    return record(id=number, registre=[spaced, siren], dateparution=on, **changes)


def ask(service: Service, sirens: list[str], since: date | None = None) -> Lookup:
    quick = BodaccServer(service.url, connect_seconds=4, read_seconds=1, page_seconds=2)
    return look_up(sirens, since=since, server=quick)


def found(lookup: Lookup) -> list[str]:
    return [
        one["id"] for page in lookup.pages for one in json.loads(page)["results"]
    ]  # fmt: skip


def test_the_answer_goes_to_the_reader_as_it_came() -> None:
    """What the channel brings is what the reader of announcements reads."""
    with serving([notice(CAFE), notice("404833048", 1)]) as service:
        lookup = ask(service, [CAFE, OTHER])

    assert lookup.complete
    assert lookup.answered == (CAFE, OTHER)
    [page] = lookup.pages
    [one] = read_announcements(page, file="api").announcements
    assert (one.siren, one.published_on) == (CAFE, date(2026, 9, 9))


def test_only_numbers_and_a_day_leave_the_machine() -> None:
    """The names of clients are nobody's business; a SIREN alone is public."""
    with serving([]) as service:
        ask(service, [CAFE], date(2026, 9, 1))
    [query] = service.asked

    assert query["where"] == (
        f'registre in ("{CAFE}") and familleavis in ("collective", '
        '"retablissement_professionnel", "conciliation", "inconnue") '
        "and dateparution >= date'2026-09-01'"
    )


def test_since_leaves_out_what_was_read_before() -> None:
    """A daily look asks for some days, not for the whole history of each client."""
    known = [notice(CAFE, 1, "2026-09-01"), notice(CAFE, 2, "2026-09-02")]
    with serving(known) as service:
        assert found(ask(service, [CAFE], date(2026, 9, 2))) == ["A2026017200002"]


def test_accounts_and_sales_are_not_asked_for() -> None:
    """They are nine notices in ten, and stop no dunning."""
    with serving([notice(CAFE, 1, familleavis="dpc"), notice(CAFE, 2)]) as service:
        assert found(ask(service, [CAFE])) == ["A2026017200002"]


def test_every_page_of_every_batch_is_read_once() -> None:
    """A company on the second page or in the last batch is as insolvent as the first."""
    sirens = numbers(2 * BATCH + 3)
    known = [notice(siren, 5 * place + again) for place, siren in enumerate(sirens)
             for again in range(5)]  # fmt: skip
    with serving(known) as service:
        lookup = ask(service, [*sirens, sirens[0]])

    assert sorted(found(lookup)) == sorted(one["id"] for one in known)
    assert lookup.answered == tuple(sirens)
    assert [one["offset"] for one in service.asked] == ["0", "100", "200"] * 2 + ["0"]


def test_a_batch_with_too_many_notices_is_cut_in_two() -> None:
    """Past some pages the service stops paging: the rest would be lost without a word."""
    sirens = numbers(4)
    known = [notice(siren, 900 * place + again) for place, siren in enumerate(sirens)
             for again in range(900)]  # fmt: skip
    with serving(known) as service:
        lookup = ask(service, sirens)

    assert lookup.complete
    assert len(set(found(lookup))) == len(known)
    assert all(int(one["offset"]) < 20 * PAGE for one in service.asked)


def test_one_company_with_more_notices_than_pages_is_not_half_read() -> None:
    """No company has two thousand notices: the filter was not understood."""
    with serving([notice(CAFE, place) for place in range(2001)]) as service:
        lookup = ask(service, [CAFE])

    assert (lookup.pages, lookup.answered) == ((), ())
    assert lookup.missing[0].reason is Reason.STRANGE


@pytest.mark.parametrize(
    "bad", ["", "12345678", "1234567890", '123456789") or ("1"="1', "١٢٣٤٥٦٧٨٩"]
)
def test_what_is_no_number_is_never_sent(bad: str) -> None:
    """A quote in a number would change the question, and the answer would be believed."""
    with serving([]) as service:
        lookup = ask(service, [bad, CAFE])

    assert lookup.answered == (CAFE,)
    [missing] = lookup.missing
    assert (missing.reason, missing.sirens, missing.later) == (Reason.BAD_SIREN, (bad,), False)
    assert not bad or bad not in service.asked[0]["where"]


@pytest.mark.parametrize(
    ("mode", "reason", "later"),
    [
        ("busy", Reason.BUSY, True),
        ("broken", Reason.BROKEN, True),
        ("elsewhere", Reason.REFUSED, False),
        ("no json", Reason.STRANGE, False),
        ("another shape", Reason.STRANGE, False),
        ("deep", Reason.STRANGE, False),
        ("bomb", Reason.STRANGE, False),
        ("fewer than said", Reason.INCOMPLETE, True),
        ("cut", Reason.INCOMPLETE, True),
        ("silent", Reason.SILENT, True),
        ("drip", Reason.SILENT, True),
    ],
)
def test_no_answer_is_never_no_procedure(mode: str, reason: Reason, later: bool) -> None:
    """A service that is down must not let a letter go to an insolvent client."""
    began = time.monotonic()
    with serving([notice(CAFE)], mode) as service:
        lookup = ask(service, [CAFE, OTHER])
        assert waited(began) < 8

    assert (lookup.pages, lookup.answered) == ((), ())
    [missing] = lookup.missing
    assert (missing.reason, missing.later) == (reason, later)
    assert missing.sirens == (CAFE, OTHER)
    assert missing.why.endswith("Rien n’a été appris\u00a0: 2 clients restent à vérifier.")


def test_the_services_own_words_are_told() -> None:
    """«Too many requests» tells an expert at once what to do."""
    with serving([], "busy") as service:
        [missing] = ask(service, [CAFE]).missing

    assert (missing.code, missing.reply) == (429, "Too many requests on the domain.")
    assert "«\u00a0Too many requests on the domain.\u00a0»" in missing.why


def test_an_answer_may_come_packed() -> None:
    """The service packs its answers when it likes."""
    with serving([notice(CAFE)], "packed") as service:
        assert found(ask(service, [CAFE])) == ["A2026017200000"]


def test_what_was_answered_before_the_failure_is_kept() -> None:
    """The opening found in the first batch counts, even if the second never came."""
    sirens = numbers(BATCH + 1)
    with serving([notice(sirens[0])], "second batch broken") as service:
        lookup = ask(service, sirens)

    assert len(found(lookup)) == 1
    assert lookup.answered == tuple(sirens[:BATCH])
    assert [one.sirens for one in lookup.missing] == [(sirens[BATCH],)]


def test_a_batch_whose_second_page_fails_is_not_answered() -> None:
    """Half of the pages say nothing about who stands on the others."""
    sirens = numbers(2)
    known = [notice(sirens[0], place) for place in range(150)]
    with serving(known, "second page broken") as service:
        lookup = ask(service, sirens)

    assert (lookup.pages, lookup.answered) == ((), ())
    assert lookup.missing[0].sirens == tuple(sirens)


def test_nothing_is_asked_over_an_open_line() -> None:
    """A stranger on the way could answer «no procedure» for every client."""
    lookup = look_up([CAFE], server=BodaccServer("http://bodacc.example"))

    assert lookup.missing[0].reason is Reason.INSECURE


def test_a_service_that_is_not_there_is_said_to_be_unreachable() -> None:
    """The port of a service that has ended: nothing listens."""
    with serving([]) as service:
        url = service.url
    lookup = look_up([CAFE], server=BodaccServer(url, connect_seconds=2))

    assert lookup.missing[0].reason is Reason.UNREACHABLE


def test_nobody_asked_nothing_sent() -> None:
    """No client with a SIREN: no request at all."""
    assert look_up([], server=BodaccServer("http://bodacc.example")) == Lookup((), (), ())


@pytest.mark.parametrize("wrong", ["unknown authority", "self-signed"])
def test_a_service_that_cannot_prove_its_name_is_not_believed(wrong: str, tmp_path: Path) -> None:
    """Whoever answers with a certificate of nobody's may say «no procedure» for all."""
    with serving([notice(CAFE)]) as service:
        context = certificates(tmp_path).contexts[wrong]
        service.socket = context.wrap_socket(service.socket, server_side=True)
        secure = service.url.replace("http:", "https:")
        lookup = look_up([CAFE], server=BodaccServer(secure, connect_seconds=2, read_seconds=2))

    assert lookup.missing[0].reason is Reason.BAD_CERTIFICATE
    assert service.asked == []
