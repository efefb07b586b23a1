"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import botocore.session
import pytest
from hypothesis import HealthCheck, settings

# moto ends boto3's session with each account, and botocore reads what it knows of a service once for each session: for
# most tests of the API and the storage this was the longest part.
botocore.session.create_loader = cache(botocore.session.create_loader)

# A busy machine makes any example slow. Tests of time say so themselves, and count processor time.
settings.register_profile("clippings", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("clippings")


@pytest.fixture(scope="session", autouse=True)
def _own_runtime_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands must not find a service that runs outside of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        yield
