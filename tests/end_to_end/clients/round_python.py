"""One round with a client of openapi-python-client: ingest a page, list, read, explain, follow as a feed."""

import json
import sys
import time
from pathlib import Path

import httpx
from generated import AuthenticatedClient
from generated.api.articles import get_article, get_provenance, list_articles
from generated.api.feeds import get_json_feed
from generated.api.ingestions import list_ingestions, make_upload
from generated.models import Article, ArticleList, IngestionList, JsonFeed, Provenance, Upload, UploadRequest
from generated.models.list_articles_sort import ListArticlesSort

URL = "https://www.harbour-gazette.example/generated/python"


def wait(client: AuthenticatedClient, key: str) -> str:
    """Return the id of the article that the upload became."""
    for _ in range(120):
        page = list_ingestions.sync(client=client, key=key)
        assert isinstance(page, IngestionList), page
        for ingestion in page.items:
            # A page that another client has put before is unchanged.
            if ingestion.status in {"stored", "unchanged"} and ingestion.article_id is not None:
                return ingestion.article_id
        time.sleep(0.25)
    raise TimeoutError(key)


def main(address: str, key: str, page: Path) -> None:
    """Go the round and print what was found."""
    client = AuthenticatedClient(base_url=address, token=key, prefix="", auth_header_name="x-api-key")
    html = page.read_bytes()
    wanted = UploadRequest(size=len(html), url=URL)
    upload = make_upload.sync(client=client, body=wanted, idempotency_key="python-1")
    assert isinstance(upload, Upload), upload
    httpx.put(upload.url, headers=upload.headers.additional_properties, content=html).raise_for_status()
    article_id = wait(client, upload.key)

    listed = list_articles.sync(client=client, host=["www.harbour-gazette.example"], sort=ListArticlesSort.ADDED)
    assert isinstance(listed, ArticleList), listed
    row = next(item for item in listed.items if item.id == article_id)
    article = get_article.sync(article_id, client=client)
    assert isinstance(article, Article), article
    provenance = get_provenance.sync(article_id, client=client)
    assert isinstance(provenance, Provenance), provenance
    rule: str = provenance.fields["title"].rule
    feed = get_json_feed.sync(client=client, host=["www.harbour-gazette.example"])
    assert isinstance(feed, JsonFeed), feed
    entry = next(item for item in feed.items if item.id == f"urn:clippings:article:{article_id}")
    found = {"id": article_id, "listed": row.title, "title": article.title, "rule": rule, "entry": entry.title}
    sys.stdout.write(json.dumps(found))


main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
