#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# kill9.sh PROPONENT_CLI [ROUNDS]: kills training at random moments, ROUNDS times (20). Every time the library
# must open, list the session as interrupted, and resume it to the end, with the weights of a run that
# nobody disturbed.
set -euo pipefail

cli=$1
rounds=${2:-20}
RANDOM=${KILL9_SEED:-$$}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
library=$folder/library
epochs=4
train=(--library "$library" train --train-limit 1500 --test-limit 300 --model mlp --epochs "$epochs"
    --batch-size 32 --device cpu --precision fp32 --threads 1)

fail() {
    printf 'round %s: %s\n' "$round" "$1"
    [[ ! -f $folder/err ]] || tail -n 5 "$folder/err"
    exit 1
}

milliseconds() { printf '%s' $(($(date +%s%N) / 1000000)); }

# state NAME: how `sessions` lists the session; nothing when it doesn't.
state() {
    "$cli" --library "$library" sessions --json \
        | grep -o "\"name\":\"$1\"[^}]*" | grep -o '"state":"[a-z]*"' | cut -d '"' -f 4
}

# weights JSON: the digest of the last checkpoint that it names.
weights() {
    local file
    file=$(grep -o '"file":"[^"]*"' <<<"$1" | tail -n 1 | cut -d '"' -f 4)
    sha256sum <"$file"
}

# wait_for_session: until the run that writes to err has announced its session.
wait_for_session() {
    local tries
    for ((tries = 0; tries < 3000; tries++)); do
        if grep -q '^session [0-9]*:' "$folder/err"; then return; fi
        sleep 0.01
    done
    fail "no session after 30 s"
}

round=undisturbed
"$cli" "${train[@]}" --name undisturbed --json >"$folder/out" 2>"$folder/err" &
wait_for_session
started=$(milliseconds)
wait $! || fail "training failed"
lasting=$(($(milliseconds) - started))
expected=$(weights "$(<"$folder/out")")
printf 'an undisturbed run takes %d ms\n' "$lasting"

for ((round = 1; round <= rounds; round++)); do
    while true; do
        name=killed-$round-$RANDOM
        delay=$(((RANDOM * 32768 + RANDOM) % (lasting * 9 / 10)))
        : >"$folder/err" # so that no earlier run's session is waited for
        "$cli" "${train[@]}" --name "$name" >/dev/null 2>"$folder/err" &
        pid=$!
        wait_for_session
        sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
        kill -9 "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        found=$(state "$name") || true
        [[ $found == completed ]] || break
        printf 'round %d: all was done after %d ms; once more\n' "$round" "$delay"
    done
    [[ $found == interrupted ]] || fail "killed after $delay ms, the session is listed as '$found'"

    epochs_done=$("$cli" --library "$library" show "$name" --json | grep -o '"epochs_done":[0-9]*')
    resumed=$("$cli" --library "$library" resume "$name" --json 2>"$folder/err") || fail "resume failed"
    [[ $(state "$name") == completed ]] || fail "after resume the session is listed as '$(state "$name")'"
    [[ $(weights "$resumed") == "$expected" ]] || fail "other weights than the undisturbed run"
    printf 'round %d: killed after %d ms, %s of %d; listed as interrupted, resumed, same weights\n' \
        "$round" "$delay" "${epochs_done//\"/}" "$epochs"
done
printf '%d kills, no session lost\n' "$rounds"
