// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/contract/scenario.h"

#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"
#include "tests/cluster/practice/contract/steps.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QRegularExpression>
#include <QTimer>

#include <algorithm>

namespace contract {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

constexpr int eventWaitMs = 3000;
constexpr int quietMs = 300;   // so long nothing more may come
constexpr int untilMs = 20000; // so long a server may take to do what it does by itself
constexpr int againAfterMs = 50;

QString textOf(const Value &step, QStringView key)
{
    const Value *value = step.find(key);
    return value && value->string() ? *value->string() : QString();
}

const Value *atPath(const Value &value, const QString &path)
{
    const Value *at = &value;
    for (const QString &part : path.split(u'.')) {
        bool isIndex = false;
        const int index = part.toInt(&isIndex);
        if (isIndex && at->list())
            at = index < int(at->list()->size()) ? &(*at->list())[size_t(index)] : nullptr;
        else
            at = at->find(part);
        if (!at) return nullptr;
    }
    return at;
}

class Run
{
public:
    Run(const Scenario &scenario, ApiClient &client, Keeper &keeper)
        : m_scenario(scenario),
          m_client(client),
          m_keeper(keeper),
          m_space(QStringLiteral("c-") + scenario.id),
          m_normaliser(m_space)
    {
        m_variables[QStringLiteral("ns")] = m_space;
    }
    QStringList all();

private:
    QString filled(const QString &text) const { return contract::filled(text, m_variables); }
    Value filled(const Value &value) const { return contract::filled(value, m_variables); }
    void request(const Value &step);
    void raw(const Value &step);
    Reply sent(const Value &step, QStringView key);
    void note(const Reply &reply);
    void catchUp(const QString &path);
    void until(const Value &step);
    void openWatch(const Value &step);
    void events(const Value &step);
    QString shown(const Value &step, const QString &prefix, const Reply &reply);

    const Scenario &m_scenario;
    ApiClient &m_client;
    Keeper &m_keeper;
    QString m_space;
    Normaliser m_normaliser;
    QMap<QString, QString> m_variables;
    QHash<QString, std::shared_ptr<OpenWatch>> m_watches;
    quint64 m_revision = 0; // the last that an answer told
    QStringList m_lines;
};

// The last field of a path: "cells" of "rows.0.cells.5".
QString fieldOf(const QString &path)
{
    QStringList steps = path.split(u'.');
    while (steps.size() > 1 && std::ranges::all_of(steps.last(), [](QChar c) { return c.isDigit(); }))
        steps.removeLast();
    return steps.last();
}

QString Run::shown(const Value &step, const QString &prefix, const Reply &reply)
{
    const Value *show = step.find(u"show");
    QString line = prefix + QStringLiteral(" -> ") + QString::number(reply.code);
    const auto warnings = [this, &reply] {
        QString all;
        for (const QByteArray &warning : reply.warnings)
            all += QStringLiteral("\n  warning ") + m_normaliser.text(QString::fromUtf8(warning));
        return all;
    };
    if (!show || !show->list()) return line + warnings() + QStringLiteral("\n  ") + m_normaliser.body(reply.body);
    const auto json = model::readJson(reply.body);
    for (const Value &part : *show->list()) {
        const QString path = part.string() ? *part.string() : QString();
        if (path == u"code") continue;
        if (path == u"warnings") {
            line += warnings();
        } else if (path == u"contentType") {
            line += QStringLiteral("\n  contentType ") + QString::fromLatin1(reply.contentType);
        } else {
            const Value *value = json ? atPath(json->value, path) : nullptr;
            line += QStringLiteral("\n  ") + path + u' ' +
                    (value ? m_normaliser.body(model::writeJson(*value), fieldOf(path)) : QStringLiteral("(none)"));
        }
    }
    return line;
}

void Run::note(const Reply &reply)
{
    const auto json = model::readJson(reply.body);
    const Value *revision = json ? atPath(json->value, QStringLiteral("metadata.resourceVersion")) : nullptr;
    if (revision && revision->string()) m_revision = std::max(m_revision, revision->string()->toULongLong());
}

// With resourceVersion=0 a server may answer from a cache that has not seen the last write yet. It has, once it has
// answered what must not be older.
void Run::catchUp(const QString &path)
{
    static const QRegularExpression fromCache(QStringLiteral("[?&]resourceVersion=0(&|$)"));
    if (m_revision == 0 || !path.contains(fromCache)) return;
    m_client.request("GET", (path.section(u'?', 0, 0) + QStringLiteral("?resourceVersion=%1").arg(m_revision)).toUtf8(),
                     {}, {});
}

Reply Run::sent(const Value &step, QStringView key)
{
    const QString what = filled(textOf(step, key));
    catchUp(what.section(u' ', 1));
    const QByteArray method = what.section(u' ', 0, 0).toLatin1();
    const QByteArray path = what.section(u' ', 1).toUtf8();
    QByteArray body;
    QByteArray type = textOf(step, u"type").toLatin1();
    if (const Value *given = step.find(u"body")) {
        body = given->string() ? filled(*given->string()).toUtf8() : model::writeJson(filled(*given));
        if (type.isEmpty()) type = "application/json";
    }
    Reply reply = m_client.request(method, path, body, type, textOf(step, u"accept").toLatin1());
    note(reply);
    return reply;
}

void Run::until(const Value &step)
{
    const Value *code = step.find(u"code");
    const qint64 wanted = code && code->integer() ? *code->integer() : 200;
    const Value *is = step.find(u"is");
    const QDeadlineTimer deadline(untilMs);
    while (!deadline.hasExpired()) {
        const Reply reply = sent(step, u"until");
        const auto json = model::readJson(reply.body);
        bool done = reply.code == wanted;
        if (done && is && is->map())
            for (const auto &[path, value] : *is->map()) {
                const Value *found = json ? atPath(json->value, path) : nullptr;
                done = done && found && found->means(filled(value));
            }
        if (done) return;
        QEventLoop loop;
        QTimer::singleShot(againAfterMs, &loop, &QEventLoop::quit);
        loop.exec();
    }
    m_lines += failure + QStringLiteral("never came: ") + textOf(step, u"until");
}

void Run::request(const Value &step)
{
    const Reply reply = sent(step, u"do");
    if (!reply.code) m_lines += failure + QStringLiteral("no answer");
    m_lines += shown(step, m_normaliser.text(textOf(step, u"do")), reply);
    const Value *save = step.find(u"save");
    const auto json = model::readJson(reply.body);
    if (!save || !save->map() || !json) return;
    for (const auto &[name, from] : *save->map()) {
        const Value *value = from.string() ? atPath(json->value, *from.string()) : nullptr;
        m_variables[name] = !value            ? QStringLiteral("(none)")
                            : value->string() ? *value->string()
                                              : QString::fromUtf8(model::writeJson(*value));
    }
}

void Run::raw(const Value &step)
{
    const QString text = textOf(step, u"raw");
    const Value *pad = step.find(u"pad");
    QByteArray bytes = filled(text).toUtf8();
    bytes.replace("$auth", m_client.authorization());
    bytes.replace("$pad", QByteArray(pad && pad->integer() ? *pad->integer() : 0, 'a'));
    const Reply reply = m_client.raw(bytes);
    m_lines += shown(step, QStringLiteral("raw ") + m_normaliser.text(text.section(u'\r', 0, 0).left(200)), reply);
}

void Run::openWatch(const Value &step)
{
    const QString path = filled(textOf(step, u"watch"));
    catchUp(path);
    m_watches[textOf(step, u"as")] = m_client.watch(path.toUtf8(), textOf(step, u"accept").toLatin1());
}

void Run::events(const Value &step)
{
    const std::shared_ptr<OpenWatch> watch = m_watches.value(textOf(step, u"events"));
    if (!watch) {
        m_lines += failure + QStringLiteral("no such watch");
        return;
    }
    const Value *count = step.find(u"count");
    QList<QByteArray> events = watch->take(count && count->integer() ? int(*count->integer()) : 1, eventWaitMs);
    events += watch->take(1, quietMs); // one too many shows
    for (const QByteArray &event : events)
        m_lines += shown(step, QStringLiteral("event ") + textOf(step, u"events"),
                         {.code = 200, .contentType = {}, .warnings = {}, .body = event});
}

QStringList Run::all()
{
    m_client.request("POST", "/api/v1/namespaces",
                     R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":")" + m_space.toUtf8() + R"("}})",
                     "application/json");
    for (const Value &step : m_scenario.steps) {
        if (step.find(u"do"))
            request(step);
        else if (step.find(u"raw"))
            raw(step);
        else if (step.find(u"until"))
            until(step);
        else if (step.find(u"watch"))
            openWatch(step);
        else if (step.find(u"events"))
            events(step);
        else if (step.find(u"ends"))
            m_lines +=
                QStringLiteral("%1 %2").arg(textOf(step, u"ends"), m_watches.value(textOf(step, u"ends")) &&
                                                                           m_watches[textOf(step, u"ends")]->ended()
                                                                       ? QStringLiteral("ends")
                                                                       : QStringLiteral("goes on"));
        else if (step.find(u"compact"))
            m_keeper.compact();
        else if (step.find(u"apart"))
            m_lines += QStringLiteral("apart: ") + textOf(step, u"apart");
        else
            m_lines += failure + QStringLiteral("a step that is none");
    }
    return m_lines;
}

} // namespace

int Scenario::comparedSteps() const
{
    int count = 0;
    for (const Value &step : steps) {
        if (step.find(u"apart")) break;
        if (step.find(u"do") || step.find(u"raw") || step.find(u"events") || step.find(u"ends")) ++count;
    }
    return count;
}

QList<Scenario> Scenario::readFolder(const QString &folder, QString *error)
{
    QList<Scenario> scenarios;
    for (const QString &name : QDir(folder).entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
        QFile file(folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly)) continue;
        const model::YamlStream stream = model::YamlStream::parse(file.readAll());
        int number = 0;
        for (const model::YamlStream::Part &part : stream.parts()) {
            const model::YamlDocument &document = *part.document;
            const auto value = model::toValue(document.root());
            if (!value || document.error() || !value->find(u"steps") || !value->find(u"steps")->list()) {
                *error = QStringLiteral("%1: a scenario that is none: %2")
                             .arg(name, document.error() ? document.error()->message : QString());
                return {};
            }
            const QString base = name.chopped(5);
            scenarios.append({base + (stream.parts().size() > 1 ? u'-' + QString::number(++number) : QString()),
                              textOf(*value, u"name"), *value->find(u"steps")->list(), base});
        }
    }
    return scenarios;
}

QStringList run(const Scenario &scenario, ApiClient &client, Keeper &keeper)
{
    return Run(scenario, client, keeper).all();
}

} // namespace contract
