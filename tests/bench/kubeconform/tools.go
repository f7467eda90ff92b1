// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

//go:build tools

// Package kubeconform pins the validator that bench_validate measures beside ours.
package kubeconform

import _ "github.com/yannh/kubeconform/cmd/kubeconform"
