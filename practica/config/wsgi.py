"""The pages and the API over WSGI: no thread hops between middleware (see docs/decisions)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practica.config.settings")
application = get_wsgi_application()
