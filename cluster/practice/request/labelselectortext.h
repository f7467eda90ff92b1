// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/request/objectfacts.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace practice {

// A selector as a query has it: "app=web,tier in (a,b),!legacy,size>3" (apimachinery pkg/labels).
class LabelSelectorText
{
public:
    // Error 400 with the parser's words. Empty selects everything.
    static Answer<LabelSelectorText> read(const QString &text);

    bool isEmpty() const { return m_rules.empty(); }
    // Takes as long as there are labels, however many requirements there are.
    bool matches(const ObjectFacts &facts) const;

private:
    struct Text // in m_text
    {
        quint32 at = 0;
        quint32 size = 0;
    };
    struct Values // in m_values: sorted, each once
    {
        quint32 at = 0;
        quint32 count = 0;
    };
    // All requirements on one key.
    struct Rule
    {
        Text key;
        bool isRequired = false;  // the label must be there
        bool isForbidden = false; // it must not
        bool isListed = false;    // its value is one of in
        Values in = {};
        Values notIn = {};
        std::optional<qint64> above = {}; // its value is a number, and greater
        std::optional<qint64> below = {};
    };
    QStringView view(Text text) const { return QStringView(m_text).mid(text.at, text.size); }
    bool has(Values values, QStringView value) const;
    bool accepts(const Rule &rule, QStringView value) const;
    friend class LabelSelectorBuilder;

    QString m_text; // keys and values, one behind the other
    std::vector<Text> m_values;
    std::vector<Rule> m_rules; // by key
    qsizetype m_required = 0;  // of the rules
};

} // namespace practice
