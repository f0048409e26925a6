"""What a benchmark found: each case beside its peer, and what has a limit."""

from dataclasses import asdict, dataclass, field
from typing import TextIO


@dataclass
class Case:
    """One thing done by both. `statements` are ours; `peak_mb` is the memory ours took at its highest."""

    case: str
    ours_s: float
    peer: str
    peer_s: float
    statements: int
    peak_mb: int | None = None
    raw_s: float | None = None  # reading and a bare COPY, without any check
    tuned_s: float | None = None  # the peer at its quickest; each benchmark says how

    @property
    def ratio(self) -> float:
        """How many times longer the peer takes."""
        return self.peer_s / self.ours_s


@dataclass
class Check:
    """A number and the most it may be."""

    name: str
    value: float
    limit: float

    bound = "at most"

    @property
    def ok(self) -> bool:
        """Does it keep its limit?"""
        return self.value <= self.limit


@dataclass
class Floor(Check):
    """A number and the least it must be."""

    bound = "at least"

    @property
    def ok(self) -> bool:
        """Does it reach its limit?"""
        return self.value >= self.limit


@dataclass
class Report:
    """All of one benchmark."""

    benchmark: str
    results: list[Case] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def as_json(self) -> dict:
        """Numbers as measured; what was not measured is left out."""
        results = [
            {name: _rounded(value) for name, value in asdict(case).items() if value is not None}
            | {"ratio": _rounded(case.ratio)}
            for case in self.results
        ]
        checks = [asdict(check) | {"ok": check.ok} for check in self.checks]
        return {"benchmark": self.benchmark, "results": results, "checks": checks}

    def print(self, out: TextIO) -> None:
        """The same as a table."""
        for case in self.results:
            line = f"{case.case:<20} {case.ours_s:8.3f} s   {case.peer} {case.peer_s:8.3f} s"
            line += f"   x {case.ratio:.1f}   {case.statements} statements"
            line += f"   {case.peak_mb} MB" if case.peak_mb else ""
            line += f"   bare COPY: {case.raw_s:.3f} s" if case.raw_s else ""
            line += f"   tuned: {case.tuned_s:.3f} s" if case.tuned_s else ""
            out.write(f"{line}\n")
        for check in self.checks:
            mark = "ok" if check.ok else "FAILED"
            out.write(f"{mark:<7}{check.name}: {check.value} ({check.bound} {check.limit})\n")


def _rounded(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value
