#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# headers.sh ROOT engine|ui COMPILER FLAGS_FILE
# Compiles public headers by themselves and looks at every file they draw in: none may be torch's. Debian
# keeps torch in /usr/include, so that leaving out an include path would prove nothing.
# engine: the headers directly in engine/. ui: those in ui/ that no source file includes first; the others
# are compiled alone by the build already. Not the adapter's that includes qcustomplot.h: it needs Qt's
# keywords.
set -euo pipefail

check_header() {
    local root=$1 compiler=$2 flags=$3 header=$4 dependencies torch
    dependencies=$(mktemp)
    if ! "$compiler" "@$flags" -fsyntax-only -MD -MF "$dependencies" -x c++ - <<<"#include \"$root/$header\""; then
        echo "$header: does not compile by itself; include what it uses"
        rm -f "$dependencies"
        return 1
    fi
    torch=$(tr ' ' '\n' <"$dependencies" | grep -E '/(torch|ATen|c10|caffe2)/' | head -n 1 || true)
    rm -f "$dependencies"
    if [[ -n $torch ]]; then
        echo "$header: draws in $torch; a public header has no torch type, keep it behind Impl"
        return 1
    fi
}

# Of the headers on standard input, those that their own source file doesn't include before all else.
not_included_first() {
    local header source
    while IFS= read -r header; do
        source=${header%.h}.cpp
        if [[ ! -f $source || $(grep -m 1 '^#include' "$source") != "#include \"$header\"" ]]; then
            printf '%s\n' "$header"
        fi
    done
}

if [[ $1 == --one ]]; then
    shift
    check_header "$@"
    exit
fi

root=$1 room=$2 compiler=$3 flags=$4
cd "$root"
if [[ $room == engine ]]; then
    mapfile -t headers < <(find engine -maxdepth 1 -name '*.h' | sort)
else
    mapfile -t headers < <(find ui -name '*.h' -exec grep -L '<qcustomplot' {} + | sort | not_included_first)
fi
if [[ $(find "$room" -name '*.h' | wc -l) -eq 0 ]]; then
    echo "there is no header in $room; has the folder moved?"
    exit 1
fi
if [[ ${#headers[@]} -gt 0 ]]; then
    printf '%s\0' "${headers[@]}" | xargs -0 -P "$(nproc)" -I {} "$0" --one "$PWD" "$compiler" "$flags" {}
fi
echo "${#headers[@]} headers of $room tried: they stand alone, without torch"
