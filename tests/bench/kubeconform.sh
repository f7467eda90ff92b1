#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds kubeconform 0.7 and local schemas for it, once, so that bench_validate can measure beside it. Needs go >= 1.24 and
# the control plane (tests/controlplane). Prints the folder that holds `kubeconform` and `schemas/`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
controlplane=$here/../controlplane/controlplane
out=${XDG_CACHE_HOME:-$HOME/.cache}/kubewright/kubeconform

if [[ ! -x $out/kubeconform ]]; then
    mkdir -p "$out"
    (cd "$here/kubeconform" && CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$out/kubeconform" github.com/yannh/kubeconform/cmd/kubeconform)
fi
if [[ ! -d $out/schemas ]]; then
    running=$(mktemp -d)
    trap '"$controlplane" down "$running"; rm -rf "$running"' EXIT
    "$controlplane" up "$running" --bare >&2
    "$here/kubeconform/schemas" "$running" "$out/schemas.new" >&2
    mv "$out/schemas.new" "$out/schemas"
fi
printf '%s\n' "$out"
