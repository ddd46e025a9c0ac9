#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Not a test: how much planted label noise each audit method finds. Fashion-MNIST, first 20,000 examples, 10 %
# of the labels flipped, cnn, 6 epochs of SGD at learning rate 0.05 with momentum 0.9. Prints the recovery of each
# seed, then the mean.
#
# audit_recovery.sh PROPONENT_CLI [SEED ...]                          (default: 1 2 3)
# THREADS=1 audit_recovery.sh ...    where other work keeps the machine busy
# AUDIT=--no-self-influence audit_recovery.sh ...    the quick part; AUDIT="--folds 5" with confident learning
# NOISE=pair audit_recovery.sh ...    flipped to the next class (default: uniform, to any other)
set -eu

cli=${1:?name the program: build/release/bin/proponent-cli}
shift
[ $# -gt 0 ] || set -- 1 2 3
library=$(mktemp -d)
trap 'rm -rf "$library"' EXIT INT TERM

for seed in "$@"; do
    "$cli" train --library "$library" --data fashion-mnist --train-limit 20000 --label-noise 0.1 --noise-kind "${NOISE:-uniform}" \
        --model cnn \
        --epochs 6 --optimizer sgd --lr 0.05 --momentum 0.9 --seed "$seed" --precision fp32 \
        --threads "${THREADS:-0}" --name "seed $seed" >"$library/log" 2>&1 || { cat "$library/log" >&2; exit 1; }
    echo "seed $seed"
    "$cli" audit "seed $seed" --library "$library" --top 1 --threads "${THREADS:-0}" ${AUDIT:-} \
        2>"$library/log" >"$library/audit" || { cat "$library/log" >&2; exit 1; }
    sed -n '/^share of the/,$p' "$library/audit" | tail -n +2 | tee -a "$library/tables"
done

echo "mean of $# seeds"
awk '$1 == "method" { if (!n++) print; next }
     { if (!($1 in count)) order[++methods] = $1
       count[$1]++
       for (i = 2; i <= NF; i += 2) sum[$1, i] += $i
       fields = NF }
     END { for (m = 1; m <= methods; m++) {
               printf "    %-14s", order[m]
               for (i = 2; i <= fields; i += 2) printf "  %6.2f %%", sum[order[m], i] / count[order[m]]
               print "" } }' "$library/tables"
