"""Compile the package's Cython modules with zig, for this machine's Python or for Lambda's processors.

    python build_native.py                                    # beside the sources, for the Python that runs this
    python build_native.py --into DIR --processor aarch64     # into the package DIR, for Lambda

Cython and ziglang are Python packages. Where they are missing, they are installed into a temporary folder. Where a step
fails, a message says why, no library is left half written, and the package works without: the exit status is 0 unless
``--strict`` is given.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent / "clippings"
#: What compiles. Other versions may give other bytes.
REQUIREMENTS = ("cython==3.3.1", "ziglang==0.17.1")
#: The oldest GNU C library that the libraries load with. Lambda's runtime has 2.34.
GLIBC = "2.28"
#: Without contraction no multiplication and addition are fused: results are those of Python, on every processor.
FLAGS = ("-O2", "-ffp-contract=off", "-fPIC", "-g0", "-DNDEBUG", "-Wno-everything")
#: Seconds that one step may take, an installation included.
MAX_SECONDS = 300


class BuildError(Exception):
    """A library could not be built. The text says why."""


def find_sources() -> list[Path]:
    """Return the package's Cython modules."""
    return sorted(PACKAGE.rglob("*.pyx"))


def build(into: Path, processor: str | None = None) -> list[Path]:
    """Compile every module.

    Args:
        into: The folder of the package that the libraries are written into.
        processor: ``aarch64`` or ``x86_64`` of Lambda; None for this machine.

    Returns:
        The libraries.

    Raises:
        BuildError: Headers or a compiler are missing, or a compiler failed.
    """
    sources = find_sources()
    headers = Path(sysconfig.get_path("include"))
    if not (headers / "Python.h").exists():
        raise BuildError(f"no Python.h in {headers}: the headers of this Python are not installed")
    libraries = [
        into / source.parent.relative_to(PACKAGE) / f"{source.stem}{library_suffix(processor)}" for source in sources
    ]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        environment = {**os.environ, "ZIG_LOCAL_CACHE_DIR": str(work / "zig")}
        if importlib.util.find_spec("Cython") is None or importlib.util.find_spec("ziglang") is None:
            run([sys.executable, "-m", "pip", "install", "--quiet", "--target", work / "tools", *REQUIREMENTS])
            environment["PYTHONPATH"] = str(work / "tools")
        copy_platform_headers(work / "include", processor)
        run([sys.executable, "-m", "cython", "-3", "-o", work, *sources], environment=environment)
        for source, library in zip(sources, libraries, strict=True):
            compiler = [sys.executable, "-m", "ziglang"]
            include = ["-I", headers, "-I", work / "include"]
            for arguments in commands(platform_name(processor), [*FLAGS, *include, f"{source.stem}.c"], library.name):
                run([*compiler, *arguments], folder=work, environment=environment)
            library.parent.mkdir(parents=True, exist_ok=True)
            # A process that has the old library loaded keeps it: the new one is another file of the same name.
            part = library.with_name(f"{library.name}.part")
            shutil.copyfile(work / library.name, part)
            part.replace(library)
    return libraries


def library_suffix(processor: str | None) -> str:
    """Return how the name of a library ends for this Python on *processor*, or on this machine."""
    if processor is None:
        return str(sysconfig.get_config_var("EXT_SUFFIX"))
    return f".cpython-{sys.version_info.major}{sys.version_info.minor}-{processor}-linux-gnu.so"


def platform_name(processor: str | None) -> str | None:
    """Return zig's name of Linux on *processor*, or of this machine if that is Linux; None for any other system."""
    if processor is None:
        if sys.platform != "linux" or platform.libc_ver()[0] != "glibc":
            return None
        processor = platform.machine()
    return f"{processor}-linux-gnu.{GLIBC}"


def commands(name: str | None, compiled: list[str | Path], library: str) -> list[list[str | Path]]:
    """Return the arguments of zig that make *library*, one list for each step.

    On Linux nothing is linked: a running Python has loaded the C library. zig would build parts of its own for that,
    which takes three times as long as the rest.

    Args:
        name: The platform, or None for a system other than Linux.
        compiled: Flags and the source.
        library: The file to make.
    """
    if name is None:
        system = ["-undefined", "dynamic_lookup"] if sys.platform == "darwin" else []
        return [["cc", "-shared", *system, *compiled, "-o", library]]
    return [
        ["cc", "-c", "-target", name, *compiled, "-o", "module.o"],
        ["ld.lld", "-shared", "--strip-all", "module.o", "-o", library],
    ]


def copy_platform_headers(folder: Path, processor: str | None) -> None:
    """Give *processor* the ``pyconfig.h`` of this machine, where Debian has one for each in a folder of its own.

    Both are 64-bit Linux; what differs is not used by extensions.
    """
    multiarch = sysconfig.get_config_var("MULTIARCH")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    own = Path(f"/usr/include/{multiarch}/{version}/pyconfig.h")
    if processor is not None and multiarch and own.exists():
        place = folder / f"{processor}-linux-gnu" / version
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(own, place / "pyconfig.h")


def run(command: list[str | Path], *, folder: Path | None = None, environment: dict[str, str] | None = None) -> None:
    """Run *command*.

    Raises:
        BuildError: It cannot be run, failed, or took too long.
    """
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=MAX_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(str(error)) from error
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or [f"exit status {done.returncode}"]
        raise BuildError(f"{' '.join(map(str, command[1:4]))}: {lines[-1]}")


def main() -> int:
    """Run the command line, and return its exit status."""
    parser = argparse.ArgumentParser(description="Compile the package's Cython modules with zig.")
    parser.add_argument("--into", type=Path, default=PACKAGE, metavar="DIR", help="the folder of the package")
    parser.add_argument("--processor", choices=("aarch64", "x86_64"), help="Lambda's; without it this machine's")
    parser.add_argument("--strict", action="store_true", help="fail where a library cannot be built")
    options = parser.parse_args()
    try:
        for library in build(options.into.resolve(), options.processor):
            print(f"built {library.name}: {library.stat().st_size // 1000} kB")
    except BuildError as error:
        print(f"The native modules were not built, and Python is used in their place: {error}", file=sys.stderr)
        return 1 if options.strict else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
