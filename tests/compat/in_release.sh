#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# in_release.sh RELEASE [FOLDER] [-- COMMAND...]
# Builds and tests the commit checked out here with another Debian release's libtorch, in a root of its own:
# bookworm has 1.13, trixie 2.6, forky 2.14. Nothing on this machine changes but FOLDER (default
# /var/tmp/proponent-RELEASE), which a later run takes up again. COMMAND (default: ./bootstrap test) runs in
# the root's copy of the checkout. As root; needs debootstrap and git.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)

stop() {
    printf 'in_release: %s\n' "$*" >&2
    exit 1
}

[[ $# -ge 1 ]] || stop "which Debian release? For example: $0 trixie"
release=$1
shift
folder=/var/tmp/proponent-$release
if [[ $# -gt 0 && $1 != -- ]]; then
    folder=$1
    shift
fi
if [[ $# -gt 0 ]]; then shift; fi
if [[ $# -eq 0 ]]; then set -- ./bootstrap test; fi
[[ $(id -u) -eq 0 ]] || stop "debootstrap needs root"
command -v debootstrap >/dev/null || stop "debootstrap is missing; apt-get install debootstrap"

if [[ ! -e $folder/complete ]]; then
    # A release that this machine's debootstrap is too old to know is made as all of Debian's are.
    script=/usr/share/debootstrap/scripts/$release
    [[ -e $script ]] || script=/usr/share/debootstrap/scripts/sid
    debootstrap --variant=minbase "$release" "$folder" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" "$script"
    touch "$folder/complete"
fi

mkdir -p "$folder/root/proponent"
# The commit, not what lies about: what is tested here is what others get. Built files stay from run to run, and
# files that the last run had, too, keep their times; what is no longer there goes.
GIT_INDEX_FILE="$folder/index" git --git-dir="$(git -C "$here" rev-parse --absolute-git-dir)" \
    --work-tree="$folder/root/proponent" read-tree --reset -u HEAD
unmount() { umount "$folder/proc" 2>/dev/null || true; }
trap unmount EXIT
mountpoint -q "$folder/proc" || mount -t proc proc "$folder/proc"
[[ -e $folder/dev/null ]] || mknod -m 666 "$folder/dev/null" c 1 3
cp /etc/resolv.conf "$folder/etc/resolv.conf"
# The tests of files that may not be read are run too: not as root, once everything is installed.
chroot "$folder" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
    PROPONENT_CMAKE_ARGS="${PROPONENT_CMAKE_ARGS:-}" CCACHE_DIR=/root/.ccache \
    sh -c 'cd /root/proponent && exec "$@"' sh "$@"
