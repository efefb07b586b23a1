"""Withdraws articles, replays them, and revokes feeds and keys, for callers with IAM permissions."""

import os

from clippings.web.admin_calls import CALLS
from clippings.web.function import make_api, make_handler

api = make_api(CALLS, os.environ)
handler = make_handler(api)
