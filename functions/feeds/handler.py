"""Makes and lists open feeds. It writes feeds, and nothing else."""

import os

from clippings.web.function import make_api, make_handler
from clippings.web.open_feed_calls import CALLS

api = make_api(CALLS, os.environ)
handler = make_handler(api)
