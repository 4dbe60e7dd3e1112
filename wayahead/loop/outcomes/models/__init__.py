"""Outcome → Indicator → Report → verdict → answer: what should change, what did, and whether people believe it."""

from wayahead.loop.outcomes.models.frameworks import Idea, Indicator, Outcome, Reading
from wayahead.loop.outcomes.models.reports import Answer, Measure, MeasurePart, Report, Verdict

__all__ = ["Answer", "Idea", "Indicator", "Measure", "MeasurePart", "Outcome", "Reading", "Report", "Verdict"]
