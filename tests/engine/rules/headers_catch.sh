#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# headers_catch.sh FLAGS_FILE COMPILER...: headers.sh must refuse what it is there to refuse.
set -euo pipefail

flags=$1
shift
compiler=("$@")
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/engine" "$tree/fake/c10/util"
printf '#pragma once\n' >"$tree/fake/c10/util/Exception.h"

# expect passes|fails WORDS CONTENT: what headers.sh says to a public header with this content.
expect() {
    local expected=$1 words=$2 found=passes
    printf '%s\n' '#pragma once' "${@:3}" >"$tree/engine/tried.h"
    if ! output=$("$here/headers.sh" "$tree" engine "$tree/work" "$flags" "${compiler[@]}" 2>&1); then found=fails; fi
    if [[ $found != "$expected" || $output != *"$words"* ]]; then
        printf 'a header with "%s": expected to %s, but it %s:\n%s\n' "${*:3}" "${expected%s}" "$found" "$output"
        exit 1
    fi
}

expect passes 'stand alone' '#include <QString>' 'QString nameOf(int);'
expect fails 'does not compile by itself' 'QString nameOf(int);'
expect fails 'no torch type' '#include "../fake/c10/util/Exception.h"'
echo "headers.sh refuses what it should"
