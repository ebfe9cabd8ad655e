"""Where data lives: database, cache, files, search index, jobs."""

from __future__ import annotations

from practica.config import env

DATA_DIR = env.data_dir()
DATABASES = {"default": env.database()}
STORAGES = {
    "default": env.file_storage(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

REDIS_URL = env.text("REDIS_URL")


def _cache(name: str, most: int) -> dict[str, object]:
    if REDIS_URL:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    memory = "django.core.cache.backends.locmem.LocMemCache"
    return {"BACKEND": memory, "LOCATION": name, "OPTIONS": {"MAX_ENTRIES": most}}


# What counts tries and messages is small, and must outlive whatever else is counted within the hour: a full
# memory forgets what was used longest ago. What was read out of texts and files is large, and may go.
CACHES = {"default": _cache("counts", 50_000), "texts": _cache("texts", 300)}

SEARCH_DIR = env.text("SEARCH_DIR") or str(DATA_DIR / "search")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "imports"]}}

WEB_THREADS = env.number("WEB_THREADS", 4)
WEB_WORKERS = env.number("WEB_WORKERS", 1)

# Where browsers find the sockets of co-editing: an address or a path of this site; "off" for none. Left
# empty, it is a port of its own where the site is reached in the clear, and /live where it is not.
LIVE_URL = env.text("LIVE_URL")
LIVE_PORT = env.number("LIVE_PORT", 0)

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# Files: the largest one; the room of each community and of the whole site (0: no limit but the disk); after
# how many days an upload that stands still is forgotten.
FILE_MOST_MB = float(env.text("FILE_MOST_MB", "512"))
FILES_COMMUNITY_GB = float(env.text("FILES_COMMUNITY_GB", "20"))
FILES_SITE_GB = float(env.text("FILES_SITE_GB", "0"))
FILES_UPLOAD_DAYS = float(env.text("FILES_UPLOAD_DAYS", "7"))

# Hosts inside this network that may be asked all the same (an intranet's), and whether addresses in the
# catalogue of resources are looked at now and then.
FETCH_PRIVATE_HOSTS = [host.lower() for host in env.words("FETCH_PRIVATE_HOSTS")]
LINK_WATCH = env.flag("LINK_WATCH", True)
# Whether pages elsewhere are asked what they are called, for the cards that lead to them.
LINK_TITLES = env.flag("LINK_TITLES", True)

# How many changes a minute one token may make through the API.
API_WRITES_A_MINUTE = env.number("API_WRITES_A_MINUTE", 120)

# Folders of this server that administrators may import from, and how many processes render an import's pages.
IMPORT_ROOTS = env.words("IMPORT_ROOTS")
IMPORT_PROCESSES = env.number("IMPORT_PROCESSES", 2)

# Days after which a question without an answer counts as something missing, and after which what people
# looked for in vain is forgotten.
GAP_UNANSWERED_DAYS = env.number("GAP_UNANSWERED_DAYS", 3)
GAP_KEPT_DAYS = env.number("GAP_KEPT_DAYS", 180)

# Hits that people open: kept "off", "anonymous" or "named" (of those who want it), for so many days.
SEARCH_CLICKS = env.text("SEARCH_CLICKS", "anonymous")
SEARCH_CLICKS_DAYS = env.number("SEARCH_CLICKS_DAYS", 180)

# Search by meaning, unless "off": the bundled model, one in a folder, or a service that makes embeddings.
MEANING = env.text("MEANING", "on") != "off"
MODEL_DIR = env.text("MODEL_DIR")
EMBEDDINGS_URL = env.text("EMBEDDINGS_URL")
EMBEDDINGS_MODEL = env.text("EMBEDDINGS_MODEL")
EMBEDDINGS_KEY = env.text("EMBEDDINGS_KEY")

# A service that may order and connect the quotes of an answer. None unless a site names one.
ANSWERS_URL = env.text("ANSWERS_URL")
ANSWERS_MODEL = env.text("ANSWERS_MODEL")
ANSWERS_KEY = env.text("ANSWERS_KEY")
