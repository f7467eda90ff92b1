// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/infer.h"
#include "model/relations/rules.h"
#include "model/resource/resourceset.h"

#include <QFile>

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
