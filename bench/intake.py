"""Import so many invoices from files, in a process of its own: `python -m bench.intake COUNT`."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path


def main() -> None:
    count = int(sys.argv[1])
    from relance.cli.setup import ready

    ready()
    from relance.intake import read_files
    from relance.office.access import everything
    from relance.office.importing import import_readings
    from relance.office.models import Organization
    from relance.office.samples.facturx import Bill, Side, invoice_xml
    from relance.office.samples.loading import siren

    seller = Side("Atelier Duval", siren(1), "12 rue de l’Été", "69003", "Lyon")
    with tempfile.TemporaryDirectory() as folder, everything():
        for number in range(count):
            buyer = Side(
                f"Client {number // 2}", siren(1000 + number // 2), "1 rue", "75011", "Paris"
            )
            issued = date(2026, 1, 1) + timedelta(days=number % 200)
            bill = Bill(
                f"F-{number:06d}", issued, issued + timedelta(days=30), seller, buyer, "Site",
                Decimal(100 + number % 900), "FR7630006000011234567890189",
            )  # fmt: skip
            Path(folder, f"{number:06d}.xml").write_bytes(invoice_xml(bill))
        organization = Organization.objects.create(name="Banc")
        start = time.perf_counter()
        readings = read_files([folder], rules=False)
        read = time.perf_counter() - start
        report, _ = import_readings(
            readings, organization=organization, by="banc", today=date(2026, 11, 24)
        )
        whole = time.perf_counter() - start
    assert report.recorded == count, report.problems[:3]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"read": read, "import": whole, "peak_mb": peak}))


if __name__ == "__main__":
    main()
