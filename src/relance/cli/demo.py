"""`relance demo`: the desk on an invented cabinet, in a folder of its own."""

from __future__ import annotations

import os

from relance.cli.parser import Parser


def main(arguments: list[str]) -> int:
    parser = Parser("demo", "Le bureau sur un cabinet inventé, dans un dossier à part.")
    parser.add_argument("--port", type=int, help="port du bureau (8000)")
    parser.add_argument("--load-only", action="store_true", help="remplit le cabinet sans ouvrir")
    chosen = parser.parse_args(arguments)
    if not os.environ.get("RELANCE_DATA"):
        from relance.office.config import default_data_folder

        os.environ["RELANCE_DATA"] = str(default_data_folder().with_name("relance-demo"))
    from relance.cli.setup import ready
    from relance.cli.start import serve

    ready()
    from relance.office import clock, installation, settings
    from relance.office.access import everything
    from relance.office.samples import loading

    with everything():
        installation.row()
        count = loading.load(clock.today(settings.CONFIG.time_zone))
    print(f"Cabinet d’essai : {count} dossiers, dans {settings.CONFIG.data}", flush=True)
    return 0 if chosen.load_only else serve(port=chosen.port)
