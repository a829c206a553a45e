"""The form of a text holds what is typed, whatever it is."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from relance.notices.mandated import KINDS as MANDATED
from relance.notices.text import KINDS, Text, builtin_text
from relance.notices.text_writing import shown, text_source
from relance.web.settings.text_forms import Draft
from tests.notices.texts import TEXTS


def _posted(draft: Draft, **more: str) -> QueryDict:
    """What a browser sends of this form: every line break as two letters."""
    sent = QueryDict(mutable=True)
    sent["objet"] = draft.subject
    for row in draft.rows:
        name = f"p-{row.place}"
        if row.block:
            sent[f"{name}-bloc"] = row.block
        else:
            sent[f"{name}-vous"] = row.vous.replace("\n", "\r\n")
            sent[f"{name}-tu"] = row.tu.replace("\n", "\r\n")
        sent.setlist(f"{name}-si", row.conditions)
        sent[f"{name}-aussi"] = ""
    sent.update(more)
    return sent


def _round(text: Text) -> Text:
    """From the form to the source, and to the form again."""
    typed = Draft.posted(_posted(Draft.of_text(text))).text(text.kind)
    return shown(text_source(typed), text.kind)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_text_comes_back(kind: str) -> None:
    """Form, source, form: nothing of the shipped words is lost."""
    assert _round(builtin_text(kind)) == builtin_text(kind)
    if kind in MANDATED:
        assert _round(builtin_text(kind, mandated=True)) == builtin_text(kind, mandated=True)


@given(TEXTS)
def test_any_text_comes_back(text: Text) -> None:
    """Nothing of anybody's own words either."""
    assert _round(text) == text


@given(TEXTS, st.data())
def test_a_gesture_loses_no_other_paragraph(text: Text, data: st.DataObject) -> None:
    """Down and up again is where one was; what is added and taken away was never there."""
    place = data.draw(st.integers(1, len(text.paragraphs)))
    for first, then in (
        (f"apres-{place}", f"retirer-{place + 1}"),
        (f"descendre-{place}", f"monter-{min(place + 1, len(text.paragraphs))}"),
    ):
        if first.startswith("descendre") and place == len(text.paragraphs):
            continue
        draft = Draft.posted(_posted(Draft.of_text(text), geste=first))
        assert draft.changed
        assert Draft.posted(_posted(draft, geste=then)).text(text.kind) == text


@pytest.mark.parametrize("gesture", ["", "retirer-0", "monter-99", "retirer", "tout-1", "apres-x"])
def test_a_gesture_that_is_none_changes_nothing(gesture: str) -> None:
    """Anything may be posted."""
    text = builtin_text("thank_you")
    draft = Draft.posted(_posted(Draft.of_text(text), geste=gesture))

    assert (draft.changed, draft.text(text.kind)) == (False, text)
