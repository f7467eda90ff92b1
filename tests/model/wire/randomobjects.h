// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QRandomGenerator>

namespace support {

// Objects of a type, with and without faults: values of wrong types, unknown fields, nulls, texts that do not parse.
class RandomObjects
{
public:
    // faults: of a thousand values, how many are wrong.
    RandomObjects(quint32 seed, int faults) : m_random(seed), m_faults(faults) {}
    model::Value object(model::WireType type)
    {
        m_budget = int(m_random.bounded(10, 1500));
        return structure(type, 0);
    }

private:
    model::Value structure(model::WireType type, int depth);
    model::Value value(model::WireShape shape, int depth);
    model::Value leaf(model::WireShape shape);
    model::Value schema(model::WireShape shape, int depth);
    model::Value anything(int depth);
    model::Value wrong();
    template<std::size_t size>
    QString one(const char16_t *const (&texts)[size])
    {
        return QStringView(texts[m_random.bounded(quint32(size))]).toString();
    }
    bool chance(int ofThousand) { return int(m_random.bounded(1000)) < ofThousand; }

    QRandomGenerator m_random;
    int m_faults;
    int m_budget = 0; // values that the object may still get
};

} // namespace support
