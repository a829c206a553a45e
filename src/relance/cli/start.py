"""`relance start`: the desk and the worker in one process, on this machine."""

from __future__ import annotations

import socket
import sys
import threading

from relance.cli.parser import Parser
from relance.cli.setup import ready


def main(arguments: list[str]) -> int:
    parser = Parser("start", "Ouvre le bureau et ses envois sur cette machine.")
    parser.add_argument("--port", type=int, help="port du bureau (8000)")
    chosen = parser.parse_args(arguments)
    ready()
    return serve(port=chosen.port)


def serve(*, port: int | None = None) -> int:
    """Serve the desk until interrupted; the worker runs beside it in a thread."""
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    from relance.office import settings, sign_in, worker
    from relance.office.access import everything

    config = settings.CONFIG
    at = port or config.port
    if _taken(config.host, at):
        print(
            f"Le port {at} est déjà pris : relance tourne peut-être déjà, ou un autre programme "
            f"l’occupe. Essayez « relance start --port {at + 1} ». Rien n’a été lancé.",
            file=sys.stderr,
        )
        return 2
    with everything():
        token = sign_in.new_link(sign_in.owner())
    server = create_server(get_wsgi_application(), host=config.host, port=at, threads=4, ident=None)
    stop = threading.Event()
    thread = threading.Thread(target=worker.run_until, args=(stop,), name="worker", daemon=True)
    thread.start()
    print("Le bureau est ouvert. Pour entrer, ouvrez ce lien (il sert une fois) :", flush=True)
    print(f"http://{config.host}:{at}/entrer/?jeton={token}", flush=True)
    print("Ctrl+C ferme le bureau ; « relance link » donne un nouveau lien.", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        server.close()
        thread.join(timeout=5)
        print("\nLe bureau est fermé. Rien ne partira avant sa réouverture.", flush=True)
    return 0


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0
