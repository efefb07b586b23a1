"""``python -m training``: train on the corpus, validate over hosts, write the model file with its table.

``--check`` validates alone, and prints the table.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from clippings.body import extraction
from training.corpus import corpus_folder, data_hash
from training.readers import Readers
from training.rows import MADE_WEIGHTS, WEIGHTS
from training.trees import PAGE_SETTINGS, PAGE_TREES, PASSAGE_SETTINGS, PASSAGE_TREES
from training.validation import Trainer, table, threshold, train_pages, validate

MODEL = Path(extraction.__file__).with_name("model.json")


def main() -> None:
    """Train and write the models, or only validate."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--check", action="store_true", help="validate and print the table; write nothing")
    only_check = parser.parse_args().check
    with Readers(tuple(WEIGHTS)) as readers:
        trainer = Trainer(readers)
        outcomes = validate(trainer)
        figures = table(outcomes)
        print(json.dumps(figures, indent=1))
        if only_check:
            return
        model = {
            "data": data_hash(corpus_folder(), tuple(WEIGHTS)),
            "sets": {"labelled": list(WEIGHTS), "made": list(MADE_WEIGHTS)},
            "settings": {
                "passages": {**PASSAGE_SETTINGS, "trees": PASSAGE_TREES},
                "pages": {**PAGE_SETTINGS, "trees": PAGE_TREES},
            },
            "table": figures,
            "threshold": threshold(outcomes),
            "pages": train_pages(outcomes),
            "passages": trainer.passages(),
            "words": trainer.words.fit(),
        }
    MODEL.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
