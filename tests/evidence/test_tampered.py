"""Ways to tamper that a list of mutations forgets: names, archives, links, forms, other journals."""

from __future__ import annotations

import ast
import hashlib
import json
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from relance.evidence.checkpoint import public_key, signed, verifier_key
from relance.evidence.judging import judge
from relance.evidence.listing import JOURNAL, MANIFEST, POINTS
from relance.evidence.one_file import one_file
from relance.evidence.opening import open_witness
from relance.evidence.reading import Point, Unreadable, read_point, read_witness
from relance.evidence.signatures import checked
from relance.evidence.verdict import judged, main, told
from tests.evidence.invented import ORIGIN, PIECES, bundled, sealed, texts, witness
from tests.evidence.mutations import GOOD, WHOLE, Files, mended

QUOTE = f"pieces/{PIECES[1][0]}"


def zipped(path: Path, files: list[tuple[str, bytes]]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as folder:
        warnings.simplefilter("ignore")  # a name twice is what we want
        for name, content in files:
            folder.writestr(name, content)
    return path


def laid(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def edited(name: str, change: Callable[[Any], object], place: int | None = None) -> Files:
    """One JSON file with a change, its line in the list put right."""
    if place is None:
        value = json.loads(GOOD[name])
        change(value)
        return mended({**GOOD, name: json.dumps(value).encode()})
    lines = GOOD[name].splitlines()
    one = json.loads(lines[place])
    change(one)
    lines[place] = json.dumps(one).encode()
    return mended(GOOD, lines)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda one: one.update(proof=["zz"]), "entrée n° 4"),
        (lambda one: one.update(proof="0" * 64), "entrée n° 4"),
        (lambda one: one.update(leaf=True), "entrée n° 4"),
        (lambda one: one.update(leaf=-1), "entrée n° 4"),
        (lambda one: one.update(leaf=10**30), "entrée n° 4"),
        (lambda one: one.update(note="rien ne me tient"), "entrée n° 4"),
        (lambda one: one.update(hash=one["hash"].upper()), "entrée n° 4"),
        (lambda one: one.update(text="[]"), "entrée n° 4"),
        (lambda one: one.update(text=None), "entrée n° 4"),
        (lambda one: one.pop("leaf") and one.pop("proof"), "entrée n° 5"),
    ],
)
def test_a_line_of_another_form_is_named(change: Callable[[Any], object], place: str) -> None:
    """A verifier that crashes lets the forger say that the verifier is at fault."""
    found = judge(edited(JOURNAL, change, 3))
    assert found.problems[0].place == place


@pytest.mark.parametrize(
    "points", [b"{}", b"7", b"null", b'[{"note": "x"}]', b"[[]]", b"[" * 5000, b"", b"[NaN]"]
)
def test_checkpoints_of_another_form_are_refused(points: bytes) -> None:
    files = mended({**GOOD, POINTS: points})
    try:
        assert judge(files).problems
    except Unreadable as said:
        assert POINTS in str(said)
    assert checked(files).not_checked  # and the richer verifier does not crash either


@pytest.mark.parametrize(
    "manifest", [b"[]", b"null", b"{}", b'{"files": {}}', b"\xff", b"[" * 5000]
)
def test_a_list_of_another_form_is_unreadable(manifest: bytes) -> None:
    with pytest.raises(Unreadable, match=MANIFEST):
        judge({**GOOD, MANIFEST: manifest})


def test_a_name_written_twice_is_not_read() -> None:
    """Half the programs take the first, half the last: two judges would see two amounts."""
    lines = GOOD[JOURNAL].splitlines()
    text = json.loads(lines[2])["text"]
    lines[2] = b'{"text": "autre", ' + lines[2][1:]
    assert judge(mended(GOOD, lines)).problems[0].place == "entrée n° 3"
    twice = json.dumps(
        {**json.loads(GOOD[JOURNAL].splitlines()[2]), "text": "{" + text[1:-1] + "," + text[1:]}
    )
    lines[2] = twice.encode()
    assert judge(mended(GOOD, lines)).problems[0].place == "entrée n° 3"


def test_an_empty_journal_is_an_anomaly() -> None:
    """«0 entrées, rien de faux» would be read as an acquittal."""
    for journal in (b"", b"\n\n"):
        files = mended({**GOOD, JOURNAL: journal})
        assert (JOURNAL, "n’a pas une seule entrée") in judge(files).problems
    assert (JOURNAL, "manque") in judge({k: v for k, v in GOOD.items() if k != JOURNAL}).problems


def test_the_number_of_entries_is_the_one_listed() -> None:
    files = edited(MANIFEST, lambda one: one.update(entries=11))
    assert [one.place for one in judge(files).problems] == [JOURNAL]


def test_a_piece_cannot_be_called_erased_and_replaced() -> None:
    """The list of files is not signed: «erased» must not be a way to slip another quote in."""
    changed = mended({**GOOD, QUOTE: b"un autre devis"})
    manifest = json.loads(changed[MANIFEST])
    manifest["absent"] = [hashlib.sha256(PIECES[1][1]).hexdigest()]
    changed[MANIFEST] = json.dumps(manifest).encode()
    assert [one.place for one in judge(changed).problems] == ["entrée n° 3"]
    del changed[QUOTE]
    erased = judge(mended(changed))
    assert erased.good
    assert "entrée n° 3 : sa pièce n’est plus conservée" in erased.remarks


def test_line_ends_that_a_copy_converted_are_told_apart() -> None:
    """A mail server that touches text files is no forger."""
    files = {**GOOD, JOURNAL: GOOD[JOURNAL].replace(b"\n", b"\r\n")}
    assert "CRLF" in judge(files).problems[0].what


def test_what_two_programs_would_unpack_differently_is_named(tmp_path: Path) -> None:
    files = list(GOOD.items())
    other = b"un autre devis"
    for name, what in (
        (QUOTE, "deux fichiers"),
        (QUOTE.upper(), "deux fichiers"),
        ("../" + QUOTE, "sort du dossier"),
        ("/etc/relance", "sort du dossier"),
        ("pieces/a\\b.pdf", "sort du dossier"),
        ("C:/pieces/a.pdf", "sort du dossier"),
    ):
        for order in ([*files, (name, other)], [(name, other), *files]):
            found, _ = judged(zipped(tmp_path / "d.zip", order), [])
            assert any(what in one.what for one in found.problems), name


def test_an_accent_stored_as_two_characters_is_the_same_name(tmp_path: Path) -> None:
    """A Mac writes «é» as «e» and an accent; two files that differ by this alone are named."""
    name = "pieces/02-devis-signé.pdf"
    files = mended({name if one == QUOTE else one: content for one, content in GOOD.items()})
    apart = {unicodedata.normalize("NFD", one): content for one, content in files.items()}
    assert judged(zipped(tmp_path / "d.zip", list(apart.items())), [])[0].good
    both = judged(zipped(tmp_path / "d.zip", [*files.items(), *apart.items()]), [])[0]
    assert any("deux fichiers" in one.what for one in both.problems)


def test_bytes_around_an_archive_are_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", list(GOOD.items()))
    plain = path.read_bytes()
    assert judged(path, [])[0].remarks == ()
    for whole in (b"#!/bin/sh\n" + plain, plain + b"trailing"):
        path.write_bytes(whole)
        found = judged(path, [])[0]
        assert found.good
        assert any("n’ont pas été lus" in one for one in found.remarks)
    path.write_bytes(plain[: len(plain) // 2])
    assert main([str(path)]) == 2


def test_the_order_of_the_files_is_nothing(tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", list(GOOD.items())[::-1])
    assert judged(path, [])[0].good


def test_a_link_is_not_a_file(tmp_path: Path) -> None:
    """What a link shows can be changed after the verdict."""
    folder = laid(tmp_path / "dossier", GOOD)
    (tmp_path / "ailleurs.pdf").write_bytes(PIECES[1][1])
    (folder / QUOTE).unlink()
    (folder / QUOTE).symlink_to(tmp_path / "ailleurs.pdf")
    assert [one.place for one in judged(folder, [])[0].problems] == [QUOTE]
    (folder / QUOTE).unlink()
    (folder / QUOTE).symlink_to(folder / QUOTE)  # to itself
    assert QUOTE in [one.place for one in judged(folder, [])[0].problems]


def test_what_a_system_leaves_and_the_witness_itself_are_no_anomaly(tmp_path: Path) -> None:
    """The first page to read says to put the witness there; a Mac leaves .DS_Store anywhere."""
    folder = laid(tmp_path / "__pycache__" / "dossier", GOOD)
    kept = folder / "temoin.txt"
    kept.write_text(witness(WHOLE), "utf-8")
    (folder / "pieces" / ".DS_Store").write_bytes(b"x")
    found, _ = judged(folder, [kept])
    assert found.good
    assert found.remarks == ("pieces/.DS_Store : laissé par un système, hors du dossier",)
    assert [one.place for one in judged(folder, [])[0].problems] == ["temoin.txt"]


def test_a_witness_is_taken_as_the_mail_it_came_with(tmp_path: Path) -> None:
    """The mail is the proof; nobody should have to cut its attachment out."""
    mail = EmailMessage()
    mail["Subject"] = "Témoin de vos dossiers"
    mail.set_content("Bonjour,")
    mail.add_attachment(witness(WHOLE).encode(), maintype="text", subtype="plain", filename="t.txt")
    path = tmp_path / "temoin.eml"
    path.write_bytes(mail.as_bytes())
    assert open_witness(path).leaves == read_witness("t", witness(WHOLE)).leaves
    path.write_bytes(b"Subject: rien\n\nrien\n")
    with pytest.raises(Unreadable):
        open_witness(path)
    text = tmp_path / "temoin.txt"
    text.write_bytes(b"\xef\xbb\xbf" + witness(WHOLE).replace("\n", "\r\n").encode())
    assert open_witness(text).point == read_point(witness(WHOLE))


def test_the_witness_of_another_journal_accuses_nobody_of_a_cut() -> None:
    """The wrong file was picked up: the bundle is not older for that."""
    note = signed(Point("relance/creancier-2", 90, bytes(32), "2026-05-01T06:00:00Z"), bytes(32))
    found = judge(GOOD, [read_witness("temoin-2.txt", note)])
    assert [one.place for one in found.problems] == ["temoin-2.txt"]
    assert "relance/creancier-2" in found.problems[0].what


def test_a_forger_with_a_key_of_his_own_is_seen() -> None:
    """He signs again, and puts his public key in the bundle: by another way came ours."""
    forger = bytes(range(7, 39))
    points = json.loads(GOOD[POINTS])
    for one in points:
        one["note"] = signed(read_point(one["note"]), forger)
    files = mended({**GOOD, POINTS: json.dumps(points).encode()})
    files = mended({**files, "cle-publique.txt": verifier_key(ORIGIN, public_key(forger)).encode()})
    assert judge(files).good
    assert "demandez-la" in checked(files).not_checked[0]
    ours = GOOD["cle-publique.txt"].decode()
    assert len(checked(files, key=ours).problems) == len(points)
    kept = read_witness("temoin.txt", witness(WHOLE))
    assert [one.place for one in judge(files, [kept]).problems] == ["temoin.txt"]


def test_an_old_witness_says_how_far_it_holds() -> None:
    """«1 témoin» must not be read as «all of it»: what came after is held by nothing outside."""
    old = read_witness("temoin.txt", witness(WHOLE, WHOLE.sizes[0]))
    found = judge(GOOD, [old])
    assert found.good
    assert "celles d’après l’entrée n° 4 n’y sont pas" in found.remarks[-1]
    assert "témoin le plus récent" not in told(
        judge(GOOD, [old, read_witness("t", witness(WHOLE))])
    )


def test_a_day_that_the_checkpoints_contradict_is_told() -> None:
    """An entry slipped in later, dated before: sealed only after, and a future day likewise."""
    written = texts(12)
    for day, what in (("2026-01-02", "pas encore scellée"), ("2027-01-02", "scellée dès")):
        said = json.loads(written[8])
        said["recorded_at"] = f"{day}T09:00:00+00:00"
        plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        found = judge(bundled(sealed([*written[:8], plain, *written[9:]])))
        assert found.good
        assert [what in one for one in found.remarks if "entrée n° 9" in one] == [True]


@pytest.mark.parametrize(
    "wrong", [["--temoin"], ["--temoins", "x"], ["a.zip", "temoin.txt"], ["-v"]]
)
def test_a_call_that_is_not_understood_judges_nothing(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A witness forgotten by a typing error would give a verdict without it."""
    assert main(wrong) == 2
    assert "Rien n’a été vérifié." in capsys.readouterr().err


def test_the_one_file_is_plain_python_of_2019_without_a_name_twice() -> None:
    """Its parts are joined: a name that two of them use would silently be the last one's."""
    tree = ast.parse(one_file(), feature_version=(3, 8))
    names = Counter(
        one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)
    )
    for one in tree.body:
        if isinstance(one, ast.Assign):
            names.update(n.id for t in one.targets for n in ast.walk(t) if isinstance(n, ast.Name))
    assert [name for name, count in names.items() if count > 1] == []
