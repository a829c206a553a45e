"""The stand-alone verifier: the parts that need nothing but Python, joined into one file.

Each fact keeps its one home in this room, and a stranger gets a single readable file.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

_PARTS = ("tree", "reading", "opening", "listing", "journal", "outside", "judging", "verdict")
_ROOM = "relance.evidence"
_OPENING = '''"""Vérifier un dossier de relance sans relance : un fichier, Python 3.8 ou plus, aucun réseau.

    python3 verifier.py [DOSSIER.zip | DOSSIER] [--temoin FICHIER ...] [--json]

Code de sortie : 0 rien de faux, 1 une anomalie, 2 illisible ou mal appelé. Licence AGPL-3.0-or-later.
"""

from __future__ import annotations

'''
_CLOSING = """

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


@cache
def one_file() -> str:
    """The source of `verifier.py`, as it goes into each bundle."""
    imports: dict[str, None] = {}
    bodies = []
    for part in _PARTS:
        source = (Path(__file__).parent / f"{part}.py").read_text(encoding="utf-8")
        bodies.append(_body(source, imports))
    return _OPENING + "\n".join(sorted(imports)) + "\n\n" + "\n\n\n".join(bodies) + "\n" + _CLOSING


def _body(source: str, imports: dict[str, None]) -> str:
    """The part without its caption and imports; those of the standard library are kept aside."""
    lines = source.splitlines()
    dropped: set[int] = set()
    for place, node in enumerate(ast.parse(source).body):
        caption = place == 0 and isinstance(node, ast.Expr)
        brought = isinstance(node, ast.Import | ast.ImportFrom)
        if not (caption or brought):
            continue
        dropped |= set(range(node.lineno - 1, node.end_lineno or node.lineno))
        ours = isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_ROOM)
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if brought and not ours and not future:
            imports[ast.unparse(node)] = None
    return "\n".join(line for place, line in enumerate(lines) if place not in dropped).strip("\n")
