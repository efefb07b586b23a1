"""Settings for LightGBM, and its trees in the format that ``clippings.body.model`` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm

#: Settings of the model of passages. Measured: see docs/decisions/0011-passage-model.md.
PASSAGE_SETTINGS = {
    "objective": "cross_entropy",
    "learning_rate": 0.14,
    "num_leaves": 64,
    "min_data_in_leaf": 40,
    "extra_trees": True,
    "feature_fraction": 1.0,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    "max_bin": 63,
}
PASSAGE_TREES = 200
#: Settings of the model of pages; there are few pages, so its trees are small. Many of them, each with few features,
#: depend less on chance: see docs/decisions/0019-admission.md.
PAGE_SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.02,
    "num_leaves": 8,
    "min_data_in_leaf": 12,
    "extra_trees": True,
    "feature_fraction": 0.15,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
}
PAGE_TREES = 1000
#: The same model on every run and machine. One thread a model: models are grown side by side, which waits less.
FIXED = {"verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True}


def grow(features: Any, labels: Any, weights: Any, settings: dict[str, Any], count: int) -> lightgbm.Booster:
    """Return *count* trees grown on the rows."""
    data = lightgbm.Dataset(features, label=labels, weight=weights, params={"max_bin": settings["max_bin"], **FIXED})
    return lightgbm.train({**settings, **FIXED}, data, count)


def to_plain(booster: lightgbm.Booster, names: Sequence[str]) -> dict[str, Any]:
    """Return the trees as JSON-ready lists: the nodes of all trees in preorder, four digits a number."""
    splits: list[int] = []
    values: list[float] = []

    def add(node: dict[str, Any]) -> None:
        if "leaf_value" in node:
            splits.append(-1)
            values.append(round(float(node["leaf_value"]), 4))
            return
        splits.append(int(node["split_feature"]))
        values.append(float(f"{float(node['threshold']):.5g}"))
        add(node["left_child"])
        add(node["right_child"])

    for tree in booster.dump_model()["tree_info"]:
        add(tree["tree_structure"])
    return {"features": list(names), "splits": splits, "values": values}
