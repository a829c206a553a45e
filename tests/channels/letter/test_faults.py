"""Whatever goes wrong on the line: never two letters for one key, never a false «accepted»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    Outcome,
    Prepared,
    Provider,
    RefusedForGood,
    RefusedForNow,
    Unanswered,
    Unknown,
)
from tests.channels.letter.contract_server import ACTED, CLEAR, ContractServer, Fault, Role
from tests.channels.letter.maileva_server import MailevaServer
from tests.channels.letter.parcels import KEY, PARCEL
from tests.channels.letter.providers import NAMES, provider_of, server_of

CODES = ("123456", "234567", "345678")


@pytest.fixture(params=NAMES)
def server(request: pytest.FixtureRequest) -> Iterator[ContractServer]:
    server = server_of(request.param)
    with server:
        yield server


def attempt(provider: Provider, *, code: str = CODES[0]) -> tuple[Outcome, bool]:
    """One way from the parcel to the decisive call, and whether `sending` was written."""
    warned: list[bool] = []
    prepared = provider.prepare(PARCEL)
    if not isinstance(prepared, Prepared):
        return prepared, False
    outcome = provider.commit(prepared, before_send=lambda: warned.append(True), code=code)
    assert len(warned) <= 1
    return outcome, bool(warned)


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_of_the_decisive_call(server: ContractServer, fault: Fault) -> None:
    """Sent or not, an answer that is missing or senseless is a doubt; a plain no is a no."""
    server.fail(Role.DECISIVE, fault)
    outcome, warned = attempt(provider_of(server))
    assert warned
    assert server.sent[KEY] == (1 if fault in ACTED else 0)
    if isinstance(server, MailevaServer) and fault in {Fault.HALF_ANSWER, Fault.GARBAGE_AFTER}:
        # Its yes has no body: the status says all, and a strange body is looked into at once.
        assert isinstance(outcome, Accepted)
    else:
        assert isinstance(outcome, RefusedForNow if fault in CLEAR else Unknown)
    decisive = [seen for seen in server.seen if server.role(seen) is Role.DECISIVE]
    assert len(decisive) == 1


@pytest.mark.parametrize("role", [Role.SIGN_IN, Role.STEP])
@pytest.mark.parametrize("fault", Fault)
def test_every_fault_before_the_decisive_call(
    server: ContractServer, role: Role, fault: Fault
) -> None:
    """Before the decisive call nothing can have been sent, so nothing may be in doubt."""
    server.fail(role, fault)
    provider = provider_of(server)
    outcome, warned = attempt(provider)
    if server.faults[role]:
        # Merci Facteur has no step before it sends, and AR24 does not sign in.
        assert (provider.name, role) in {("Merci Facteur", Role.STEP), ("AR24", Role.SIGN_IN)}
        return
    renewed = provider.name == "Maileva" and role is Role.STEP and fault is Fault.EXPIRED
    assert isinstance(outcome, Accepted if renewed else RefusedForNow)
    assert server.sent[KEY] == warned == renewed


def test_a_port_where_nobody_listens(server: ContractServer) -> None:
    """The service is down when the letter is due: certain, and worth another try later."""
    provider = provider_of(server)
    server.__exit__(None, None, None)
    outcome, warned = attempt(provider)
    assert isinstance(outcome, RefusedForNow)
    assert not outcome.asks
    assert not warned
    with pytest.raises(Unanswered):
        provider.events("123")
    server.__enter__()  # the fixture closes it


def test_the_service_goes_away_between_the_draft_and_the_yes(server: ContractServer) -> None:
    """Connection refused is not a lost answer: `sending` was never written."""
    provider = provider_of(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)
    server.__exit__(None, None, None)
    warned: list[bool] = []
    outcome = provider.commit(prepared, before_send=lambda: warned.append(True), code=CODES[0])
    assert isinstance(outcome, RefusedForNow)
    assert not warned
    server.__enter__()


def test_an_unfit_letter_is_shown_to_nobody(server: ContractServer) -> None:
    """A caller that forgets to check cannot send: the provider never hears of it."""
    unfit = replace(PARCEL, letter=b"not a PDF")
    outcome = provider_of(server).prepare(unfit)
    assert isinstance(outcome, RefusedForGood)
    assert "PDF" in outcome.why
    assert server.seen == []


def test_when_the_disk_is_full_nothing_leaves(server: ContractServer) -> None:
    """`before_send` could not write `sending`: its error comes through and nothing was sent."""
    provider = provider_of(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)

    def full() -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        provider.commit(prepared, before_send=full, code=CODES[0])
    assert not server.sent


def test_no_secret_is_ever_shown(server: ContractServer) -> None:
    """An outcome goes into the journal and the log: no password, token or key in any of them."""
    provider = provider_of(server)
    shown = [repr(provider), repr(vars(provider)), repr(attempt(provider))]
    for fault in Fault:
        server.fail(Role.DECISIVE, fault)
        server.fail(Role.STEP, fault)
        shown.append(repr(attempt(provider)))
        shown.append(repr(provider.find(KEY)))
    text = " ".join(shown)
    for secret in ("nobody may see", "7X9gx9E3Qx4EiUdB63nc", "token-", "123456"):
        assert secret not in text


faults = st.lists(
    st.tuples(st.sampled_from([Role.SIGN_IN, Role.STEP, Role.DECISIVE]), st.sampled_from(Fault)),
    max_size=6,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=st.sampled_from(NAMES), plan=faults)
def test_never_two_letters_for_one_key(name: str, plan: list[tuple[Role, Fault]]) -> None:
    """The caller's own rule, three tries long: again after a certain no, never after a doubt."""
    server = server_of(name)
    with server:
        for role, fault in plan:
            server.fail(role, fault)
        provider = provider_of(server)
        doubt = False
        for code in CODES:
            outcome, warned = attempt(provider, code=code)
            assert server.sent[KEY] <= 1
            if isinstance(outcome, Accepted):
                assert server.sent[KEY] == 1
                return
            if isinstance(outcome, Unknown):
                assert warned
                doubt = True
                break
            assert isinstance(outcome, RefusedForNow | RefusedForGood)
            assert server.sent[KEY] == 0
        if doubt:
            trace = provider.find(KEY)
            if isinstance(trace, Accepted):
                assert server.sent[KEY] == 1
            elif not isinstance(trace, CannotTell):
                assert server.sent[KEY] == 0


def test_trying_again_after_a_doubt_would_double() -> None:
    """Why the rule exists: with AR24, which knows no key of ours, a second try is a second letter."""
    server = server_of("ar24")
    with server:
        server.fail(Role.DECISIVE, Fault.CUT_AFTER)
        provider = provider_of(server)
        outcome, _ = attempt(provider, code=CODES[0])
        assert isinstance(outcome, Unknown)
        attempt(provider, code=CODES[1])
        assert server.sent[KEY] == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_same_letter_asked_twice(name: str) -> None:
    """Two presses of the yes. Maileva says «already», Merci Facteur refuses: one letter each."""
    server = server_of(name)
    with server:
        provider = provider_of(server)
        first, _ = attempt(provider, code=CODES[0])
        assert isinstance(first, Accepted)
        if name == "ar24":
            found = provider.find(KEY)
            assert isinstance(found, Accepted)
            assert found.deposited.reference == first.deposited.reference
            return
        second, _ = attempt(provider, code=CODES[1])
        assert server.sent[KEY] == 1
        assert isinstance(second, Accepted if name == "maileva" else Unknown)
