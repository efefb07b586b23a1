"""Answers a presigned URL to upload a page. It may only put objects under ``uploads/`` of the inbox."""

import os

from clippings.web.function import make_api, make_handler
from clippings.web.upload_calls import CALLS

api = make_api(CALLS, os.environ)
handler = make_handler(api)
