"""Whether an org is ready for scenarios: one check a prerequisite, by SOQL and REST only."""

from factories.sandbox.doctor.checks import CHECKS
from factories.sandbox.doctor.examination import Examination, examine, lines_of
from factories.sandbox.doctor.finding import Finding

__all__ = ["CHECKS", "Examination", "Finding", "examine", "lines_of"]
