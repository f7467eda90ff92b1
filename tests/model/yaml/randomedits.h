// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamledit.h"

#include <QRandomGenerator>

// Edits for property tests and fuzzers: at random places of a value, with values that are awkward to write.
class RandomEdits
{
public:
    explicit RandomEdits(quint32 seed) : m_random(seed) {}

    model::Value value(int depth = 0);
    // An edit that fits the value nearly always; now and then one that does not.
    model::YamlEdit next(const model::Value &root);
    int below(int bound) { return int(m_random.bounded(bound)); }

private:
    QString text();
    QString key();
    model::FieldPath path(const model::Value &root, const model::Value *&at);

    QRandomGenerator m_random;
};
