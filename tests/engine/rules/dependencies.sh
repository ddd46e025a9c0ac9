#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# dependencies.sh ROOT: app -> ui -> engine, and within engine who may include whom. See CONTRIBUTING.md.
set -euo pipefail

cd "$1"
problems=0

# report FILE:LINE:TEXT... from standard input, with what is wrong with each.
report() {
    local words=$1 line
    while IFS= read -r line; do
        printf '%s\n    %s\n' "$line" "$words"
        problems=$((problems + 1))
    done
}

# sources FOLDER [DEPTH]: C++ files in it, all levels unless a depth is given.
sources() {
    [[ -d $1 ]] || return 0
    find "$1" ${2:+-maxdepth "$2"} \( -name '*.cpp' -o -name '*.h' \) | sort
}

# matches PATTERN FILE...: lines that match, as FILE:LINE:TEXT.
matches() {
    local pattern=$1
    shift
    [[ $# -gt 0 ]] || return 0
    grep -nHE -- "$pattern" "$@" || true
}

public='engine/[a-z0-9_]+\.h'                 # speaks Qt types and plain structs
generated='(ui_[a-z0-9_]+\.h|[a-z0-9_]+\.moc|moc_[a-z0-9_]+\.cpp)' # made by uic and moc

# may_include ALLOWED FILE...: quoted includes are written from the root and name only what is allowed.
may_include() {
    local allowed=$1
    shift
    matches '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$@" \
        | { grep -vE -- "\"($allowed|$generated)\"" || true; } \
        | sed -E 's/:[[:space:]]*#/: #/'
}

without_torch() { matches '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"](torch|ATen|c10|caffe2)/' "$@"; }

mapfile -t app < <(sources app)
mapfile -t ui < <(sources ui)
mapfile -t facade < <(sources engine 1 && sources engine/facade)
mapfile -t public_headers < <(find engine -maxdepth 1 -name '*.h' | sort)
report 'app includes app, ui and the headers directly in engine/' \
    < <(may_include "app/.+|ui/.+|$public" "${app[@]}")
report 'ui includes ui and the headers directly in engine/' < <(may_include "ui/.+|$public" "${ui[@]}")
report 'a public header includes only public headers' < <(may_include "$public" "${public_headers[@]}")
report 'the facade includes only engine' < <(may_include 'engine/.+' "${facade[@]}")
report 'app, ui and public headers are free of torch' \
    < <(without_torch "${app[@]}" "${ui[@]}" "${public_headers[@]}")

# room NAME ROOM...: a room of engine includes public headers, itself and these rooms.
rooms=(facade)
room() {
    local name=$1 others allowed
    local -a files
    others=$(IFS='|' && echo "$*")
    allowed="$public|engine/($others)/.+"
    rooms+=("$name")
    mapfile -t files < <(sources "engine/$name")
    report "engine/$name includes public headers and ${*/#/engine/}" < <(may_include "$allowed" "${files[@]}")
}
room device
room data
room store
room work
room model device data
room objective device
room training model objective device data
room gradients model objective device data
room scores
room index scores
room methods gradients scores model objective device data

mapfile -t torchless < <(sources engine/data && sources engine/store && sources engine/work && sources engine/scores \
    && sources engine/index)
report 'data, index, scores, store and work are free of torch' < <(without_torch "${torchless[@]}")

for folder in engine/*/; do
    name=$(basename "$folder")
    if [[ " ${rooms[*]} " != *" $name "* ]]; then
        report 'a room without a rule; give it one in dependencies.sh' <<<"$folder"
    fi
done

mapfile -t outside_adapter < <(sources app && sources engine && sources ui | grep -v '^ui/plots/')
report 'only ui/plots includes qcustomplot.h' \
    < <(matches '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]qcustomplot' "${outside_adapter[@]}")

mapfile -t everything < <(sources app && sources ui && sources engine && sources tests)
report 'write Q_SIGNALS, Q_SLOTS, Q_EMIT: torch uses the short words as names' \
    < <(matches '^[[:space:]]*((public|protected|private)[[:space:]]+slots|signals)[[:space:]]*:|^[[:space:]]*emit[[:space:]]+[A-Za-z_]' \
        "${everything[@]}")

if [[ $problems -gt 0 ]]; then
    printf '%d problems\n' "$problems"
    exit 1
fi
printf '%d files keep the dependency rule\n' "${#everything[@]}"
