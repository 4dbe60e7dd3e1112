"""Pages of tensions: the register, one tension as a story, the talk, how it is settled, and what people say."""

from wayahead.web.tensions import desk, options, reading, registering, settling, sides

urlpatterns = [
    *reading.urlpatterns,
    *registering.urlpatterns,
    *sides.urlpatterns,
    *options.urlpatterns,
    *settling.urlpatterns,
    *desk.urlpatterns,
]
