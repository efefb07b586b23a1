"""The module that workers are forked after loads what the functions need, so that they start at once."""

from __future__ import annotations

import os
import subprocess
import sys

#: Loads the lookup function as a worker does, and says which modules that still imported.
CODE = """
import sys, clippings_local.warm_start
before = set(sys.modules)
import clippings_local.functions as functions
from clippings_local.project import find_project
code = find_project().root / "functions" / "lookup"
environment = {"POWERTOOLS_SERVICE_NAME": "lookup", "POWERTOOLS_METRICS_NAMESPACE": "x"}
functions.Function("Lookup", code, "handler.handler", {**functions.inherited_environment(), **environment})._load()
print(*sorted(set(sys.modules) - before))
"""


def test_loading_a_function_in_a_worker_imports_no_slow_modules() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "POWERTOOLS_SERVICE_NAME": "x"}
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env=environment)
    loaded = set(told.stdout.split())
    assert "clippings_function_Lookup" in loaded
    # What takes long to import is there already.
    assert not {name.split(".")[0] for name in loaded} & {"aws_xray_sdk", "botocore", "pydantic", "clippings"}
