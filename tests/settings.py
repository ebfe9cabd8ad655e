"""Settings of the tests: quick hashing, mail kept in memory, a data folder of their own.

They stand beside the settings of sites, not among them: those would be read first, and choose a folder.
"""

import os
import tempfile

os.environ.setdefault("PRACTICA_DATA_DIR", tempfile.mkdtemp(prefix="practica-tests-"))
os.environ.setdefault("PRACTICA_LOG_LEVEL", "ERROR")

from practica.config.settings import *  # noqa: E402, F403
from practica.config.settings import CACHES, DATABASES, MIDDLEWARE  # noqa: E402

# Each test process writes an index of its own: there is one writer per index.
SEARCH_DIR = os.path.join(os.environ["PRACTICA_DATA_DIR"], f"search-{os.getpid()}")

# And a cache of its own: each test begins with an empty one, and must not empty another's.
if str(CACHES["default"]["BACKEND"]).endswith("RedisCache"):
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    for known in CACHES.values():
        known["LOCATION"] = f"{known['LOCATION']}?db={number}"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite"):
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["PRACTICA_DATA_DIR"], "tests.sqlite3")}
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]
# A test that is about meaning says so: reading a model takes longer than most tests.
MEANING = False
