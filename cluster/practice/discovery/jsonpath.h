// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace practice {

// The part of kubectl's JSONPath that columns of custom resources may have: ".a.b", "['a.b']", ".a\.b", "[2]", "[-1]",
// "[*]", ".*" and "[?(@.name=="x")]" with ==, !=, <, <=, >, >= or nothing but the path.
class JsonPath
{
public:
    // Nothing for what is no such path. "{.a}" is the same as ".a".
    static std::optional<JsonPath> parse(QStringView text);

    // What the path leads to, in the object's order; empty where something is missing. Time and size are bounded by
    // those of the object.
    std::vector<const model::Value *> find(const model::Value &object) const;

private:
    struct Step
    {
        enum class Sort : quint8 { Field, Index, All, Filter };
        Sort sort = Sort::Field;
        QString name = {};
        qint64 index = 0;
        std::vector<Step> filter = {}; // fields below '@'
        QString operation = {};        // of the filter; empty: it only has to be there
        model::Value operand = {};
    };
    class Parser;

    static bool matches(const Step &step, const model::Value &value);
    static void apply(const Step &step, const model::Value &value, std::vector<const model::Value *> &found);
    static std::vector<const model::Value *> walk(const std::vector<Step> &steps, const model::Value &value);

    std::vector<Step> m_steps;
};

} // namespace practice
