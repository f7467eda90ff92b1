// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/kinds/recordedkinds.h"

#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <QFile>

using namespace Qt::StringLiterals;
using model::Value;

namespace tests {

Value json(const QByteArray &text)
{
    auto result = model::readJson(text);
    if (!result) qFatal("%s: %s", text.left(200).constData(), qUtf8Printable(result.error().toString()));
    return std::move(result->value);
}

QByteArray text(const Value &value) { return model::writeJson(value); }

model::ValueList recorded(const QString &file)
{
    QFile source(QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/") + file);
    if (!source.open(QIODevice::ReadOnly)) qFatal("no file %s", qUtf8Printable(source.fileName()));
    const Value all = json(source.readAll());
    return all.list() ? *all.list() : model::ValueList();
}

practice::ApiKind kindOf(const Value &object)
{
    const QString apiVersion = *object.find(u"apiVersion")->string(), name = *object.find(u"kind")->string();
    const QByteArray version = apiVersion.toUtf8(), kindName = name.toUtf8();
    const model::SchemaKind known = model::SchemaStore::builtin().kind(version, kindName);
    practice::ApiKind kind;
    kind.group = apiVersion.contains(u'/') ? apiVersion.section(u'/', 0, 0) : QString();
    kind.version = apiVersion.section(u'/', -1);
    kind.kind = name;
    kind.plural = QString::fromUtf8(known.plural.toByteArray());
    kind.namespaced = known.namespaced;
    kind.schema = known.node;
    return kind;
}

QString difference(const Value &expected, const Value &actual)
{
    if (expected.means(actual)) return {};
    const Value *left = &expected, *right = &actual;
    QString path;
    while (true) {
        const Value *nextLeft = nullptr, *nextRight = nullptr;
        if (left->isMap() && right->isMap()) {
            for (const auto &[name, value] : *left->map()) {
                const Value *other = right->find(name);
                if (other && other->means(value)) continue;
                path += u'.' + name;
                if (!other) return path + u" is missing: "_s + QString::fromUtf8(text(value));
                nextLeft = &value;
                nextRight = other;
                break;
            }
            if (!nextLeft)
                for (const auto &[name, value] : *right->map())
                    if (!left->find(name))
                        return path + u'.' + name + u" is too much: "_s + QString::fromUtf8(text(value));
        } else if (left->isList() && right->isList() && left->list()->size() == right->list()->size()) {
            for (std::size_t i = 0; i < left->list()->size() && !nextLeft; ++i) {
                if (left->list()->at(i).means(right->list()->at(i))) continue;
                path += u"[%1]"_s.arg(i);
                nextLeft = &left->list()->at(i);
                nextRight = &right->list()->at(i);
            }
        }
        if (!nextLeft) break;
        left = nextLeft;
        right = nextRight;
    }
    return path + u": "_s + QString::fromUtf8(text(*right)) + u", not "_s + QString::fromUtf8(text(*left));
}

} // namespace tests
