// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/contract/transcript.h"

#include "model/wire/json.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace contract {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

QString textOf(const Value &object, QStringView key)
{
    const Value *value = object.find(key);
    return value && value->string() ? *value->string() : QString();
}

QString joined(const ValueList &causes)
{
    QStringList texts;
    for (const Value &cause : causes)
        texts += textOf(cause, u"field") + QStringLiteral(": ") + textOf(cause, u"message");
    return texts.join(QStringLiteral(", "));
}

// Go visits the labels of an object in any order, so what is wrong with several of them is told in any order.
void sortCausesOfOneField(Value &status)
{
    Value *details = status.find(u"details");
    Value *causes = details ? details->find(u"causes") : nullptr;
    if (!causes || !causes->list()) return;
    ValueList sorted = *std::as_const(*causes).list();
    const QString before = joined(sorted);
    for (auto from = sorted.begin(); from != sorted.end();) {
        const QString field = textOf(*from, u"field");
        const auto to =
            std::find_if(from, sorted.end(), [&field](const Value &cause) { return textOf(cause, u"field") != field; });
        std::sort(from, to, [](const Value &left, const Value &right) {
            return textOf(left, u"message") < textOf(right, u"message");
        });
        from = to;
    }
    status.set(u"message", textOf(status, u"message").replace(before, joined(sorted)));
    *causes = Value(std::move(sorted));
}

} // namespace

QString Normaliser::named(const QString &what, const QString &value)
{
    if (const auto known = m_names.constFind(value); known != m_names.cend()) return *known;
    const QString name = what + u'#' + QString::number(++m_counts[what]);
    m_names.insert(value, name);
    return name;
}

QString Normaliser::text(QString text)
{
    static const QRegularExpression uid(QStringLiteral("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
    static const QRegularExpression time(
        QStringLiteral("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z"));
    for (auto match = uid.match(text); match.hasMatch(); match = uid.match(text))
        text.replace(match.captured(), named(QStringLiteral("uid"), match.captured()));
    text.replace(time, QStringLiteral("TIME"));
    // Inside a message, and in YAML.
    static const QRegularExpression revision(QStringLiteral("(resourceVersion[\\\\\"]*:\\s?[\\\\\"]*)[0-9]+"));
    text.replace(revision, QStringLiteral("\\1RV"));
    return text;
}

Value Normaliser::normalised(const Value &value, const QString &key)
{
    static const QStringList addresses{QStringLiteral("clusterIP"), QStringLiteral("clusterIPs")};
    if (const ValueMap *map = value.map()) {
        ValueMap sorted = *map;
        std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        // The name that the server made comes with the base it was made from.
        const Value *base = value.find(u"generateName");
        const Value *name = value.find(u"name");
        if (base && name && name->string()) named(QStringLiteral("generated"), *name->string());
        ValueMap out;
        for (const auto &[entryKey, entry] : sorted) {
            // What a printed column means is told by the real server alone.
            if (key == u"columnDefinitions" && entryKey == u"description") continue;
            out.emplace_back(m_names.value(entryKey, text(entryKey)), normalised(entry, entryKey));
        }
        return out;
    }
    if (const ValueList *list = value.list()) {
        ValueList out;
        for (const Value &item : *list) out.push_back(normalised(item, key));
        // They are sorted by their times, which may or may not be of the same second.
        if (key == u"managedFields")
            std::stable_sort(out.begin(), out.end(), [](const Value &left, const Value &right) {
                return model::writeJson(left) < model::writeJson(right);
            });
        return out;
    }
    if (key == u"nodePort" || key == u"healthCheckNodePort")
        return named(QStringLiteral("port"), QString::number(value.integer() ? *value.integer() : 0));
    if (!value.string()) return value;
    const QString &string = *value.string();
    if (key == u"resourceVersion" && !string.isEmpty()) return QStringLiteral("RV");
    if (key == u"continue" && !string.isEmpty()) return QStringLiteral("CONTINUE");
    if (addresses.contains(key) && string != u"None" && !string.isEmpty()) return named(QStringLiteral("ip"), string);
    static const QRegularExpression age(QStringLiteral("^[0-9]+s$"));
    if (key == u"cells" && age.match(string).hasMatch()) return QStringLiteral("AGE");
    if (const auto known = m_names.constFind(string); known != m_names.cend()) return *known;
    return text(string);
}

QString difference(const QStringList &expected, const QStringList &actual)
{
    constexpr qsizetype before = 60; // characters of a long line that lead to the difference
    constexpr qsizetype shownLength = 1500;
    QString all;
    for (qsizetype i = 0; i < std::max(expected.size(), actual.size()); ++i) {
        const QString want = expected.value(i);
        const QString got = actual.value(i);
        if (want.startsWith(u"apart: ")) break;
        if (want.startsWith(failure)) all += want + u'\n';
        if (want == got) continue;
        qsizetype same = 0;
        while (same < want.size() && same < got.size() && want[same] == got[same]) ++same;
        const qsizetype from = std::max(qsizetype(0), same - before);
        all += QStringLiteral("%1 %2\n   expected: …%3\n   actual:   …%4\n")
                   .arg(i + 1)
                   .arg(want.section(u'\n', 0, 0), want.mid(from, shownLength), got.mid(from, shownLength));
    }
    return all;
}

QString Normaliser::body(const QByteArray &bytes, const QString &key)
{
    const auto json = model::readJson(bytes);
    if (!json) return text(QString::fromUtf8(bytes.trimmed())).replace(u'\n', QStringLiteral("\n  "));
    Value value = json->value;
    if (textOf(value, u"kind") == u"Status") sortCausesOfOneField(value);
    return QString::fromUtf8(model::writeJson(normalised(value, key)));
}

} // namespace contract
