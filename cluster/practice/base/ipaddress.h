// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/ipaddress.h"

namespace practice {

using model::IpAddress;
using model::IpNetwork;

} // namespace practice
