"""Builds the stores of one container. Each is built, and its modules are imported, on first use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from clippings.errors import Conflict
from clippings.settings import Settings
from clippings.storage.admissions import Admissions
from clippings.storage.aws_clients import AwsClients
from clippings.storage.buckets import Bucket
from clippings.storage.clients import boto3_client
from clippings.storage.cursors import Cursors
from clippings.storage.ingestions import Ingestions
from clippings.storage.kept_pictures import Pictures
from clippings.storage.keys import Keys
from clippings.storage.open_feeds import Feeds
from clippings.storage.page_store import PageStore
from clippings.storage.parse_queue import ParseQueue
from clippings.storage.table import Table
from clippings.storage.usage_plans import UsagePlans

if TYPE_CHECKING:
    from clippings.search.engine import SearchEngine, SearchIndex
    from clippings.search.opensearch import OpenSearchEngine
    from clippings.search.sqlite import SqliteEngine
    from clippings.storage.additions import Additions
    from clippings.storage.archive import Archive
    from clippings.storage.article_following import ArticleFollower
    from clippings.storage.article_stream import ArticleExporter, ExportQueue
    from clippings.storage.articles import Articles
    from clippings.storage.changes import Changes
    from clippings.storage.facet_values import FacetValues
    from clippings.storage.listings import Lister
    from clippings.storage.lists import Lists
    from clippings.storage.reindexing import Reindexer
    from clippings.storage.signed_http import SignedTransport
    from clippings.storage.terms_engine import TermsEngine
    from clippings.storage.unpacking import Unpacker
    from clippings.storage.watches import Watches
    from clippings.storage.withdrawal import Withdrawals


class Wiring(AwsClients):
    """The stores of one container. *client* makes a boto3 client from a service's name and a configuration."""

    def __init__(self, settings: Settings, client: Callable[..., Any] | None = None) -> None:
        super().__init__(settings, client or make_client)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Wiring:
        """Return the stores for the settings in *environment*. No connection is made yet."""
        return cls(Settings.from_environment(environment))

    @cached_property
    def table(self) -> Table:
        """The table."""
        table = Table(lambda: self._dynamodb, self.settings.table)
        if self.settings.search == "sqlite":  # on one machine there is no function that reads the table's stream
            table.listeners.append(lambda article_id: self.follower.follow([article_id]))
        return table

    @cached_property
    def inbox(self) -> Bucket:
        """The bucket to which pages are uploaded."""
        return Bucket(lambda: self._s3, self.settings.inbox_bucket, lambda: self._signing_s3)

    @cached_property
    def parsed(self) -> Bucket:
        """The bucket of parsed articles and large contents."""
        return Bucket(lambda: self._s3, self.settings.parsed_bucket, lambda: self._signing_s3)

    @cached_property
    def objects(self) -> PageStore:
        """Uploaded pages and parsed articles."""
        return PageStore(self.inbox, self.parsed, self.settings.max_page_bytes)

    @cached_property
    def pictures(self) -> Pictures:
        """Pictures that were uploaded with pages."""
        return Pictures(self.parsed, keeps=self.settings.keeps_images)

    @cached_property
    def ingestions(self) -> Ingestions:
        """The ingestion status of each upload."""
        return Ingestions(self.table, self.settings.ingestion_days)

    @cached_property
    def admissions(self) -> Admissions:
        """The uploads that are admitted although they are not articles."""
        return Admissions(self.table, self.settings.admit)

    @cached_property
    def archive(self) -> Archive:
        """Contents and captures."""
        from clippings.storage.archive import Archive

        return Archive(self.table, self.parsed)

    @cached_property
    def lister(self) -> Lister:
        """Writes the listings and the rows of near-duplicate bands."""
        from clippings.storage.listings import Lister

        return Lister(self.table, self.settings.shards, self.settings.caps)

    @cached_property
    def articles(self) -> Articles:
        """The articles."""
        from clippings.storage.articles import Articles
        from clippings.storage.filing import Filer

        filer = Filer(self.table, self.archive, self.lister, self.settings.shards, self.settings.caps)
        return Articles(self.table, self.archive, filer)

    @cached_property
    def lists(self) -> Lists:
        """Lists by facet."""
        from clippings.storage.lists import Lists

        return Lists(self.table, self.settings.shards)

    @cached_property
    def additions(self) -> Additions:
        """The articles in the order in which they were added."""
        from clippings.storage.additions import Additions

        return Additions(self.table, self.settings.shards)

    @cached_property
    def facet_values(self) -> FacetValues:
        """The values of facets with few values."""
        from clippings.storage.facet_values import FacetValues

        return FacetValues(self.table)

    @cached_property
    def search(self) -> SearchEngine:
        """The search engine."""
        from clippings.search.fallback import FallbackEngine
        from clippings.search.opensearch import OpenSearchEngine

        engine = self._full_text
        return (
            FallbackEngine(engine, self.listings) if isinstance(engine, OpenSearchEngine) else engine or self.listings
        )

    @cached_property
    def listings(self) -> TermsEngine:
        """Answers lists without words, and searches if there is no other engine."""
        from clippings.storage.terms_engine import TermsEngine

        return TermsEngine(self.lists)

    @cached_property
    def search_index(self) -> SearchIndex | None:
        """The engine that the follower updates; None if searches use the table's listings."""
        return self._full_text

    @cached_property
    def _full_text(self) -> SqliteEngine | OpenSearchEngine | None:
        """The full-text engine, if there is one."""
        from clippings.search.opensearch import OpenSearchEngine

        if self.settings.search == "sqlite":
            from clippings.search.sqlite import SqliteEngine

            return SqliteEngine(self.settings.search_file)
        return OpenSearchEngine(self._search_transport()) if self.settings.search == "opensearch" else None

    def _search_transport(self) -> SignedTransport:
        from botocore.session import Session

        from clippings.storage.signed_http import SignedTransport, service_of

        endpoint = self.settings.search_endpoint
        service = service_of(endpoint)
        credentials = Session().get_credentials() if service else None
        return SignedTransport(endpoint, service, self.settings.region, credentials, self.settings.search_seconds)

    @cached_property
    def watches(self) -> Watches:
        """The saved searches."""
        from clippings.storage.watches import Watches

        return Watches(self.table)

    @cached_property
    def follower(self) -> ArticleFollower:
        """Updates the search index and reports matches to watches."""
        from clippings.storage.article_following import ArticleFollower, EventBus

        bus = EventBus(lambda: self._events, self.settings.event_bus) if self.settings.event_bus else None
        return ArticleFollower(self.articles, self.watches, bus, self.search_index)

    @cached_property
    def reindexer(self) -> Reindexer:
        """Fills and repairs the search index."""
        from clippings.storage.reindexing import Reindexer

        return Reindexer(self.lists, self.follower, self.export_queue)

    @cached_property
    def export_queue(self) -> ExportQueue | None:
        """The queue of articles whose rows are written to the table for Athena, if there is one."""
        from clippings.storage.article_stream import ExportQueue

        url = self.settings.export_queue_url
        return ExportQueue(lambda: self._sqs, url) if url else None

    @cached_property
    def exporter(self) -> ArticleExporter:
        """Puts the rows of articles into the stream of the table for Athena."""
        from clippings.storage.article_stream import ArticleExporter, ArticleStream

        stream = ArticleStream(lambda: self._firehose, self.settings.export_stream, self.table.pause)
        return ArticleExporter(self.articles, stream)

    @cached_property
    def changes(self) -> Changes:
        """The change feed."""
        from clippings.storage.changes import Changes

        return Changes(self.table, self.settings.shards)

    @cached_property
    def feeds(self) -> Feeds:
        """The open feeds."""
        return Feeds(self.table)

    @cached_property
    def keys(self) -> Keys:
        """The API keys and their rights."""
        return Keys(self.table, self._refresh_keys)

    @cached_property
    def usage_plans(self) -> UsagePlans:
        """The API keys in API Gateway."""
        return UsagePlans(lambda: self._apigateway, self.settings.plans)

    def _refresh_keys(self) -> None:
        """Make the keys function read API Gateway.

        On one machine there is no such function: the records of the keys are written at the start.

        Raises:
            Conflict: The function failed; the next request tries again.
        """
        if not self.settings.keys_function:
            return
        client = self._client("lambda", self._config())
        if "FunctionError" in client.invoke(FunctionName=self.settings.keys_function):
            raise Conflict("the keys function failed")

    @cached_property
    def withdrawals(self) -> Withdrawals:
        """Takes articles down."""
        from clippings.storage.withdrawal import Withdrawals

        stores = self.table, self.archive, self.articles, self.lister, self.ingestions
        return Withdrawals(*stores, self.inbox, self.parsed)

    @cached_property
    def parse_queue(self) -> ParseQueue:
        """The queue of the parse function."""
        return ParseQueue(lambda: self._sqs, self.settings.parse_queue_url)

    @cached_property
    def unpacker(self) -> Unpacker:
        """Unpacks bundles."""
        from clippings.storage.stretches import BundleQueue
        from clippings.storage.unpacking import Unpacker

        stretches = BundleQueue(lambda: self._sqs, self.settings.bundle_queue_url)
        stores = self.table, self.objects, self.ingestions, self.parse_queue, stretches
        return Unpacker(*stores, self.settings.ingestion_days, keeps_pictures=self.settings.keeps_images)

    @cached_property
    def cursors(self) -> Cursors:
        """Signed positions in lists."""
        return Cursors(self._secret)


#: Makes the clients of every wiring that has no other. The local stack replaces it.
make_client: Callable[..., Any] = boto3_client
