"""`relance link`: a fresh one-time sign-in link for the person of this machine."""

from __future__ import annotations

from relance.cli.parser import Parser
from relance.cli.setup import ready


def main(arguments: list[str]) -> int:
    parser = Parser("link", "Affiche un nouveau lien de connexion, à usage unique.")
    parser.parse_args(arguments)
    ready()
    from relance.office import settings, sign_in
    from relance.office.access import everything

    with everything():
        token = sign_in.new_link(sign_in.owner())
    print(f"http://{settings.CONFIG.host}:{settings.CONFIG.port}/entrer/?jeton={token}", flush=True)
    return 0
