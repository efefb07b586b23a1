"""The build hook of the wheel: it compiles the Cython modules where that is possible.

A wheel without them works alike, and is slower. An editable installation has none: ``make native`` builds them beside
their sources.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Where ziglang has wheels; elsewhere the build would fail for want of one.
PLATFORMS = ("linux", "darwin", "win32")


class NativeModules(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Adds the compiled modules to the wheel, and its tag of Python version and platform."""

    def dependencies(self) -> list[str]:
        """Return what compiles."""
        return list(_build_native(self.root).REQUIREMENTS) if sys.platform in PLATFORMS else []

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
