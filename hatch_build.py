"""The build backend: hatchling's, with a hook that compiles the Cython modules of a wheel where that is possible.

A wheel without them works alike, and is slower. An editable installation has none and needs no compiler: `make native`
builds them beside their sources.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling import build as hatchling_build
from hatchling.build import *  # noqa: F403 - the functions of a build backend
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Where ziglang has wheels; elsewhere the build would fail for want of one.
PLATFORMS = ("linux", "darwin", "win32")


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Return what a wheel is built with: as hatchling does, and what compiles."""
    compilers = _build_native(str(Path(__file__).parent)).REQUIREMENTS if sys.platform in PLATFORMS else ()
    return [*hatchling_build.get_requires_for_build_wheel(config_settings), *compilers]


class NativeModules(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Adds the compiled modules to the wheel, and its tag of Python version and platform."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the modules into a temporary folder, which the wheel is made from."""
        if version == "editable":
            return
        builder = _build_native(self.root)
        self.folder = tempfile.TemporaryDirectory()
        try:
            libraries = builder.build(Path(self.folder.name))
        except builder.BuildError as error:
            self.app.display_warning(f"The native modules are not built, and Python is used in their place: {error}")
            return
        for library in libraries:
            place = Path("clippings") / library.relative_to(self.folder.name)
            build_data["force_include"][str(library)] = place.as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Delete the temporary folder."""
        if version != "editable":
            self.folder.cleanup()


def _build_native(root: str) -> Any:
    path = Path(root) / "layers" / "clippings" / "build_native.py"
    spec = importlib.util.spec_from_file_location("build_native", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
