"""stub"""
from dataclasses import dataclass, field
@dataclass
class Arrived:
    cases: list = field(default_factory=list)
    uploads: list = field(default_factory=list)
    problems: list = field(default_factory=list)
def arrive(files, **k): return Arrived()
