// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "cluster/practice/patch/patches.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// Recordings of a kube-apiserver 1.33.4: {"kind":…,"steps":[{"do":…,"request":…,"writer":…,"force":…,"code":…,
// "result":…}]}; a step that failed changed nothing, and "ours" tells whether it failed in these rooms.
QString recordings()
{
    // Another folder can be replayed too, of recordings that are not kept.
    const QString other = qEnvironmentVariable("KUBEWRIGHT_RECORDED_WRITES");
    return other.isEmpty() ? QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/data/practice/writes") : other;
}

QByteArray json(const Value &value) { return model::writeJson(value); }

bool isNumber(const Value &value) { return value.integer() || value.number() || value.bigInteger(); }

// What Go leaves out of JSON.
bool isEmpty(const Value &value)
{
    if (const ValueMap *map = value.map()) return map->empty();
    if (const ValueList *list = value.list()) return list->empty();
    return value.isNull() || value == Value(0) || value == Value(false) || value == Value(u"");
}

// What admission and the registry put into a new object's spec after its fields have been tracked.
bool isPutByAdmission(const QString &field)
{
    static const QStringList fields{u"taints"_s,    u"tolerations"_s, u"priority"_s,   u"preemptionPolicy"_s,
                                    u"clusterIP"_s, u"clusterIPs"_s,  u"ipFamilies"_s, u"ipFamilyPolicy"_s};
    return fields.contains(field);
}

// What was tracked, of what was stored.
Value beforeAdmission(Value stored, const Value &request)
{
    Value *spec = stored.find(u"spec");
    const Value *wanted = request.find(u"spec");
    if (!spec || !wanted) return stored;
    std::erase_if(*spec->map(), [](const auto &field) { return isPutByAdmission(field.first); });
    for (const auto &[name, value] : *wanted->map())
        if (isPutByAdmission(name)) spec->set(name, value);
    return stored;
}

// Where part says something that whole does not: server defaults may be added to maps, and lists are as long.
QString difference(const Value &part, const Value &whole, const QString &path)
{
    if (part.isNull()) return {};
    if (const ValueMap *map = part.map()) {
        for (const auto &[name, value] : *map) {
            const Value *other = whole.find(name);
            if (!other && isEmpty(value)) continue;
            if (isPutByAdmission(name)) continue;
            if (!other) return path + u'.' + name + u" is not there"_s;
            const QString found = difference(value, *other, path + u'.' + name);
            if (!found.isEmpty()) return found;
        }
        return whole.isMap() ? QString() : path + u" is no map"_s;
    }
    if (const ValueList *list = part.list()) {
        const ValueList *other = whole.list();
        if (!other || other->size() != list->size()) return path + u" has another length"_s;
        for (std::size_t i = 0; i < list->size(); ++i) {
            const QString found = difference((*list)[i], (*other)[i], path + u'[' + QString::number(i) + u']');
            if (!found.isEmpty()) return found;
        }
        return {};
    }
    if (part == whole || (isNumber(part) && isNumber(whole))) return {};
    // Quantities in canonical form.
    if (path.contains(u".limits.") || path.contains(u".capacity.") || path.contains(u".allocatable.")) return {};
    return path + u": "_s + QString::fromUtf8(json(part)) + u" is "_s + QString::fromUtf8(json(whole));
}

Value without(Value object, std::initializer_list<QStringView> fields)
{
    if (Value *metadata = object.find(u"metadata"))
        for (const QStringView field : fields) metadata->remove(field);
    return object;
}

const Value nothing;
const Value &managedFields(const Value &object)
{
    const Value *fields = at(object, {u"metadata", u"managedFields"});
    return fields ? *fields : nothing;
}

} // namespace

class TestRecordedWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replay_data();
    void replay();

private:
    void replayStep(const Value &step, const Value *live, int number);
    void replayRefusal(const Value &step, const ApiStatus &status);
    QString m_kind;
};

void TestRecordedWrites::replay_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(recordings());
    const QStringList names = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    QVERIFY2(!names.isEmpty(), qPrintable(folder.path()));
    for (const QString &name : names) QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestRecordedWrites::replayRefusal(const Value &step, const ApiStatus &refusal)
{
    Value expected = *step.find(u"result");
    // What the API's machinery adds.
    for (const char16_t *key : {u"kind", u"apiVersion", u"metadata", u"status"}) expected.remove(key);
    Value actual = refusal.toValue();
    for (const char16_t *key : {u"kind", u"apiVersion", u"metadata", u"status"}) actual.remove(key);
    // Conflicts with several managers, and faults of several fields, come in any order there.
    for (Value *status : {&actual, &expected}) {
        QStringList lines = textAt(*status, {u"message"}).split(u'\n');
        if (lines.front().endsWith(u"errors:")) {
            lines.sort();
            status->set(u"message", lines.join(u'\n'));
        }
        Value *causes = at(*status, {u"details", u"causes"});
        if (!causes) continue;
        std::sort(causes->list()->begin(), causes->list()->end(),
                  [](const Value &l, const Value &r) { return json(l) < json(r); });
    }
    QVERIFY2(actual.means(expected), (json(actual) + "\nbut is\n" + json(expected)).constData());
}

void TestRecordedWrites::replayStep(const Value &step, const Value *live, int number)
{
    const QString action = textAt(step, {u"do"});
    const Value &request = *step.find(u"request");
    const Value &result = *step.find(u"result");
    FieldWriter writer;
    writer.manager = textAt(step, {u"writer", u"manager"});
    writer.apiVersion = textAt(step, {u"writer", u"apiVersion"});
    writer.subresource = textAt(step, {u"writer", u"subresource"});
    writer.time = textAt(step, {u"writer", u"time"});
    for (const Value &field : listAt(step, {u"writer", u"resetFields"})) writer.resetFields.push_back(*field.string());
    writer.schema = model::SchemaStore::builtin().kind(writer.apiVersion.toUtf8(), m_kind.toUtf8()).node;
    const bool failed = integerAt(step, {u"code"}) >= 300;
    if (failed && !boolAt(step, {u"ours"})) return;
    const QByteArray where = "step " + QByteArray::number(number) + " (" + action.toUtf8() + "): ";

    std::optional<Answer<Value>> answer;
    if (action == u"apply") answer = applyFields(live, request, writer, boolAt(step, {u"force"}));
    if (action == u"json") answer = applyJsonPatch(*live, request);
    if (action == u"merge") answer = applyMergePatch(*live, request);
    if (action == u"strategic") answer = applyStrategicPatch(*live, request, writer.schema);
    if (failed) {
        QVERIFY2(answer && !*answer, (where + "was done, not " + json(result)).constData());
        return replayRefusal(step, answer->status());
    }
    const bool refused = answer && !answer->ok();
    QVERIFY2(!refused, refused ? (where + json(answer->status().toValue())).constData() : "");

    Value written = answer ? **answer : request;
    if (action != u"apply") {
        Value stored = without(result, {u"managedFields"});
        if (action == u"create") stored = beforeAdmission(std::move(stored), request);
        if (const Value &given = managedFields(written); !given.isNull()) {
            mapIn(stored, u"metadata").set(u"managedFields", given);
        }
        written = trackWrite(live, std::move(stored), writer);
    }
    if (answer) {
        const QString found =
            difference(without(**answer, {u"managedFields", u"resourceVersion", u"generation"}), result, {});
        const bool statusOnly = !writer.subresource.isEmpty();
        QVERIFY2(found.isEmpty() || statusOnly || found.startsWith(u".status"), (where + found.toUtf8()).constData());
    }
    QVERIFY2(managedFields(written).means(managedFields(result)),
             (where + json(managedFields(written)) + "\nbut is\n" + json(managedFields(result)) + "\nlive " +
              (live ? json(*live) : QByteArray()) + "\nrequest " + json(request))
                 .constData());
    // Custom resources are maps there, whose keys are sorted when they are written.
    if (writer.schema.isValid()) QCOMPARE(json(managedFields(written)), json(managedFields(result)));
}

void TestRecordedWrites::replay()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto text = model::readJson(file.readAll());
    QVERIFY(text.ok());
    m_kind = textAt(text->value, {u"kind"});
    std::optional<Value> live;
    int number = 0;
    for (const Value &step : listAt(text->value, {u"steps"})) {
        replayStep(step, live ? &*live : nullptr, number++);
        if (QTest::currentTestFailed()) return;
        if (integerAt(step, {u"code"}) < 300) live = *step.find(u"result");
    }
    QVERIFY(number > 0);
}

QTEST_GUILESS_MAIN(TestRecordedWrites)
#include "tst_recordedwrites.moc"
