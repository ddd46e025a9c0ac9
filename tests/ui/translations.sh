#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# translations.sh SOURCE_FOLDER LUPDATE: every text of the program is in every language.
set -euo pipefail

cd "$1"
lupdate=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
status=0
for language in resources/i18n/proponent_*.ts; do
    copy=$folder/$(basename "$language")
    cp "$language" "$copy"
    "$lupdate" -silent -locations none -tr-function-alias QT_TR_NOOP+=N -I . ui engine app/proponent.cpp -ts "$copy" 2>/dev/null
    missing=$(grep -B 3 'type="unfinished"' "$copy" | grep '<source>' || true)
    if [[ -n $missing ]]; then
        printf '%s lacks (ninja translations adds them, to be translated there):\n%s\n' "$language" "$missing"
        status=1
    fi
done
exit "$status"
