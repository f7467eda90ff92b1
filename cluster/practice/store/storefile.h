// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

// The file, numbers big-endian:
//   magic (8 bytes, with the format's version), revision (8), compacted revision (8), number of states (8),
//   states by key and revision: removed (1), create revision (8), revision (8), sizes of key (4) and JSON (4), key,
//   JSON; SHA-256 of everything before (32).
// Changes are not written: they follow from the states.
namespace practice::storefile {

constexpr QByteArrayView magic("KWSTORE\x01", 8);
constexpr qsizetype headBytes = 8 + 3 * 8;
constexpr qsizetype stateHeadBytes = 1 + 2 * 8 + 2 * 4;
constexpr qsizetype checksumBytes = 32;
constexpr qsizetype maxKeyBytes = 4096;

} // namespace practice::storefile
