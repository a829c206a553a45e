"""Reading the BODACC: the good notices are kept, each bad one is named, nothing raises."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from relance.intake.bodacc import BodaccReading, Effect, Notice, effect, read_announcements
from relance.intake.bodacc.reading import MAX_BYTES, MAX_NOTICES
from relance.intake.bodacc.wording import office_holder, plain, told
from tests.intake.bodacc import notices
from tests.intake.bodacc.notices import BULLETIN, answer, export, record


def read(data: bytes) -> BodaccReading:
    return read_announcements(data, file="annonces")


def codes(data: bytes) -> list[str]:
    return [one.code for one in read(data).problems]


def test_every_field_of_an_answer_finds_its_place() -> None:
    """The day of the judgment stops interest, that of publication starts the two months."""
    reading = read(answer(record()))

    assert (reading.format, reading.problems, reading.passed) == ("json", [], 0)
    [one] = reading.announcements
    assert one.siren == "552100554"
    assert one.name == "CAFÉ DE L’ESTUAIRE"
    assert one.family == "Jugement d'ouverture"
    assert one.nature == "Jugement d'ouverture de liquidation judiciaire"
    assert (one.judgment_on, one.published_on) == (date(2026, 8, 31), date(2026, 9, 9))
    assert one.court == "Greffe du Tribunal de Commerce d'Evry"
    assert one.number == "A202601721671"
    assert one.link.endswith("?q.id=id:A202601721671")
    assert one.notice is Notice.FIRST
    assert one.text == notices.LIQUIDATION


@pytest.mark.parametrize("sign", [";", ","])
def test_the_csv_export_gives_the_same_as_the_api(sign: str) -> None:
    """The same notice must not depend on the button that downloaded it."""
    rows = (record(), record(id="A202601721672", registre=["732 829 320", "732829320"]))

    assert read(export(*rows, sign=sign)).announcements == read(answer(*rows)).announcements
    assert read(export(*rows, sign=sign)).format == "csv"


def _lists(one: dict[str, Any]) -> list[Any]:
    return [
        [one],
        one,
        {"records": [{"fields": one}]},
        {"records": [{"record": {"fields": one}}]},
        {"results": [one | {"jugement": json.loads(one["jugement"])}]},
    ]


@pytest.mark.parametrize("whole", _lists(record()))
def test_the_older_answers_and_the_exports_are_read_too(whole: Any) -> None:
    """People keep the address of the API they know; the data under it are the same."""
    assert read(json.dumps(whole).encode()).announcements == read(answer(record())).announcements


def test_the_bulletin_itself_is_read() -> None:
    """The XML names days in words, and companies by their registration."""
    reading = read(BULLETIN.encode())
    opened, undone = reading.announcements

    assert reading.format == "xml"
    assert (opened.siren, opened.name) == ("552100554", "BOIS & FILS")
    assert (opened.judgment_on, opened.published_on) == (date(2026, 8, 31), date(2026, 9, 9))
    assert opened.number == "A202601721671"
    assert opened.court == "GREFFE DU TRIBUNAL DE COMMERCE D'EVRY"
    assert (undone.notice, undone.earlier_on) == (Notice.CANCELLATION, date(2026, 8, 20))
    assert effect(undone).effect is Effect.ASK
    assert [(one.code, one.where) for one in reading.problems] == [("no_siren", "annonce 1672")]
    assert "DUPONT Jean" in reading.problems[0].message


@pytest.mark.parametrize("wrapped", ["listAvis/avis", "listeAvis/avis"])
def test_the_other_shapes_of_the_bulletin_are_read(wrapped: str) -> None:
    """Its lists changed their names over the years; a shape not known would read as empty."""
    outer, inner = wrapped.split("/")
    changed = BULLETIN.replace("<annonces>", f"<{outer}>").replace("</annonces>", f"</{outer}>")
    changed = changed.replace("<annonce>", f"<{inner}>").replace("</annonce>", f"</{inner}>")

    assert read(changed.encode()).announcements == read(BULLETIN.encode()).announcements


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"registre": None}, "no_siren"),
        ({"registre": ["000"]}, "no_siren"),
        ({"registre": ["552100555"]}, "wrong_siren"),
        ({"dateparution": "hier"}, "no_publication_day"),
        ({"id": None}, "no_number"),
        ({"id": "A2026 OR 1=1"}, "no_number"),
        ({"jugement": "{coupé"}, "damaged_field"),
        ({"jugement": "[1]"}, "damaged_field"),
        ({"jugement": "[" * 100_000}, "damaged_field"),
    ],
)
def test_a_bad_notice_is_named_and_the_good_one_beside_it_kept(
    changes: dict[str, Any], code: str
) -> None:
    """One damaged notice in a day's answer must not hide the insolvency of another client."""
    data = answer(record(**changes), record(id="A202601721999"))
    reading = read(data)

    assert [one.number for one in reading.announcements] == ["A202601721999"]
    assert [one.code for one in reading.problems] == [code]
    assert reading.problems[0].file == "annonces"
    assert "n’a pas été prise" in reading.problems[0].hint


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": ""}, "no_judgment_day"),
        ({"on": "32 août 2026"}, "no_judgment_day"),
        ({"on": "2026-09-10"}, "judgment_after_notice"),
        ({"jugement": None}, "no_judgment_day"),
    ],
)
def test_a_judgment_without_its_day_is_kept_and_said(changes: dict[str, Any], code: str) -> None:
    """Interest stops on that day: none is better than a wrong one, but the opening counts."""
    reading = read(answer(record(**changes)))

    assert [one.judgment_on for one in reading.announcements] == [None]
    assert [one.code for one in reading.problems] == [code]


def test_one_notice_may_name_several_companies() -> None:
    """A procedure extended to a second company concerns the creditors of both."""
    both = record(registre=["552 100 554", "732829320", "552100554", "732 829 320", "552100555"])
    reading = read(answer(both))

    assert [one.siren for one in reading.announcements] == ["552100554", "732829320"]
    assert [one.code for one in reading.problems] == ["wrong_siren"]


def test_other_matters_are_passed_over_unless_a_judgment_stands_there() -> None:
    """Accounts filed every year are no news; a judgment under a wrong heading is."""
    other = record(familleavis="dpc", jugement=None)
    strange = record(familleavis="divers", id="A202601721999")
    unknown = record(familleavis="inconnue", jugement=None, id="A202601721998")
    reading = read(answer(other, strange, unknown))

    assert reading.passed == 1
    assert {effect(one).effect for one in reading.announcements} == {Effect.ASK}
    assert len(reading.announcements) == 2


def test_pages_that_overlap_give_a_notice_once() -> None:
    """Two pages of the same answer may both hold a notice published between them."""
    assert len(read(answer(record(), record())).announcements) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"{", "json_damaged"),
        (b"[" * 200_000, "json_damaged"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json_damaged"),
        (b'{"results": 1}', "no_records"),
        (b"{}", "no_records"),
        (b'{"error_code": "ODSQLError", "message": "no"}', "error_answer"),
        (b"PK\x03\x04\0\0", "not_a_bulletin"),
        (b"nom;ville\nA;B\n", "unknown_columns"),
        (b"<a/>", "other_bulletin"),
        (b"<PCL_REDIFF><annonces>", "xml_damaged"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><PCL_REDIFF/>', "doctype_refused"),
        (b"\xff\xfe" + '<?xml version="1.0"?><!DOCTYPE a><PCL_REDIFF/>'.encode("utf-16-le"),
         "doctype_refused"),
        (b"<PCL_REDIFF>" + b"<a>" * 300 + b"</a>" * 300 + b"</PCL_REDIFF>", "too_deep"),
        (b" " * (MAX_BYTES + 1), "too_large"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_french(data: bytes, code: str) -> None:
    """It must be said that nothing was taken, and no word of invoices: it is a bulletin."""
    reading = read(data)

    assert reading.announcements == []
    [problem] = reading.problems
    assert problem.code == code
    assert "Rien n’a été pris" in problem.hint
    assert "facture" not in problem.message + problem.hint


def test_too_many_notices_are_no_file_of_a_day() -> None:
    """A file that would fill the memory is refused whole, not read in part."""
    rows = b"{}," * MAX_NOTICES + b"{}"

    assert codes(b"[" + rows + b"]") == ["too_many_notices"]


def test_what_is_no_record_is_named() -> None:
    """An answer of another shape must not pass for «no announcement»."""
    assert codes(b'{"results": [1, null, "a"]}') == ["not_a_record"] * 3


def test_a_broken_row_of_the_export_does_not_take_the_next_with_it() -> None:
    """A quote left open hides the rest of the file from most readers of CSV."""
    whole = export(record(), record(id="A202601721999")).decode("utf-8-sig")
    head, first, second = whole.splitlines()
    broken = "\n".join((head, first.replace(";Evry;", ';"Evry;', 1), second, ""))
    reading = read(broken.encode())

    assert [one.number for one in reading.announcements] == ["A202601721999"]
    assert len(reading.problems) == 1


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            notices.LIQUIDATION,
            "Selarl Untel prise en la personne de Me Aline Durand 23 Rue Victor Hugo 95300 Pontoise",
        ),
        (
            notices.WITH_ADMINISTRATOR,
            "SELARL Autre prise en la personne de Me Julia Roux 14/16 Rue de Lorraine 93000 Bobigny",
        ),
        (
            notices.ADMINISTRATOR_AFTER,
            "SCP Untel associes prise en la personne de Me Laura Blanc 24 rue du Lieutenant Untel "
            "97300 Cayenne",
        ),
        (
            notices.DIGIT_IN_THE_NAME,
            "SELARL 4X SOLUTIONS prise en la personne de Maître Jean-Paul BRUN 2 B, avenue du Lac "
            "- 21000 Dijon",
        ),
        (notices.NO_TITLE, ""),
        (notices.TITLE_IN_THE_NAME, ""),
        ("désignant liquidateur Me Untel", ""),
        ("", ""),
    ],
)
def test_whom_to_write_to_is_read_or_left_to_a_person(text: str, who: str) -> None:
    """A declaration sent to the administrateur, or to half a name, is sent to nobody."""
    assert office_holder(text) == who


def test_letters_coded_twice_are_mended() -> None:
    """«procÃ©dure» is another word than «procédure»: the opening would be an unknown nature."""
    nature = "Jugement d'ouverture d'une procédure de sauvegarde"
    garbled = nature.encode().decode("latin-1")
    [one] = read(answer(record(nature=garbled))).announcements

    assert one.nature == nature
    assert told("Â des mots sains, à l’œil") == "Â des mots sains, à l’œil"
    assert plain("L’ouverture d'une PROCÉDURE") == "l ouverture d une procedure"
