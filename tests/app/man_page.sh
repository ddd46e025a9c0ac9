#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# man_page.sh PROGRAM PAGE
# The man page names each command and option that --help does, of the program and of each of its commands, and
# no other.
set -euo pipefail
program=$1 page=$2

options_in() { sed -nE 's/^ +(-[a-z], )?--([a-z-]+).*/\2/p'; }
help=$("$program" --help)
mapfile -t commands < <(sed -n '/^Commands:/,/^$/p' <<<"$help" | sed -nE 's/^  ([a-z-]+) .*/\1/p')
said=$({
    options_in <<<"$help"
    for command in "${commands[@]}"; do "$program" "$command" --help | options_in; done
} | sort -u)
documented=$(grep -oE 'Fl -[a-z-]+' "$page" | sed 's/^Fl -//' | sort -u)
if ! diff <(echo "$said") <(echo "$documented"); then
    echo "$page and --help name different options (< --help, > man page)"
    exit 1
fi
if ! diff <(printf '%s\n' "${commands[@]}" | sed '/^$/d' | sort) <(sed -nE 's/^\.It Cm ([a-z-]+).*/\1/p' "$page" | sort); then
    echo "$page and --help name different commands (< --help, > man page)"
    exit 1
fi
