"""Contents as bytes, in the table and in the bucket."""

from __future__ import annotations

import gzip
import json

import pytest

from clippings.article import EnrichedArticle
from clippings.errors import UnreadableRecord
from clippings.records import Block, Inline
from clippings.storage import contents

ARTICLE = EnrichedArticle(
    id="a" * 26,
    content_hash="h",
    word_count=4,
    reading_minutes=1,
    title="The bridge opens",
    blocks=(Block("b1", "paragraph", (Inline("It opens on Monday."),)),),
    provenance={},
)


def test_a_content_survives_storing_in_table_and_bucket() -> None:
    assert contents.unpack(contents.pack(ARTICLE)) == ARTICLE
    assert contents.from_object(contents.to_object(ARTICLE)) == ARTICLE


def test_the_object_in_the_bucket_is_the_answer_of_the_api() -> None:
    plain = json.loads(gzip.decompress(contents.to_object(ARTICLE)))
    assert plain == json.loads(json.dumps(ARTICLE.to_dict()))
    assert plain["text"] == "It opens on Monday."


@pytest.mark.parametrize("broken", [b"", b"no deflate", contents.pack(ARTICLE)[:-9]])
def test_other_items_are_unreadable_contents(broken: bytes) -> None:
    with pytest.raises(UnreadableRecord):
        contents.unpack(broken)
    with pytest.raises(UnreadableRecord):
        contents.from_object(broken)


def test_a_content_without_a_field_is_unreadable() -> None:
    plain = ARTICLE.to_dict()
    del plain["word_count"]
    with pytest.raises(UnreadableRecord, match="word_count"):
        contents.from_object(gzip.compress(json.dumps(plain).encode()))
