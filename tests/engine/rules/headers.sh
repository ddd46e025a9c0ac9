#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# headers.sh ROOT engine|ui|ui-inside WORK_FOLDER FLAGS_FILE COMPILER...
# Compiles each public header by itself and looks at every file it draws in: none may be torch's. Debian
# keeps torch in /usr/include, so that leaving out an include path would prove nothing.
# engine: the headers directly in engine/. ui: those directly in ui/ and whatever else app/ includes.
# ui-inside: all in ui/ but the adapter's that draw in qcustomplot.h, which needs Qt's keywords.
# The compiler may be `ccache g++`: a second run is quick then.
set -euo pipefail

check_header() {
    local root=$1 work=$2 flags=$3 header=$4 unit dependencies torch
    shift 4
    unit=$work/${header//\//_}.cpp
    dependencies=$unit.d
    printf '#include "%s"\n' "$root/$header" >"$unit"
    if ! "$@" "@$flags" -c -o "$unit.o" -MD -MF "$dependencies" "$unit"; then
        echo "$header: does not compile by itself; include what it uses"
        return 1
    fi
    torch=$(tr ' ' '\n' <"$dependencies" | grep -E '/(torch|ATen|c10|caffe2)/' | head -n 1 || true)
    if [[ -n $torch ]]; then
        echo "$header: draws in $torch; a public header has no torch type, keep it behind Impl"
        return 1
    fi
}

if [[ $1 == --one ]]; then
    header=${*: -1} # xargs puts it last
    set -- "${@:2:$#-2}"
    check_header "$1" "$2" "$3" "$header" "${@:4}"
    exit
fi

root=$1 room=$2 work=$3 flags=$4
shift 4
cd "$root"
mkdir -p "$work"
headers_of() {
    case $1 in
        engine) find engine -maxdepth 1 -name '*.h' ;;
        ui)
            find ui -maxdepth 1 -name '*.h'
            grep -rhoE '"ui/[^"]+\.h"' app | tr -d '"'
            ;;
        ui-inside) find ui -name '*.h' -exec grep -L -e '<qcustomplot' -e '"ui/plots/plot_canvas.h"' {} + ;;
    esac
}
mapfile -t headers < <(headers_of "$room" | sort -u)
if [[ ${#headers[@]} -eq 0 ]]; then
    echo "there is no header in $room; has the folder moved?"
    exit 1
fi
printf '%s\0' "${headers[@]}" | xargs -0 -n 1 -P "$(nproc)" "$0" --one "$PWD" "$work" "$flags" "$@"
echo "${#headers[@]} headers of $room stand alone, without torch"
