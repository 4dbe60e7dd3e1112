"""Who may do what: one place, two doors. `fetch` one or be told why not; list the `visible` many."""

from wayahead.access.doors import Refused, allows, among, fetch, require, somebody, visible
from wayahead.access.listening import everybody_votes

__all__ = ["Refused", "allows", "among", "everybody_votes", "fetch", "require", "somebody", "visible"]
