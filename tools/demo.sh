#!/bin/sh
# Reads the sample reports in examples/, then builds a small desk of those in examples/desk and shows one of its incidents.
set -eu
out=out/demo
wiredesk=.venv/bin/wiredesk
mkdir -p "$out"
set --
for report in examples/*; do
    case $report in
        *.md | *.gold.json | *.license) ;;
        *) [ -f "$report" ] && set -- "$@" "$report" ;;
    esac
done
$wiredesk read --html "$out/" "$@"

desk=$out/wiredesk.db
rm -f "$desk" "$desk-wal" "$desk-shm"
echo
echo "A desk of fifteen reports that tell four incidents (what the desk is not"
echo "sure to be one of them stands apart):"
$wiredesk desk init --store "$desk"
$wiredesk add --store "$desk" examples/desk
echo
$wiredesk incident --store "$desk"
echo
echo "One of them, told in five reports, with every value beside the words that say it:"
echo
shown=$($wiredesk find Garoua --type bombing --limit 1 --json --store "$desk" 2>/dev/null | sed 's/.*"incidents": \[{"id": "\(i[0-9]*\)".*/\1/')
$wiredesk incident "$shown" --store "$desk"
echo
echo "Evidence pages (open them in a browser; they need no network):"
for page in "$out"/*.html; do
    echo "  $page"
done
# The commands take ./wiredesk.db where nothing else is said; somebody's own desk is never touched.
if [ ! -e wiredesk.db ]; then
    cp "$desk" wiredesk.db
    echo "wiredesk.db holds the samples now. Look around in it:"
else
    echo "There is a wiredesk.db already, which is left alone. Look around in the samples:"
    echo "  export WIREDESK_STORE=$desk"
fi
echo "  $wiredesk serve           # in the browser, at http://127.0.0.1:8765/"
echo "  $wiredesk find bomb"
echo "  $wiredesk report r9"
echo "  $wiredesk upcoming --from 2024-06-01"
echo "  $wiredesk incident i1     # ends with a proposal that waits for you"
echo "  $wiredesk --help"
