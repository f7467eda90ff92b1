// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/wire/typed.h"
#include "model/yaml/yamlvalue.h"
#include "tests/model/wire/randomobjects.h"
#include "tests/support/controlplane.h"
#include "tests/support/gotypes.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

// An object, and which type it is read into.
struct Case
{
    QByteArray apiVersion, kind;
    WireType type;
    QByteArray json;
};

static WireType typeOf(const QByteArray &apiVersion, const QByteArray &kind)
{
    const qsizetype slash = apiVersion.indexOf('/');
    return WireTypes::builtin().kind(slash < 0 ? QByteArrayView() : QByteArrayView(apiVersion).first(slash),
                                     QByteArrayView(apiVersion).sliced(slash + 1), kind);
}

static Case caseOf(Value object)
{
    const Value *apiVersion = object.find(u"apiVersion"), *kind = object.find(u"kind");
    Case one;
    if (apiVersion && apiVersion->string()) one.apiVersion = apiVersion->string()->toUtf8();
    if (kind && kind->string()) one.kind = kind->string()->toUtf8();
    one.type = typeOf(one.apiVersion, one.kind);
    one.json = writeJson(object);
    return one;
}

// The object as JSON, or the error; and what strict decoding says.
static QByteArray ours(const Case &one)
{
    const auto text = readJson(one.json);
    if (!text) return text.error().message.toUtf8();
    const auto typed = readTyped(one.type, text->value);
    if (!typed) return typed.error().message.toUtf8();
    QByteArray answer = writeJson(typed->object);
    for (const QString &name : typed->unknown) answer += "\nunknown field " + name.toUtf8();
    return answer;
}

static QByteArray theirs(const support::GoAnswer &answer)
{
    if (!answer.error.isEmpty()) return answer.error.toUtf8();
    const auto text = readJson(answer.json); // so that both are printed by the same writer
    QByteArray printed = text ? writeJson(text->value) : text.error().message.toUtf8();
    for (const QString &one : answer.strict) {
        const auto quoted = readJson(one.mid(one.indexOf(u'"')).toUtf8());
        printed += "\nunknown field " + (quoted ? quoted->value.string()->toUtf8() : one.toUtf8());
    }
    return printed;
}

// Those of every group (DeleteOptions) in v1 alone.
static std::vector<WireTypes::Kind> kinds()
{
    std::vector<WireTypes::Kind> kinds;
    const WireTypes &types = WireTypes::builtin();
    for (int i = 0; i < types.kindCount(); ++i) {
        const WireTypes::Kind kind = types.kindAt(i);
        if (kind.type.package() != "meta/v1" || (kind.group.isEmpty() && kind.version == "v1")) kinds.push_back(kind);
    }
    return kinds;
}

static std::vector<Case> randomCases(int rounds, int faults)
{
    std::vector<Case> cases;
    support::RandomObjects random(quint32(faults + 1), faults);
    for (int round = 0; round < rounds; ++round) {
        for (const WireTypes::Kind &kind : kinds()) {
            const QString version = QString::fromUtf8(kind.version);
            Value object = ValueMap{
                {u"apiVersion"_s, kind.group.isEmpty() ? version : QString::fromUtf8(kind.group) + u'/' + version},
                {u"kind"_s, QString::fromUtf8(kind.kind)}};
            const Value content = random.object(kind.type);
            if (const ValueMap *fields = content.map())
                for (const auto &[name, value] : *fields) object.set(name, value);
            cases.push_back(caseOf(object));
        }
    }
    return cases;
}

static std::vector<Case> manifestCases()
{
    std::vector<Case> cases;
    QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"), {u"*.yaml"_s, u"*.yml"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QByteArray text = '\n' + file.readAll();
        for (qsizetype at = 0; at >= 0;) {
            const qsizetype next = text.indexOf("\n---", at + 1);
            const QByteArray part = text.sliced(at, (next < 0 ? text.size() : next) - at);
            const auto document = YamlDocument::parse(part.startsWith("\n---") ? part.sliced(4) : part);
            at = next;
            if (document->error()) continue;
            const auto value = toValue(document->root());
            if (value && value->isMap() && caseOf(*value).type) cases.push_back(caseOf(*value));
        }
    }
    return cases;
}

// A value that the shape cannot have.
static Value wrongFor(WireShape shape)
{
    switch (shape.kind()) {
    case WireKind::Bool:
    case WireKind::Int32:
    case WireKind::Int64:
    case WireKind::Float64: return u"text";
    case WireKind::Quantity:
    case WireKind::IntOrString:
    case WireKind::List:
    case WireKind::Map: return true;
    default: return 7;
    }
}

// What a field may be, most of it wrong or nothing.
static std::vector<Value> variants(WireShape shape)
{
    std::vector<Value> values{wrongFor(shape), Value(), ValueMap(), ValueList(), u"", 0, false};
    const bool list = shape.kind() == WireKind::List || shape.kind() == WireKind::SchemaOrStrings ||
                      shape.kind() == WireKind::SchemaOrArray;
    for (const Value &element : {wrongFor(shape.element()), Value()}) {
        if (list) values.push_back(ValueList{element});
        if (shape.kind() == WireKind::Map) values.push_back(ValueMap{{u"k"_s, element}});
    }
    return values;
}

// Each field of each type that some kind holds, as variants has it.
static std::vector<Case> everyField()
{
    struct Place
    {
        WireType type;
        Value object; // of the kind
        std::vector<QString> path;
    };
    const auto valueAt = [](Value &object, const std::vector<QString> &path) {
        Value *value = &object;
        for (const QString &step : path) value = step.isNull() ? &value->list()->front() : &value->entry(step);
        return value;
    };
    std::vector<Place> places;
    for (const WireTypes::Kind &kind : kinds()) {
        const QString group = QString::fromUtf8(kind.group), version = QString::fromUtf8(kind.version);
        places.push_back({kind.type,
                          ValueMap{{u"apiVersion"_s, group.isEmpty() ? version : group + u'/' + version},
                                   {u"kind"_s, QString::fromUtf8(kind.kind)}},
                          {}});
    }
    std::vector<Case> cases;
    std::vector<WireType> seen;
    for (std::size_t at = 0; at < places.size(); ++at) {
        const Place place = places[at];
        if (std::find(seen.begin(), seen.end(), place.type) != seen.end()) continue;
        seen.push_back(place.type);
        for (int i = 0; i < place.type.fieldCount(); ++i) {
            const WireField field = place.type.field(i);
            const WireShape shape = field.shape();
            if (field.number() == 0 && place.path.empty()) continue;
            for (const Value &value : variants(shape)) {
                Value object = place.object;
                valueAt(object, place.path)->entry(field.key()) = value;
                cases.push_back(caseOf(object));
            }
            Place below = place;
            Value &child = valueAt(below.object, place.path)->entry(field.key());
            below.path.push_back(field.key());
            below.type = shape.kind() == WireKind::Struct ? shape.type() : shape.element().type();
            if (shape.kind() == WireKind::List) child = ValueList{ValueMap()}, below.path.push_back(QString());
            if (shape.kind() == WireKind::Map) child = ValueMap{{u"k"_s, ValueMap()}}, below.path.push_back(u"k"_s);
            if (shape.kind() == WireKind::Struct) child = ValueMap();
            if (below.type && shape.kind() <= WireKind::Map) places.push_back(std::move(below));
        }
    }
    return cases;
}

class TestTypedGo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsGo_data()
    {
        QTest::addColumn<int>("rounds"); // 0: the manifests, -1: every field
        QTest::addColumn<int>("faults");
        QTest::newRow("manifests") << 0 << 0;
        QTest::newRow("every field") << -1 << 0;
        QTest::newRow("random objects") << 4 << 0;
        QTest::newRow("random objects with few faults") << 8 << 2;
        QTest::newRow("random objects with many faults") << 4 << 30;
    }
    void sameAsGo()
    {
        QFETCH(int, rounds);
        QFETCH(int, faults);
        const std::vector<Case> cases = rounds > 0   ? randomCases(rounds, faults)
                                        : rounds < 0 ? everyField()
                                                     : manifestCases();
        QByteArrayList lines;
        for (const Case &one : cases) lines.append(one.apiVersion + '\t' + one.kind + '\t' + one.json);
        const auto answers = support::askGo(lines);
        if (!answers) KUBEWRIGHT_SKIP("no Go toolchain with the modules of tests/controlplane");
        int wrong = 0, errors = 0;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const QByteArray our = ours(cases[i]), their = theirs((*answers)[i]);
            errors += !(*answers)[i].error.isEmpty();
            if (our == their) continue;
            if (++wrong <= 10)
                qWarning().noquote() << "read:  " << lines[qsizetype(i)] << "\nours:  " << our << "\ntheirs:" << their;
        }
        qInfo("%d of %d the same, %d of them errors, %lld bytes each", int(cases.size()) - wrong, int(cases.size()),
              errors, qlonglong(lines.join().size()) / qlonglong(cases.size()));
        QVERIFY(cases.size() > 290);
        QCOMPARE(wrong, 0);
    }
};

QTEST_GUILESS_MAIN(TestTypedGo)
#include "tst_typedgo.moc"
