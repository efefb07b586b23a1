"""Answers the read calls of the HTTP API: articles, lists, feeds, the contract and the reader page. It only reads."""

import os

from clippings.web.function import make_api, make_handler
from clippings.web.lookup import CALLS, ELSEWHERE

api = make_api(CALLS, os.environ, ELSEWHERE)
handler = make_handler(api)
