// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/schemastore.h"

#include <QStringView>

#include <array>

namespace practice {

// Where a schema has the property of a name, or -1. Names of properties are short and ASCII: no memory is taken to ask.
inline int propertyIndex(const model::SchemaNode &node, QStringView name)
{
    std::array<char, 64> bytes;
    if (name.size() > qsizetype(bytes.size())) return node.indexOf(name.toUtf8());
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (name[i].unicode() >= 0x80) return node.indexOf(name.toUtf8());
        bytes[std::size_t(i)] = char(name[i].unicode());
    }
    return node.indexOf(QByteArrayView(bytes.data(), name.size()));
}

} // namespace practice
