#!/bin/sh
# Reads every sample report in examples/, prints what was found and names the evidence pages.
set -eu
out=out/demo
mkdir -p "$out"
set --
for report in examples/*; do
    case $report in
        *.md | *.gold.json | *.license) ;;
        *) [ -f "$report" ] && set -- "$@" "$report" ;;
    esac
done
.venv/bin/wiredesk read --html "$out/" "$@"
echo
echo "Evidence pages (open them in a browser; they need no network):"
for page in "$out"/*.html; do
    echo "  $page"
done
