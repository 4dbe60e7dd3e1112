"""Who may do what: one place, two doors. `fetch` one or be told why not; list the `visible` many."""

from wayahead.access.doors import Refused, allows, among, fetch, require, somebody, visible

__all__ = ["Refused", "allows", "among", "fetch", "require", "somebody", "visible"]
