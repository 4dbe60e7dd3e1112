"""The application that the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayahead.settings")
application = get_wsgi_application()
# All that stays is loaded now, every page and operation with its address, and set aside from what is searched for
# garbage: to search it again and again would stop everybody for a quarter of a second each time.
get_resolver().reverse_dict  # noqa: B018 - looking at it loads it
gc.collect()
gc.freeze()
