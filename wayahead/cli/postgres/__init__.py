"""The embedded PostgreSQL: placed, started, watched and stopped by us (docs/decisions/embedded-postgresql.md)."""

from .place import Place, place_for
from .server import Server

__all__ = ["Place", "Server", "place_for"]
