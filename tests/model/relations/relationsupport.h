// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/infer.h"
#include "model/relations/rules.h"
#include "model/resource/resourceset.h"

#include <QFile>

#include <vector>

namespace test {

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) file.write(text);
}

struct Case
{
    QByteArray name, input, output;
};

// Cases of a text file in tests/data: "=== NAME", the input, "==>", the output.
inline std::vector<Case> readCases(const QString &path)
{
    std::vector<Case> cases;
    bool output = false;
    for (const QByteArray &line : readFile(QStringLiteral(KUBEWRIGHT_TEST_DATA) + u'/' + path).split('\n')) {
        if (line.startsWith("=== ")) {
            cases.push_back({line.mid(4), {}, {}});
            output = false;
        } else if (line == "==>") {
            output = true;
        } else if (!cases.empty() && !(output && line.isEmpty())) {
            (output ? cases.back().output : cases.back().input) += line + '\n';
        }
    }
    return cases;
}

inline std::shared_ptr<const model::ResourceSet> load(const QByteArray &text)
{
    return model::ResourceSet::build({{QStringLiteral("a.yaml"), model::YamlStream::parse(text)}});
}

// One line an edge: Kind/name -word-> Kind/name @field "label" !reason
inline QByteArray print(const model::Edges &edges)
{
    const auto node = [](const model::ResourceKey &key) {
        return (key.kind + u'/' + (key.ns.isEmpty() ? key.name : key.ns + u'/' + key.name)).toUtf8();
    };
    QByteArray out;
    for (const model::Edge &edge : edges) {
        out += node(edge.from) + " -" + toWord(edge.relation).toUtf8() + "-> " + node(edge.to) + " @" +
               edge.field.toString().toUtf8();
        if (!edge.label.isEmpty()) out += " \"" + edge.label.toUtf8() + '"';
        if (edge.broken) out += " !" + edge.reason.toUtf8();
        out += '\n';
    }
    return out;
}

} // namespace test
