#!/bin/sh
# The pages are checked with axe-core. One version, known by its content: anything else is refused.
set -eu
version=4.14.1
here=$(cd "$(dirname "$0")" && pwd)
folder="$here/../.venv/axe"

is_the_one() {
    (cd "$folder" 2>/dev/null && sha256sum --check --status "$here/axe-core.sha256" 2>/dev/null)
}

is_the_one && exit 0
if ! command -v npm >/dev/null 2>&1; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "The tests need npm. Type: sudo apt-get install -y --no-install-recommends npm" >&2
        exit 1
    fi
    echo "Installing npm for the tests…"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm >/dev/null
fi
rm -rf "$folder"
mkdir -p "$folder"
npm install --prefix "$folder" --no-package-lock --ignore-scripts --no-audit --no-fund \
    --loglevel=error "axe-core@$version" >/dev/null
if ! is_the_one; then
    rm -rf "$folder"
    echo "axe-core $version is not the file deploy/axe-core.sha256 knows: not used." >&2
    exit 1
fi
