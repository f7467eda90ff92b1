// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

//go:build tools

// Package tools pins the helm that the tests of charts run.
package tools

import _ "helm.sh/helm/v3/cmd/helm"
