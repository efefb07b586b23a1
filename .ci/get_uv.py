"""Install uv from PyPI into a virtual environment: ``get_uv.py FOLDER VERSION``.

Standard library only. Debian's bare python3 has neither pip nor ensurepip; there pip's own wheel, which runs without
being installed, is fetched first and checked against its digest.
"""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from urllib.request import urlopen

PIP_WHEEL = (
    "https://files.pythonhosted.org/packages/07/25/ee8c38ae72d66b844ce8eb9711ba905dba21ca1a8a0c960057c41cd23337/"
    "pip-26.3-py3-none-any.whl"
)
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def install(folder: Path, version: str) -> None:
    """Make *folder* an environment that holds uv *version*, and nothing when that fails half-way."""
    has_pip = importlib.util.find_spec("ensurepip") is not None
    try:
        venv.create(folder, clear=True, with_pip=has_pip)
        pip = ["-m", "pip"] if has_pip else [f"{fetch_pip(folder)}/pip"]
        subprocess.run([folder / "bin" / "python", *pip, "install", "--quiet", f"uv=={version}"], check=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def fetch_pip(folder: Path) -> Path:
    """Download pip's wheel into *folder* and return its path. SystemExit when the bytes are not the pinned ones."""
    with urlopen(PIP_WHEEL, timeout=60) as response:
        wheel = response.read()
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        sys.exit(f"{PIP_WHEEL} is not the file that was pinned")
    path = folder / PIP_WHEEL.rpartition("/")[2]
    path.write_bytes(wheel)
    return path


if __name__ == "__main__":
    install(Path(sys.argv[1]), sys.argv[2])
