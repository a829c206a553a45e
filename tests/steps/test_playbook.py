"""A playbook as people write it: read, or refused with every problem and its place."""

from __future__ import annotations

import pytest

from relance.case import CreditorMode
from relance.case.entries import Channel
from relance.notices.text import KINDS
from relance.steps import Approval, BadPlaybook, Tone, builtin, check_playbook, read_playbook
from relance.steps.playbook import TEXTS
from relance.steps.usual import BESIDE

GOOD = """
name: Le mien
after_broken_promise: letter
steps:
  - {key: mail, name: Mon mail, from: 5, until: 8, channel: email, tone: kind, gap: 2}
  - {key: ring, name: Mon appel, from: 12, channel: phone}
  - {key: letter, name: Ma lettre, from: 20, channel: letter, tone: firm, deadline: 10}
  - {key: formal_notice, name: Mise en demeure, from: 40, channel: letter, tone: formal}
  - {key: court_file, name: Tribunal, from: 70, channel: court}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(BadPlaybook) as bad:
        read_playbook(text, "mine")
    assert str(bad.value) == "\n".join(bad.value.problems)
    return [one.replace("\u00a0", " ") for one in bad.value.problems]


def step(written: str) -> str:
    """A playbook with that one step beside a good one."""
    good = "{key: mail, name: Mail, from: 1, channel: email, tone: kind}"
    return f"steps:\n  - {good}\n  - {{{written}}}\n"


def test_a_copy_keeps_what_its_author_wrote() -> None:
    """Days, order and words are the creditor's; the rest is filled in with care."""
    mine = read_playbook(GOOD, "mine")

    assert (mine.key, mine.name, mine.after_broken_promise) == ("mine", "Le mien", "letter")
    first, ring, letter, _, court = mine.steps
    assert (first.from_day, first.until_day, first.min_gap_days) == (5, 8, 2)
    assert (first.tone, first.approval) == (Tone.KIND, Approval.TO_APPROVE)
    assert [one.text for one in mine.steps[:3]] == ["kind_email", "call", "formal_reminder"]
    assert (ring.until_day, ring.approval, ring.tone) == (12, Approval.BY_HAND, Tone.NEUTRAL)
    assert (letter.channel, letter.deadline_days) == (Channel.LETTER, 10)
    assert court.approval is Approval.BY_HAND
    assert mine.step("ring") is ring
    assert mine.step("fax") is None


def test_a_step_switched_off_is_kept_and_not_taken() -> None:
    """The courtesy note waits in the built-in playbook until somebody wants it."""
    five = builtin("cinq-etapes")

    assert five.steps[0].key == "courtesy"
    assert five.active_steps == five.steps[1:]


def test_a_playbook_without_a_name_takes_its_key() -> None:
    """An unnamed copy must still be found in the list."""
    assert read_playbook(step("key: two, name: B, from: 2, channel: phone"), "mine").name == "mine"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Le scénario doit avoir une liste d’étapes (steps)."),
        ("steps: trois", "Le scénario doit avoir une liste d’étapes (steps)."),
        ("- a\n- b", "Le scénario doit avoir une liste d’étapes (steps)."),
        (
            "name: x\nsteps: [",
            "Le scénario n’est pas lisible à la ligne 2, colonne 9 : l’alignement ou un signe "
            "ne convient pas.",
        ),
        (
            "a: &a [x]\nsteps: *a",
            "Le scénario n’est pas lisible à la ligne 2, colonne 8 : les alias YAML (*) ne sont "
            "pas acceptés.",
        ),
        (
            "steps:\n  - {key: a, key: b}",
            "Le scénario n’est pas lisible à la ligne 2, colonne 14 : un mot est écrit deux fois "
            "dans la même étape.",
        ),
        (
            "steps: 2026-13-45",
            "Le scénario n’est pas lisible : une valeur ne convient pas.",
        ),
        (
            "steps: \x00",
            "Le scénario n’est pas lisible : l’alignement ou un signe ne convient pas.",
        ),
        ("x" * 50_001, "Le scénario est trop long : raccourcissez-le à 50000 caractères."),
        ("steps: []", "Le scénario n’a aucune étape valable et active."),
        ("steps: [3]", "Étape 1 : ce n’est pas une suite de « mot: valeur »."),
        (
            GOOD + "color: red",
            "Mot inconnu : « color ». On attend name, after_broken_promise et steps.",
        ),
        (GOOD.replace("Le mien", "[x]"), "Le nom (name) doit être un texte, pas « list »."),
        (
            GOOD.replace("promise: letter", "promise: fax"),
            "after_broken_promise nomme une étape absente ou inactive : « fax ».",
        ),
    ],
)
def test_what_cannot_be_read_is_named(text: str, problem: str) -> None:
    """The person finds the line; nothing half-read is ever followed."""
    assert problem in problems(text)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("key: a, name: A, from: 3, channel: email, colour: red", "mot inconnu, « colour »."),
        ("key: a, name: A, from: 3, channel: email, 7: red", "mot inconnu, « 7 »."),
        (
            "key: a, name: A, from: '3', channel: email",
            "from doit être un nombre entier, pas « 3 ».",
        ),
        (
            "key: a, name: A, from: true, channel: email",
            "from doit être un nombre entier, pas « True ».",
        ),
        (
            "key: a, name: A, from: 3, channel: email, active: oui",
            "active doit être true ou false, pas « oui ».",
        ),
        (
            "key: a, name: A, from: 3, channel: fax",
            "channel doit être l’un de email, phone, letter, court, pas « fax ».",
        ),
        (
            "key: a, name: A, from: 3, channel: email, tone: rude",
            "tone doit être l’un de kind, neutral, firm, formal, pas « rude ».",
        ),
        (
            "key: Été, name: A, from: 3, channel: email",
            "key s’écrit en minuscules sans accent, chiffres et _ compris, pas « Été ».",
        ),
        ("key: a, name: ' ', from: 3, channel: email", "le nom (name) est vide."),
        ("key: a, from: 3, channel: email", "il manque « name »."),
        (
            "key: a, name: A, from: 9, until: 3, channel: email",
            "la fin de la fenêtre (until) est avant son début.",
        ),
        (
            "key: a, name: A, from: 1001, channel: email",
            "le jour (from) doit être entre -60 et 1000.",
        ),
        (
            "key: a, name: A, from: 3, until: 1001, channel: email",
            "la fin de la fenêtre (until) ne dépasse pas 1000.",
        ),
        (
            "key: a, name: A, from: 3, channel: email, gap: 366",
            "l’écart (gap) doit être entre 0 et 365 jours.",
        ),
        (
            "key: a, name: A, from: 3, channel: email, deadline: 0",
            "le délai (deadline) doit être entre 1 et 60 jours.",
        ),
        (
            "key: a, name: A, from: 3, channel: phone, deadline: 8",
            "un délai (deadline) ne s’imprime que dans un e-mail ou une lettre après l’échéance.",
        ),
        (
            "key: a, name: A, from: 3, channel: letter, approval: automatic",
            "une lettre ne part jamais seule : écrivez « approval: to_approve ».",
        ),
        (
            "key: a, name: A, from: 3, channel: phone, approval: automatic",
            "un appel ou un dossier se fait à la main : écrivez « approval: by_hand ».",
        ),
        (
            "key: formal_notice, name: A, from: 3, channel: email, tone: formal",
            "la mise en demeure est une lettre (channel: letter) au ton formel (tone: formal).",
        ),
        (
            "key: a, name: A, from: 3, channel: letter, tone: formal",
            "le ton formel est gardé à la mise en demeure (key: formal_notice) : choisissez « tone: firm ».",
        ),
        (
            "key: a, name: A, from: 3, channel: email, text: formal_reminder",
            "les mots (text) ne vont pas avec ce canal : on attend l’un de kind_email, courtesy, "
            "pas « formal_reminder ».",
        ),
        (
            "key: a, name: A, from: 3, channel: letter, text: formal_notice",
            "les mots de la mise en demeure (text: formal_notice) vont avec elle, et avec elle "
            "seule.",
        ),
        (
            "key: a, name: A, from: 3, channel: email, text: courtesy",
            "le rappel de courtoisie (text: courtesy) se dit avant l’échéance, et le courriel "
            "aimable (text: kind_email) après.",
        ),
    ],
)
def test_what_is_wrong_in_a_step_is_said_with_its_name(written: str, problem: str) -> None:
    """«Étape 2 (A)» is what the person sees in his text."""
    (said,) = problems(step(written))

    named = " ( )" if "name: ' '" in written else "" if "name:" not in written else " (A)"
    assert said == f"Étape 2{named} : {problem}"


@pytest.mark.parametrize(
    "written",
    [
        "key: a, name: A, from: 0, channel: email, tone: kind",  # the day itself is neither
        "key: a, name: A, from: -3, until: 2, channel: email, tone: kind",
        "key: a, name: A, from: -3, until: -1, channel: letter, tone: kind",
        "key: a, name: A, from: -3, until: -1, channel: email, tone: firm",
    ],
)
def test_before_the_due_date_only_a_kind_e_mail_may_leave(written: str) -> None:
    """Nothing is owed yet: a letter or a firm word would be a fault."""
    text = f"steps:\n  - {{{written}}}\n  - {{key: b, name: B, from: 9, channel: email}}"

    assert any("avant l’échéance" in said for said in problems(text))


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        (
            "key: mail, name: Mail, from: 3, channel: email",
            "L’étape « mail » figure deux fois.",
        ),
        (
            "key: early, name: Avant, from: -1, channel: email, tone: kind",
            "« Avant » vient avant « Mail » : rangez les étapes par jour.",
        ),
        (
            "key: court_file, name: Tribunal, from: 60, channel: court",
            "Un dossier pour le tribunal suit une mise en demeure (formal_notice).",
        ),
    ],
)
def test_what_is_wrong_between_steps_is_said(steps: str, problem: str) -> None:
    """The order is part of the playbook: reading must not tidy it up silently."""
    assert problems(step(steps)) == [problem]


def test_nothing_follows_the_court_file() -> None:
    """Once the judge is asked, a kind e-mail would contradict the request."""
    late = GOOD + "  - {key: after, name: Encore, from: 80, channel: email}\n"

    assert problems(late) == [
        "Rien ne suit le dossier pour le tribunal : mettez « Tribunal » en dernier."
    ]


def test_a_formal_notice_is_never_the_first_writing() -> None:
    """What was never demanded in writing is not put in formal notice."""
    text = GOOD.replace("channel: email", "channel: phone").replace("key: letter", "key: visit")
    text = text.replace("promise: letter", "promise: mail").replace(
        "from: 20, channel: letter, tone: firm, deadline: 10", "from: 20, channel: phone"
    )

    assert problems(text) == [
        "Une mise en demeure suit une première demande écrite : mettez avant elle un e-mail ou "
        "une lettre."
    ]


def test_all_problems_are_named_at_once() -> None:
    """Nobody wants to correct a text ten times to learn ten faults."""
    text = GOOD.replace("from: 5", "from: cinq").replace("phone", "fax").replace("gap: 2", "gap: -")

    assert len(problems(text)) == 3


@pytest.mark.parametrize(
    ("mode", "refused"),
    [(CreditorMode.CREDITOR, 0), (CreditorMode.ASSISTANT, 1), (CreditorMode.COLLECTOR, 2)],
)
def test_an_assistant_approves_each_document(mode: CreditorMode, refused: int) -> None:
    """Automatic sends in somebody's name turn an assistant into a collector (law.md L8.8)."""
    automatic = read_playbook(GOOD.replace("gap: 2", "gap: 2, approval: automatic"), "mine")

    said = check_playbook(automatic, mode)
    assert len(said) == refused
    assert all("Mon mail" in one for one in said)


def test_a_collector_begins_with_a_letter() -> None:
    """Whatever a copy says: the mentions of CPCE R124-4 are those of a first letter (L8.4)."""
    (said,) = check_playbook(builtin("cinq-etapes"), CreditorMode.COLLECTOR)
    assert "commence par une lettre" in said
    for mode in CreditorMode:
        assert check_playbook(builtin("mandataire"), mode) == []
    assert check_playbook(builtin("cinq-etapes"), CreditorMode.ASSISTANT) == []


def test_a_letter_leaves_eight_days_when_its_author_says_nothing() -> None:
    """Without a date, a formal notice would ask for nothing by no day."""
    mine = read_playbook(GOOD, "mine")

    assert [one.deadline_days for one in mine.steps] == [None, None, 10, 8, None]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            "key: formal_reminder, name: A, from: 3, channel: email",
            "la clé « formal_reminder » est celle d’une lettre",
        ),
        (
            "key: court_file, name: A, from: 3, channel: phone",
            "la clé « court_file » est celle d’un dossier pour le tribunal",
        ),
        (
            "key: courtesy, name: A, from: 3, channel: email",
            "la clé « courtesy » est celle d’un e-mail avant l’échéance",
        ),
        (
            "key: kind_email, name: A, from: -3, until: -1, channel: email, tone: kind",
            "la clé « kind_email » est celle d’un e-mail après l’échéance",
        ),
        (
            "key: thank_you, name: A, from: 3, channel: email",
            "la clé « thank_you » est celle d’un envoi hors scénario",
        ),
    ],
)
def test_a_key_tells_what_the_step_is(written: str, problem: str) -> None:
    """«Relance recommandée» in the journal of a case is never a mail, nor a call a thank-you."""
    assert any(problem in said for said in problems(step(written)))


def test_the_words_of_a_step_are_words_that_exist() -> None:
    """A step may take no text that nobody has written, nor pass for a note beside the playbook."""
    written = {text for texts in TEXTS.values() for text in texts}

    assert written - {"call", "court_file"} <= set(KINDS)
    assert set(BESIDE) <= set(KINDS)
