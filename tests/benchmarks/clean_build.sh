#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# clean_build.sh [COMMIT]: what a clean build of a commit (HEAD) costs, in job-seconds from .ninja_log: of the
# programs, as ./bootstrap run builds them, and with the tests; then how many compilations a second clone in another
# folder takes from the compiler cache. Job-seconds grow where the machine is busy: compare two commits in one sitting.
set -euo pipefail

source=$(cd "$(dirname "$0")/../.." && pwd)
commit=$(git -C "$source" rev-parse "${1:-HEAD}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CCACHE_DIR=$folder/cache PROPONENT_SKIP_PACKAGES=1
unset CCACHE_DISABLE

# job_seconds LOG: the sum of the times that each command took. One with several outputs has a line for each.
job_seconds() {
    awk -F'\t' '!/^#/ && !seen[$5 $1 $2]++ {sum += $2 - $1; jobs++} END {printf "%d job-seconds in %d jobs", sum / 1000, jobs}' "$1"
}

# build CLONE [TARGET...]: builds there, and says how long it took.
build() {
    local clone=$1 started=$SECONDS
    shift
    (cd "$clone" && cmake --preset release \
        && cmake --build --preset release --parallel "$(nproc)" ${1:+--target "$@"}) >"$folder/log" 2>&1 \
        || { tail -n 40 "$folder/log"; exit 1; }
    echo "$((SECONDS - started)) s on $(nproc) cores"
}

for clone in one two; do
    git clone -q "$source" "$folder/$clone"
    git -C "$folder/$clone" checkout -q "$commit"
done
echo "commit $(git -C "$source" log -1 --format='%h, %s' "$commit")"
wall=$(build "$folder/one" proponent proponent-cli)
echo "programs: $(job_seconds "$folder/one/build/release/.ninja_log"), $wall"
wall=$(build "$folder/one")
echo "with tests: $(job_seconds "$folder/one/build/release/.ninja_log"), $wall more"
ccache -z >"$folder/log"
wall=$(build "$folder/two")
ccache -s | awk -v wall="$wall" '/Hits:/ && !done++ {print "second clone: compiler cache " $0 ", " wall}'
