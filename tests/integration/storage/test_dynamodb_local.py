"""Every storage test once more on DynamoDB Local, which refuses what DynamoDB refuses and moto lets pass."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
JARS = Path(os.environ.get("CLIPPINGS_DYNAMODB_LOCAL", ROOT / ".tools" / "dynamodb-local"))
ISOLATED = [name for _, name in socket.if_nameindex()] == ["lo"]
#: Tests of histories in memory, which DynamoDB has no part in.
IN_MEMORY = (
    "test_histories.py", "test_reading_meanwhile.py", "test_slow_writers.py", "test_unversioned_buckets.py",
)  # fmt: skip
UNSHARE = ["unshare", "--net", "--map-root-user"]


def may_unshare() -> bool:
    """Return whether this machine gives a process a network of its own: some containers do not."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(ISOLATED, reason="already inside the network namespace")
@pytest.mark.skipif(shutil.which("java") is None, reason="no Java")
@pytest.mark.skipif(shutil.which("ip") is None, reason="no ip, which brings the loopback interface up")
@pytest.mark.skipif(not any(JARS.rglob("DynamoDBLocal.jar")), reason="no DynamoDB Local in .tools/dynamodb-local")
@pytest.mark.skipif(not may_unshare(), reason="no network namespace to be had: DynamoDB Local listens on every address")
def test_the_storage_tests_pass_on_dynamodb_local() -> None:
    ignored = " ".join(f"--ignore={HERE / name}" for name in IN_MEMORY)
    tests = f"{sys.executable} -m pytest -q -p no:cacheprovider -n0 {ignored} {HERE}"
    command = [*UNSHARE, "sh", "-c", f"ip link set lo up && exec {tests}"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)

    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
