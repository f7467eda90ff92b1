// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// The words of a bundle of compiled schemas: what SchemaStore reads and its makers write. resources/schemas/README.md
/// tells the format.
namespace model::schemabundle {

inline constexpr quint32 magic = 0x3153574B; // "KWS1"
inline constexpr quint32 formatVersion = 1;
inline constexpr quint32 none = 0xFFFFFFFF;
inline constexpr int headerWords = 10, nodeWords = 9, propertyWords = 4, kindWords = 7;

enum NodeWord { TypeWord, NameWord, FirstProperty, PropertyCount, Child, FirstEnum, Lengths, FirstMapKey, MergeKey };
// Flags of a node, above the list type's two bits; of a property; of a kind.
inline constexpr quint32 openFlag = 4, atomicMapFlag = 8, ownEnumFlag = 16;
inline constexpr quint32 requiredFlag = 1, mergeFlag = 2, retainKeysFlag = 4, replaceFlag = 8, alwaysFlag = 16,
                         granularFlag = 32, statedRequiredFlag = 64, zeroDefaultFlag = 128;
inline constexpr quint32 namespacedFlag = 1, storedFlag = 2;
inline constexpr quint32 typeMask = 0xFF, formatShift = 8, flagShift = 16, listTypeMask = 3, lengthMask = 0xFFFF;

} // namespace model::schemabundle
