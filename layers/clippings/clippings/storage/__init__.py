"""Where articles are kept: the only room that knows boto3. Nothing connects before the first call.

::

    store = Wiring.from_environment(os.environ)      # cached per container by each handler
    store.articles   store.lists   store.changes   store.ingestions   store.objects   store.cursors   store.withdrawals

**articles** (``ArticleTable``; consistent reads only where a write depends on them)::

    articles.get_record(article_id) -> Record | None          # one read; never the content
    articles.get(article_id) -> Stored | None                 # record and current content, two reads
    articles.get_revision(article_id, revision_id) -> Stored | None   # any id ever given for a run still answers
    articles.find_by_address(url) -> str | None               # the id, by any variant; InvalidRequest: no web address
    articles.revisions(record, position=None) -> Iterator[Revision]   # newest first; reads as it is followed
    articles.revision_page(record, *, limit=50, position=None) -> RevisionPage   # items, and the next page's position
    articles.get_content(record, revision) -> Stored          # what one Revision holds
    articles.duplicates(article_id) -> tuple[Duplicate, ...]  # the likeliest first; bounded reads
    articles.file(article, capture, extraction, now) -> Filing   # one conditional transaction, then listings

    Record:   id, revision, revisions (how many), content_hash, etag, captured_at, first_seen, last_seen, stored_at,
              withdrawn_at (datetime | None: answer 410), moved_to (id | None: answer 308), short (as in a list),
              fullest (words of the longest capture)
    Stored:   record: Record, revision: Revision, article: EnrichedArticle | None (None where withdrawn or moved),
              etag (changes whenever any stored field changes), content_key (str | None: a gzip JSON under ``content/``
              of the parsed bucket, if it is over 300 kB), to_dict() = article + revision, captured_at, stored_at
    Revision: id, number (ordinal, 1 is the oldest), first_seen, last_seen, captures (how many), content_hash, schema,
              extractor, changed (Changed | None: None for the first one), to_dict()
    Changed:  headline, standfirst (bool), added, removed, edited (paragraphs, int), silent (text changed, modified date
              did not), compared (False: extracted by different versions, no difference is claimed)
    Duplicate: id, short (dict), likeness (enrichment.likeness.Likeness)
    Filing:   article_id, outcome ("stored" | "unchanged" | "withdrawn"), revision

**lists** (eventually consistent)::

    lists.page(kind, value, *, filters=(), first_day, last_day, newest_first=True, limit=50, position) -> Rows
    lists.month_page(...)                   # the list without a filter: the months of the archive, one after the other
    Rows: items (tuple of short forms: dicts), position (dict | None: what a cursor carries), looked_at (int)

*kind* is one of FACET_KINDS; *filters* are further (kind, value) pairs, all of which must hold; values are given as a
person wrote them and folded here. ``lists.terms(q) -> tuple[str, ...]`` gives the words of ``q=`` that can be looked up
(empty: answer 400): page("term", terms[0], filters=[("term", t) for t in terms[1:]]). A short form is
``{"id", "title", "url", "published", "day", "dated", "publisher", "section", "language", "kind", "access", "authors",
"standfirst", "image", "reading_minutes"}``, without the keys that have no value.

**changes**: ``changes.page(position=None, limit=100, now) -> Rows`` of ``{"id", "change", "at", "revision", "title",
"url"}``, oldest first; *position* is given on the last page too (it is where a follower goes on), ``caught_up`` says
that there is no more at the moment. It starts 90 days back.

**ingestions**: ``put_parsed|put_stored|put_unchanged|put_rejected|put_failed`` (forward only, idempotent);
``for_key(bucket, key, limit, position) -> Rows`` newest first; ``on_day(status, day, limit, position) -> Rows`` for
``rejected`` and ``failed``. An item has bucket, key, version, status, article_id, reason, detail and at.

**objects**: ``read_upload(upload) -> Page bytes and Capture``; ``put_parsed``; ``read_parsed``;
``presign_upload(key, *, size, content_type, metadata, expires)`` -> url (PUT, size and type signed);
``presign_content(content_key, expires)`` -> url (GET).

**cursors**: ``sign(position: dict, binding: str) -> str`` and ``read(cursor: str, binding: str) -> dict``
(InvalidRequest with parameter ``cursor`` where it was altered, truncated or made for another *binding*: the caller
puts filters, order and stage into it, or an open feed's id). The secret comes from Secrets Manager on first use, and
is kept for the container.

**replaying.Replayer(store)** (the replay function only; it loads what parses): ``uploads_of(key, older=)``,
``uploads_in(article_id)``, ``replay(upload, now) -> Replayed``, ``select(publisher, name)``.

**withdrawals** (the admin function only): ``withdraw(article_id, reason, now, copies=False, is_late=…) -> Withdrawal |
None``, resumable. **parse_queue** (the same): ``announce(captures)`` has uploads parsed and filed again.
"""

from __future__ import annotations

from clippings.storage.facets import FACET_KINDS
from clippings.storage.wiring import Wiring

__all__ = ["FACET_KINDS", "Wiring"]
