"""Keeps open feeds and watches. It writes these, and nothing else."""

import os

from clippings.web import open_feed_calls, watch_calls
from clippings.web.function import make_api, make_handler

api = make_api([*open_feed_calls.CALLS, *watch_calls.CALLS], os.environ)
handler = make_handler(api)
