"""Parse many WARC files with Ray: each file is a task, and becomes a Parquet file of its articles.

    python examples/ray_tables.py crawls/ tables/

On a cluster, the files are read from where all nodes see them. A task that is repeated writes the same file again,
which appears when it is complete.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import ray  # type: ignore[import-not-found]

import clippings
from clippings.article_columns import make_row
from clippings.bundles import BundleKind, BundlePage, read_bundle
from clippings_local.parquet_file import write_parquet


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the row of each article in the WARC file *path*."""
    with path.open("rb") as stream:
        for page in read_bundle(stream, BundleKind.WARC):
            if not isinstance(page, BundlePage):
                continue
            with suppress(clippings.RejectedPage):
                article = clippings.parse(page.body, url=page.url, received=page.captured_at, charset=page.charset)
                plain = {**article.to_dict(), "markdown": article.markdown}
                captured_at = page.captured_at.isoformat() if page.captured_at else None
                yield make_row(plain, bundle=path.name, offset=page.offset, captured_at=captured_at)


def parse_file(path: str, folder: str) -> int:
    """Write the articles of one WARC file as a Parquet file in *folder*; return how many there are."""
    name = Path(path).name.partition(".warc")[0]
    return write_parquet(Path(folder) / f"{name}.parquet", read_rows(Path(path)))


def main(crawls: str, tables: str) -> None:
    """Parse every WARC file of the folder *crawls*, as many at once as Ray has processors."""
    Path(tables).mkdir(parents=True, exist_ok=True)
    ray.init(log_to_driver=False)
    parse = ray.remote(parse_file)
    files = sorted(str(path) for path in Path(crawls).glob("*.warc*"))
    counts = ray.get([parse.remote(path, tables) for path in files])
    for path, count in zip(files, counts, strict=True):
        print(f"{path}: {count} articles")


if __name__ == "__main__":
    main(*sys.argv[1:])
