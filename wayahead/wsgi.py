"""The application that the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayahead.settings")
application = get_wsgi_application()
# All the code that will ever be loaded is loaded now, and set aside from what is searched for garbage: searching it
# again and again would stop everybody for a quarter of a second each time.
get_resolver().url_patterns  # noqa: B018 - it loads every page and operation
gc.collect()
gc.freeze()
