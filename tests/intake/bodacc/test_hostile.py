"""Files made to harm: the reader answers, within its bounds, and the process goes on."""

from __future__ import annotations

import json
import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from relance.intake.bodacc import effect, read_announcements, read_uploaded
from relance.intake.bodacc.wording import office_holder
from tests.intake.bodacc.notices import BULLETIN, answer, export, record

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*record(), "x"]), inner, max_size=4)
    ),
    max_leaves=15,
)


def test_a_file_read_apart_is_read_alike() -> None:
    """The child answers in plain values: nothing may be lost on the way."""
    files = [("a.json", answer(record())), ("b.xml", BULLETIN.encode()), ("c.csv", b"no")]

    assert list(read_uploaded(files)) == [
        read_announcements(data, file=name) for name, data in files
    ]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(list(record())), _JSON, max_size=6))
def test_no_value_of_a_field_raises(changes: dict[str, object]) -> None:
    """The service may change the kind of any field one morning."""
    whole = json.dumps({"results": [record() | changes, record(id="A202601721999")]})
    reading = read_announcements(whole.encode(), file="a")

    assert "A202601721999" in [one.number for one in reading.announcements]
    assert all(effect(one).reason for one in reading.announcements)
    assert f"{reading.announcements} {reading.problems}".encode()


def test_what_no_table_can_store_is_not_handed_on() -> None:
    """A NUL or half of a letter would stop the whole import when it is written down."""
    [one] = read_announcements(
        answer(record(commercant="A\x00B\ud800C\x9fD")), file="a"
    ).announcements

    assert one.name == "A B\ufffdC D"


def test_no_cut_and_no_changed_byte_raises() -> None:
    """A download that broke off gives what it gives, or one precise refusal."""
    chance = random.Random(7)
    for whole in (answer(record()), export(record(), record()), BULLETIN.encode()):
        for _ in range(400):
            data = bytearray(whole[: chance.randrange(len(whole) + 1)])
            for _ in range(chance.randrange(4)):
                if data:
                    data[chance.randrange(len(data))] = chance.randrange(256)
            reading = read_announcements(bytes(data), file="a")
            assert all(one.file == "a" and one.message for one in reading.problems)


def test_no_text_keeps_the_reader_busy() -> None:
    """A pattern that tries every cut of a long text would stop the morning's round."""
    began = time.monotonic()
    for piece in ("désignant liquidateur ", ", mandataire judiciaire ", " ,;. ", ".", "a", "M. "):
        office_holder(piece * 3000)
        office_holder("désignant liquidateur " + piece * 20_000)
        one = record(text=piece * 3000, nature="Jugement d'ouverture d'une " + piece * 3000)
        [found] = read_announcements(answer(one), file="a").announcements
        effect(found)

    assert time.monotonic() - began < 5


def test_a_file_that_stops_the_child_is_named_and_the_next_one_read() -> None:
    """A file may hold more than the child may fill; the others of the same drop are read."""
    heavy = b"[" + b"{}," * 15_000_000 + b"1]"
    stopped, read = read_uploaded([("heavy.json", heavy), ("a.json", answer(record()))])

    assert [one.code for one in stopped.problems] == ["reader_stopped"]
    assert (stopped.announcements, stopped.problems[0].file) == ([], "heavy.json")
    assert len(read.announcements) == 1
