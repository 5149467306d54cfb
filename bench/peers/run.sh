#!/bin/sh
# bench/peers/run.sh [ROUNDS]: the tree and its peers on the same workloads in one run, as one table. The peers are installed into a folder that
# goes away again. Needs Node and npm.
set -eu
rounds="${1:-5}"
here="$(cd "$(dirname "$0")" && pwd)"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp "$here"/*.mjs "$here"/package.json "$folder"
(cd "$folder" && npm install --silent --no-audit --no-fund >&2)
dotnet run -c Release --project "$here/../Sextant.Bench" -- tree "$rounds" | tee "$folder/figures.txt" >&2
node "$folder/peers.mjs" "$folder/figures.txt" "$rounds"
