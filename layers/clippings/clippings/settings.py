"""Settings: the only module that reads the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from clippings.facets import FACETS_BY_NAME, TERM
from clippings.records import ADMIT_CHOICES, Admit

MEBIBYTE = 1024 * 1024


#: Words of search that an article is listed under: those of its title, and of names and keywords up to this number.
MAX_TERMS = 12


@dataclass(frozen=True, slots=True)
class ListingCaps:
    """The most listings of one article by facet: each costs one write unit. All values stay in the content.

    Attributes:
        terms: The words of search.
        costly: Whether the facets that cost extra are listed (see :class:`clippings.facets.Facet`).
    """

    terms: int = MAX_TERMS
    costly: bool = True

    def most(self, kind: str) -> int:
        """Return how many values of *kind*, a facet's name or ``term``, are listed."""
        if kind == TERM:
            return self.terms
        facet = FACETS_BY_NAME[kind]
        return facet.most if self.costly or not facet.costs_extra else 0


#: The engines that answer searches. ``terms`` is the table's own listings; ``sqlite`` is for one machine.
Search = Literal["terms", "sqlite", "opensearch"]
SEARCH_CHOICES: tuple[Search, ...] = get_args(Search)


#: The choices of the stack parameter ``Listings``: the rows for lists and searches make up most of the cost of an
#: article.
LISTINGS = {
    "all": ListingCaps(),
    "no-search": ListingCaps(terms=0),
    "few": ListingCaps(terms=0, costly=False),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Names of the stack's resources, and its limits. Sizes in bytes, times in days."""

    inbox_bucket: str
    parsed_bucket: str
    table: str
    cursor_secret_arn: str = ""
    parse_queue_url: str = ""
    bundle_queue_url: str = ""
    #: The queue of articles whose rows are written to the table for Athena; empty for none.
    export_queue_url: str = ""
    #: The Firehose stream of these rows.
    export_stream: str = ""
    #: The address that all AWS clients use instead of AWS's own, as boto3 reads it.
    endpoint: str = ""
    #: Whether `sam local` runs the function.
    sam_local: bool = False
    #: The address of S3 in presigned URLs, where clients reach S3 at another address than the functions do.
    public_s3_endpoint: str = ""
    shards: int = 1
    max_page_bytes: int = 16 * MEBIBYTE
    #: The queues' maxReceiveCount. At the last receive a failure is recorded: the message becomes a dead letter.
    max_receives: int = 5
    ingestion_days: int = 90
    #: How often a call to AWS is tried: less often where a client waits for the answer.
    call_attempts: int = 3
    caps: ListingCaps = ListingCaps()
    admit: Admit = "articles"
    #: The engine that answers searches.
    search: Search = "terms"
    #: With ``opensearch``, the ``https`` address of the domain or collection.
    search_endpoint: str = ""
    #: With ``sqlite``, the file of the index.
    search_file: str = ":memory:"
    #: Seconds that an answer of the engine is waited for.
    search_seconds: int = 3
    #: The event bus that matches of watches are reported to; empty for none.
    event_bus: str = ""
    #: The region that requests are signed for.
    region: str = ""
    #: Whether pictures that come along with a page are kept.
    keeps_images: bool = False
    #: Name of the function that reads the usage plans' keys.
    keys_function: str = ""
    #: Usage plan id → what its keys may do. Only the keys function is given it.
    plans: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Return the settings in *environment*.

        A missing name stays empty: each function has only the names that it uses, and S3 and DynamoDB reject an empty
        name.

        Raises:
            ValueError: A number is below one, or a value is not one of its choices.
        """
        return cls(
            inbox_bucket=environment.get("CLIPPINGS_INBOX_BUCKET", ""),
            parsed_bucket=environment.get("CLIPPINGS_PARSED_BUCKET", ""),
            table=environment.get("CLIPPINGS_TABLE", ""),
            cursor_secret_arn=environment.get("CLIPPINGS_CURSOR_SECRET_ARN", ""),
            parse_queue_url=environment.get("CLIPPINGS_PARSE_QUEUE_URL", ""),
            bundle_queue_url=environment.get("CLIPPINGS_BUNDLE_QUEUE_URL", ""),
            export_queue_url=environment.get("CLIPPINGS_EXPORT_QUEUE_URL", ""),
            export_stream=environment.get("CLIPPINGS_EXPORT_STREAM", ""),
            endpoint=environment.get("AWS_ENDPOINT_URL", ""),
            sam_local=environment.get("AWS_SAM_LOCAL") == "true",
            public_s3_endpoint=environment.get("CLIPPINGS_PUBLIC_S3_ENDPOINT", ""),
            shards=_count(environment, "CLIPPINGS_SHARDS", 1),
            max_page_bytes=_count(environment, "CLIPPINGS_MAX_PAGE_BYTES", 16 * MEBIBYTE),
            max_receives=_count(environment, "CLIPPINGS_MAX_RECEIVES", 5),
            ingestion_days=_count(environment, "CLIPPINGS_INGESTION_DAYS", 90),
            call_attempts=_count(environment, "CLIPPINGS_CALL_ATTEMPTS", 3),
            caps=_caps(environment.get("CLIPPINGS_LISTINGS") or "all"),
            admit=_admit(environment.get("CLIPPINGS_ADMIT") or "articles"),
            search=_search(environment),
            search_endpoint=environment.get("CLIPPINGS_SEARCH_ENDPOINT", ""),
            search_file=environment.get("CLIPPINGS_SEARCH_FILE") or ":memory:",
            search_seconds=_count(environment, "CLIPPINGS_SEARCH_SECONDS", 3),
            event_bus=environment.get("CLIPPINGS_EVENT_BUS", ""),
            region=environment.get("AWS_REGION", ""),
            keeps_images=_keeps_images(environment.get("CLIPPINGS_IMAGES") or "none"),
            keys_function=environment.get("CLIPPINGS_KEYS_FUNCTION", ""),
            plans=_plans(environment),
        )


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """What answers say whichever call is made; calls that need no archive are answered with these alone.

    Attributes:
        allowed_origins: Origins of pages that may read answers in a browser; ``*`` for all.
        requests_a_second: Requests that a key may make in a second; 0 where nothing limits them.
        requests_a_day: Requests that a key may make in a day; 0 where nothing limits them.
    """

    allowed_origins: frozenset[str] = frozenset()
    requests_a_second: int = 0
    requests_a_day: int = 0

    @property
    def rate_limit_policy(self) -> str:
        """The limits of a key's requests, as the header ``RateLimit-Policy`` has them; empty where there are none."""
        limits = (("second", self.requests_a_second, 1), ("day", self.requests_a_day, 86_400))
        return ", ".join(f'"{name}";q={most};w={seconds}' for name, most, seconds in limits if most)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> ApiSettings:
        """Return the settings in *environment*.

        Raises:
            ValueError: A limit is not a whole number from 1.
        """
        return cls(
            allowed_origins=frozenset(filter(None, environment.get("CLIPPINGS_ALLOWED_ORIGINS", "").split(","))),
            requests_a_second=_count(environment, "CLIPPINGS_REQUESTS_A_SECOND", 0),
            requests_a_day=_count(environment, "CLIPPINGS_REQUESTS_A_DAY", 0),
        )


def _admit(choice: str) -> Admit:
    for known in ADMIT_CHOICES:
        if choice == known:
            return known
    raise ValueError(f"CLIPPINGS_ADMIT must be one of {', '.join(ADMIT_CHOICES)}, not {choice!r}")


def _search(environment: Mapping[str, str]) -> Search:
    choice = environment.get("CLIPPINGS_SEARCH") or "terms"
    for known in SEARCH_CHOICES:
        if choice == known:
            if known == "opensearch" and not environment.get("CLIPPINGS_SEARCH_ENDPOINT", "").startswith("http"):
                raise ValueError("CLIPPINGS_SEARCH_ENDPOINT must be the https address of the domain or collection")
            return known
    raise ValueError(f"CLIPPINGS_SEARCH must be one of {', '.join(SEARCH_CHOICES)}, not {choice!r}")


def _keeps_images(choice: str) -> bool:
    if choice not in ("none", "keep"):
        raise ValueError(f"CLIPPINGS_IMAGES must be none or keep, not {choice!r}")
    return choice == "keep"


def _plans(environment: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the rights of each usage plan that *environment* names."""
    return {
        environment[f"CLIPPINGS_{who}_PLAN"]: frozenset(environment[f"CLIPPINGS_{who}_RIGHTS"].split(","))
        for who in ("READER", "WRITER")
        if f"CLIPPINGS_{who}_PLAN" in environment
    }


def _caps(choice: str) -> ListingCaps:
    if choice not in LISTINGS:
        raise ValueError(f"CLIPPINGS_LISTINGS must be one of {', '.join(LISTINGS)}, not {choice!r}")
    return LISTINGS[choice]


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    if not environment.get(name):
        return default
    raw = environment[name]
    if not raw.isascii() or not raw.isdecimal() or int(raw) < 1:
        raise ValueError(f"{name} must be a whole number from 1, not {raw!r}")
    return int(raw)
