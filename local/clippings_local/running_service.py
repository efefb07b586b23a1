"""The running service of this machine: `serve` writes its addresses to a file, and other commands read them."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class RunningService:
    """The output of ``clippings serve --json``, and the process id."""

    api: str
    api_key: str
    s3: str
    inbox_bucket: str
    pid: int


def service_file(environment: Mapping[str, str]) -> Path:
    """Return the file of this user's service: in the runtime folder, or in a temporary folder of the user."""
    runtime = environment.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) / "clippings" if runtime else Path(tempfile.gettempdir()) / f"clippings-{_user()}"
    return folder / "service.json"


@contextmanager
def announced(service: RunningService, environment: Mapping[str, str]) -> Iterator[None]:
    """Announce *service* to other commands of this user until the block ends.

    Of several services the last one counts.
    """
    path = service_file(environment)
    try:
        _write(path, json.dumps(asdict(service)))
    except OSError:
        # If the file cannot be written, the service runs all the same, and the commands need its options.
        yield
        return
    try:
        yield
    finally:
        if _read(path) == service:
            path.unlink(missing_ok=True)


def find_running(environment: Mapping[str, str]) -> RunningService | None:
    """Return the running service, or None if there is no file, it belongs to another user, or its process has ended."""
    path = service_file(environment)
    with suppress(OSError):
        if path.stat().st_uid != _user():
            return None
    service = _read(path)
    return service if service and _is_alive(service.pid) else None


def _write(path: Path, text: str) -> None:
    """Write the file for this user only, since it contains the API key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.parent.stat().st_uid != _user():
        raise PermissionError(f"{path.parent} belongs to another user")
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    fresh.replace(path)


def _read(path: Path) -> RunningService | None:
    try:
        return RunningService(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
