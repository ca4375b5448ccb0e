#!/bin/sh
# Trains all that is trained, in order: train.sh DATA. Seeds are fixed in the modules; each step's log lies in out/training.
# STEPS="lines card" trains those alone.
set -eu
data=$1
steps=${STEPS:-gazetteer names linking lines lines_kinds blocks dating shown_days dated_bodies reader calibrate conformance incidents card}
log=out/training
if [ ! -d "$data/data" ]; then
    echo "train: no corpora under $data; training needs the data folder beside the clone" >&2
    exit 1
fi
mkdir -p "$log"
for step in $steps; do
    case $step in
        gazetteer | card) set -- ;;
        linking) set -- --data "$data/data/polnear" ;;
        *) set -- --shared "$data" ;;
    esac
    echo "train: python -m training.$step $*  (log: $log/$step.log)"
    if ! .venv-train/bin/python -m "training.$step" "$@" >"$log/$step.log" 2>&1; then
        tail -n 20 "$log/$step.log" >&2
        echo "train: training.$step failed; its log is $log/$step.log" >&2
        exit 1
    fi
    tail -n 3 "$log/$step.log"
done
