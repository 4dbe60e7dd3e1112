"""Who may do what: one place, two doors. `fetch` one or be told why not; list the `visible` many."""

from wayahead.access.doors import Refused, allows, among, fetch, require, somebody, visible
from wayahead.access.listening import everybody_votes
from wayahead.access.rule import at_one_moment

__all__ = ["Refused", "allows", "among", "at_one_moment", "everybody_votes", "fetch", "require", "somebody", "visible"]
