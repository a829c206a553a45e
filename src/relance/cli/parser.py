"""How every command reads its arguments and refuses bad ones: in French, with exit status 2."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser whose refusals say what is wrong, what to do, what was not done."""

    def __init__(
        self, command: str, description: str, *, nothing: str = "Rien n’a été fait."
    ) -> None:
        super().__init__(
            prog=f"relance {command}", description=description, add_help=False, allow_abbrev=False
        )
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")
        self._nothing = nothing
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        # «-2,5» is a wrong amount to be named as such, not an option nobody knows.
        self._negative_number_matcher = re.compile(r"-[\d.,\u202f\u00a0 ]+%?\Z")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Emploi :", 1)

    def error(self, message: str) -> NoReturn:
        self.refuse(_in_french(message))

    def refuse(self, sentence: str) -> NoReturn:
        """Stop with exit status 2 and a sentence on stderr."""
        print(
            f"{sentence} {self._nothing}\n« {self.prog} --help » montre l’emploi.",
            file=sys.stderr,
        )
        raise SystemExit(2)


_TRANSLATED = (
    ("the following arguments are required: ", "Il manque : "),
    ("unrecognized arguments: ", "Arguments inconnus : "),
    ("expected one argument", "attend une valeur"),
    ("expected at least one argument", "attend au moins une valeur"),
    ("invalid choice: ", "valeur impossible : "),
    ("invalid int value: ", "n’est pas un nombre entier : "),
    ("choose from", "choisissez parmi"),
    ("argument ", "Argument "),
)


def _in_french(message: str) -> str:
    for english, french in _TRANSLATED:
        message = message.replace(english, french)
    return message[:1].upper() + message[1:] + "."
