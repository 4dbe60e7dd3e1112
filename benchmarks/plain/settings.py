"""Wayahead's settings with the plain endpoint in place of its pages."""

from wayahead.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.plain.urls"
