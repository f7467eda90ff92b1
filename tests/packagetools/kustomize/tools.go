// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

//go:build tools

// Package tools pins the kustomize that our reader is compared with.
package tools

import _ "sigs.k8s.io/kustomize/kustomize/v5"
