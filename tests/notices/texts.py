"""Texts as people might write them, right or wrong in their words, never in their shape."""

from __future__ import annotations

from hypothesis import strategies as st

from relance.notices import PLACEHOLDERS
from relance.notices.conditions import CONDITION_NAMES
from relance.notices.text import BLOCKS, Paragraph, Text

_letters = st.characters(exclude_categories=["Cs"], exclude_characters="{}\ue000\x7f").filter(
    lambda one: one >= " " or one in "\n\t"
)
_said = st.lists(
    st.one_of(
        st.text(_letters, max_size=12),
        st.sampled_from([f"{{{one}}}" for one in PLACEHOLDERS]),
        st.sampled_from(["{facture|factures}", "\n", "\n\n", " # ", ": ", "- ", '"', "\\", "---"]),
    ),
    max_size=8,
).map("".join)
_words = _said.map(str.strip)
_conditions = st.lists(st.sampled_from(sorted(CONDITION_NAMES)), max_size=4).map(tuple)
_paragraphs = st.one_of(
    st.builds(Paragraph, _words.filter(bool), _words, _conditions),
    st.builds(Paragraph, conditions=_conditions, block=st.sampled_from(BLOCKS)),
)
_subjects = _words.map(lambda one: " ".join(one.split("\n")).strip()).filter(bool)
TEXTS = st.builds(
    Text,
    st.just("kind_email"),
    _subjects,
    st.lists(_paragraphs, min_size=1, max_size=6).map(tuple),
)
