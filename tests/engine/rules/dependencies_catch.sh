#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# dependencies.sh must refuse each way of breaking the rule, and nothing that keeps it.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

# expect passes|fails FILE LINE: a tree whose only file has only this line.
expect() {
    local expected=$1 file=$2 line=$3 found=passes
    rm -rf "${tree:?}"/*
    mkdir -p "$tree"/{app,ui,engine/{device,data,store,work,model,training,objective,gradients,scores,index,methods},tests} \
        "$tree/$(dirname "$file")"
    printf '%s\n' "$line" >"$tree/$file"
    if ! output=$("$here/dependencies.sh" "$tree" 2>&1); then found=fails; fi
    if [[ $found != "$expected" ]]; then
        printf '%s with "%s": expected to %s, but it %s:\n%s\n' "$file" "$line" "${expected%s}" "$found" "$output"
        exit 1
    fi
}

expect passes app/cli/a.cpp '#include "engine/engine.h"'
expect passes app/a.cpp '#include "ui/main_window.h"'
expect fails app/a.cpp '#include "engine/store/session_store.h"'
expect fails app/a.cpp '#include <torch/torch.h>'
expect passes ui/pages/a.cpp '#include "engine/session.h"'
expect passes ui/pages/a.cpp '#include "ui_train_page.h"'
expect fails ui/pages/a.cpp '#include "app/cli/report.h"'
expect fails ui/pages/a.cpp '#include "engine/model/network.h"'
expect fails ui/pages/a.cpp '#include "train_page.h"'
expect fails ui/work/a.cpp '#include "../pages/train/train_page.h"' # include paths don't stop this one
expect fails ui/pages/a.cpp '#include <ATen/ATen.h>'
expect passes ui/plots/a.cpp '#include <qcustomplot.h>'
expect fails ui/pages/a.cpp '#include <qcustomplot.h>'
expect passes engine/engine.cpp '#include "engine/store/session_store.h"'
expect passes engine/facade/training_job.h '#include "engine/store/session_store.h"'
expect fails engine/facade/training_job.h '#include "ui/main_window.h"'
expect fails engine/engine.h '#include "engine/facade/training_job.h"'
expect fails ui/pages/a.cpp '#include "engine/facade/training_job.h"'
expect fails engine/engine.h '#include "engine/store/session_store.h"'
expect fails engine/engine.h '#  include <c10/core/Device.h>'
expect fails engine/data/a.cpp '#include <torch/types.h>'
expect fails engine/store/a.h '#include <c10/util/Exception.h>'
expect fails engine/store/a.cpp '#include "engine/training/trainer.h"'
expect fails engine/work/a.cpp '#include "engine/store/session_store.h"'
expect fails engine/work/a.h '#include <torch/types.h>'
expect fails engine/data/a.cpp '#include "engine/store/session_store.h"'
expect fails engine/device/a.cpp '#include "engine/model/network.h"'
expect passes engine/model/a.cpp '#include "engine/device/autocast.h"'
expect fails engine/model/a.cpp '#include "engine/training/trainer.h"'
expect passes engine/training/a.cpp '#include "engine/model/network.h"'
expect fails engine/training/a.cpp '#include "engine/store/session_store.h"'
expect fails engine/training/a.cpp '#include "engine/methods/tracin.h"'
expect passes engine/gradients/a.cpp '#include "engine/data/dataset.h"'
expect fails engine/gradients/a.cpp '#include "engine/methods/tracin.h"'
expect fails engine/scores/a.cpp '#include <torch/types.h>'
expect passes engine/index/a.cpp '#include "engine/scores/ranking.h"'
expect fails engine/index/a.cpp '#include "engine/methods/tracin.h"'
expect fails engine/index/a.cpp '#include <torch/types.h>'
expect fails engine/methods/a.cpp '#include "engine/training/trainer.h"'
expect fails engine/cloud/a.cpp '#include "engine/session.h"'
expect fails ui/plots/a.h 'signals:'
expect fails ui/a.h 'public slots:'
expect fails ui/a.cpp '    emit changed();'
expect passes ui/a.cpp '    Q_EMIT changed();'
echo "dependencies.sh refuses what it should"
