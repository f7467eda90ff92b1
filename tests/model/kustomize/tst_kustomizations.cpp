// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/rendering.h"
#include "model/wire/json.h"
#include "model/yaml/yamlvalue.h"
#include "tests/support/testdata.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <map>
#include <utility>
#include <vector>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

// What objects are called, and what is in them with their keys sorted; in order.
using Printed = std::vector<std::pair<QString, QByteArray>>;

Value sorted(const Value &value)
{
    if (const ValueList *list = value.list()) {
        ValueList items;
        for (const Value &item : *list) items.push_back(sorted(item));
        return items;
    }
    if (!value.isMap()) return value;
    std::map<QString, Value> entries;
    for (const auto &[key, part] : *value.map()) entries[key] = sorted(part);
    ValueMap map;
    for (auto &[key, part] : entries) map.emplace_back(key, std::move(part));
    return map;
}

QString textAt(const Value &value, std::initializer_list<QStringView> way)
{
    const Value *at = &value;
    for (const QStringView key : way)
        if (at = at->find(key); !at) return {};
    return at->isString() ? *at->string() : QString();
}

Printed print(const QByteArray &text)
{
    Printed printed;
    const YamlStream stream = YamlStream::parse(text);
    for (const YamlStream::Part &part : stream.parts()) {
        if (part.document->isEmpty() && !part.document->error()) continue;
        const auto value = toValue(part.document->root());
        if (part.document->error() || !value) {
            printed.emplace_back(u"broken"_s, part.document->text());
            continue;
        }
        QStringList id;
        for (const auto &way : std::initializer_list<std::initializer_list<QStringView>>{
                 {u"apiVersion"}, {u"kind"}, {u"metadata", u"namespace"}, {u"metadata", u"name"}})
            id += textAt(*value, way);
        printed.emplace_back(id.join(u' '), writeJson(sorted(*value)) + '\n');
    }
    return printed;
}

QByteArray idsOf(const Printed &printed)
{
    QByteArray ids;
    for (const auto &[id, text] : printed) ids += id.toUtf8() + '\n';
    return ids;
}

} // namespace

// Each folder below tests/data/kustomize has a `case`, the kustomization to be rendered, and what the kustomize program
// made of it: `expected.yaml`, or `refused`, its error. The script `record` there makes them. Where there is a file
// `unsupported`, ours says that it does not render the part of kustomize that this file names.
class TestKustomizations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asKustomize_data()
    {
        QTest::addColumn<QString>("path");
        const QString other = qEnvironmentVariable("KUBEWRIGHT_KUSTOMIZATIONS");
        const QDir all(other.isEmpty() ? support::testDataPath(u"kustomize"_s) : other);
        for (const QString &name : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(name.toUtf8().constData()) << all.filePath(name);
    }
    void asKustomize()
    {
        QFETCH(QString, path);
        QFile chosen(path + u"/case"_s);
        const QString folder =
            chosen.open(QIODevice::ReadOnly) ? QString::fromUtf8(chosen.readAll().trimmed()) : u"."_s;
        const auto rendering = Rendering::kustomize(QDir(path).filePath(folder));
        QByteArray problems;
        for (const Problem &problem : rendering->problems())
            if (problem.severity == Severity::Error) problems += toText(problem).toUtf8() + '\n';

        if (QFile::exists(path + u"/refused"_s)) {
            QVERIFY2(!problems.isEmpty(), rendering->text().constData());
            return;
        }
        if (QFile part(path + u"/unsupported"_s); part.open(QIODevice::ReadOnly)) {
            QVERIFY2(problems.contains("error: " + part.readAll().trimmed() + " is a part of kustomize that is not "),
                     problems.constData());
            QCOMPARE(rendering->text(), QByteArray());
            return;
        }
        QCOMPARE(problems, QByteArray());
        QFile expected(path + u"/expected.yaml"_s);
        QVERIFY(expected.open(QIODevice::ReadOnly));
        const Printed ours = print(rendering->text()), theirs = print(expected.readAll());
        QCOMPARE(idsOf(ours), idsOf(theirs));
        for (size_t i = 0; i < theirs.size(); ++i)
            QVERIFY2(ours[i] == theirs[i], "\n" + ours[i].second + theirs[i].second);
    }
};

QTEST_GUILESS_MAIN(TestKustomizations)
#include "tst_kustomizations.moc"
