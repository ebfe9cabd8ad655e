"""The pages and the API over WSGI: no thread hops between middleware (see docs/decisions/0002)."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from practica.config.turns import taking_turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practica.config.settings")

# An answer from PostgreSQL is waited for outside the interpreter; SQLite answers within it.
application = taking_turns(get_wsgi_application(), at_once=1 if connection.vendor == "sqlite" else 2)

# The first page needs all addresses; here they are among what processes share and what stays for good.
import_module(settings.ROOT_URLCONF)

# What was loaded stays for good: the collector need not look at it again. And a page makes some ten thousand
# objects, nearly all of them gone by counting: looking for cycles every 700 costs more than it finds.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
