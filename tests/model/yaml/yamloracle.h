// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArrayList>
#include <QStringList>

// What kubectl's own Go code makes of each text: a line of JSON (tests/controlplane/cmd/yamljson). Empty when the
// program cannot be built here: no Go, or not its modules.
QByteArrayList askYamlOracle(const QByteArrayList &texts, const QStringList &arguments = {});

// The keys of every map by their bytes, as the program prints them.
void sortKeys(model::Value &value);
