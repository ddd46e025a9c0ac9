#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# compare_releases.sh [RELEASE...]
# Trains with this machine's libtorch, then builds, tests, and does the same in each of the named Debian
# releases (default: trixie forky, with libtorch 2.6 and 2.14), and fails where they don't agree. Prints how
# fast each trains. The roots are in_release.sh's, in $ROOTS (default /var/tmp); as root.
set -euo pipefail
cd "$(dirname "$0")/../.."
roots=${ROOTS:-/var/tmp}
reference=build/reference
program=build/release/bin/compat_reference
if [[ $# -eq 0 ]]; then set -- trixie forky; fi

./bootstrap build
"$program" write "$reference"
"$program" speed
failed=()
for release in "$@"; do
    root="$roots/proponent-$release"
    mkdir -p "$root/root/proponent/build"
    cp -r "$reference" "$root/root/proponent/build/"
    echo "== $release"
    if ! PROPONENT_CMAKE_ARGS="${PROPONENT_CMAKE_ARGS:-} -DPROPONENT_DESKTOP=ON" tests/compat/in_release.sh \
        "$release" "$root" -- sh -c "./bootstrap test && $program compare $reference && $program speed"; then
        failed+=("$release")
    fi
done
if [[ ${#failed[@]} -gt 0 ]]; then
    echo "compare_releases: differences or failures in: ${failed[*]}"
    exit 1
fi
