// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/practice/node/kubeletbench.h"

#include <functional>
#include <map>

// How each row of docs/practice-truth.md is played.
namespace truth {

// What is seen, as the row has it.
using Scene = std::function<QStringList(bench::KubeletBench &bench)>;

const std::map<QString, Scene> &scenes();
// Those of init containers, ends and nodes: a part of them.
void addLaterScenes(std::map<QString, Scene> &all);

} // namespace truth
