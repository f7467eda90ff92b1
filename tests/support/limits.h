// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace support {

// What any hostile input may take. Instrumented and unoptimized programs are slower by a factor, the former larger too.
#if defined __SANITIZE_ADDRESS__ || !defined __OPTIMIZE__
constexpr qint64 maxMs = 40000;
#else
constexpr qint64 maxMs = 10000;
#endif
#ifdef __SANITIZE_ADDRESS__
constexpr qint64 maxBytes = qint64(3600) << 20;
#else
constexpr qint64 maxBytes = qint64(900) << 20;
#endif

} // namespace support
