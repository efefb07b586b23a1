"""Takes articles down, replays them, revokes feeds: for those who run the service, by IAM."""

import os

from clippings.web.admin_calls import CALLS
from clippings.web.function import make_api, make_handler

api = make_api(CALLS, os.environ)
handler = make_handler(api)
