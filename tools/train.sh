#!/bin/sh
# Trains all that is trained, in order: train.sh DATA. Each step logs to its own file and is seeded by its own default.
set -eu
data=$1
if [ ! -d "$data/data" ]; then
    echo "train: no corpora under $data; training needs the data folder beside the clone" >&2
    exit 1
fi
for step in lines reader card; do
    if [ -f "training/$step.py" ] || [ -d "training/$step" ]; then
        echo "train: python -m training.$step"
        .venv-train/bin/python -m "training.$step"
    fi
done
