// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

// What bench_practice writes: objects of the size that people's have.

std::string benchConfigMap(int number);               // 0.5 kB
std::string benchPod(int number);                     // 3 kB
std::string benchPodStatus(int version);              // a merge patch, as a kubelet sends it
std::string benchDeployment(int number, int version); // applied on the server's side
