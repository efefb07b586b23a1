"""The API's functions over a table and buckets in moto, invoked as API Gateway invokes them."""

from tests.integration.api.browsing import browser, one_browser, site  # noqa: F401 - fixtures
from tests.support.api_functions import admin, client, desk, feeds, store, uploads  # noqa: F401 - fixtures
