#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# appstream.sh FILE: the AppStream metadata are in order. There is no homepage yet, of which appstreamcli 1.0 warns, and
# older ones, which don't, don't know that word.
set -euo pipefail
appstreamcli validate --no-net --pedantic "$1" && exit
appstreamcli validate --no-net --pedantic --override=url-homepage-missing=info "$1"
