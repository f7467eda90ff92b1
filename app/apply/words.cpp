// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/words.h"

#include "model/base/say.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>

namespace app {

namespace {

using Preview = cluster::ItemPreview::State;
using Result = cluster::ItemResult::State;
constexpr qsizetype maxText = 200;

// "3 word, 1 other": the counts in the order of the states.
template<typename Items>
QString counted(const Items &items)
{
    std::map<int, std::pair<QString, int>> counts;
    for (const auto &item : items) {
        auto &[word, count] = counts[int(item.state)];
        word = wordOf(item.state);
        ++count;
    }
    QStringList parts;
    for (const auto &[state, entry] : counts) parts << QStringLiteral("%1 %2").arg(entry.second).arg(entry.first);
    return parts.isEmpty() ? model::say("Nothing to apply") : parts.join(QStringLiteral(", "));
}

} // namespace

QString wordOf(Preview state)
{
    switch (state) {
    case Preview::Create: return model::say("to create");
    case Preview::Change: return model::say("to change");
    case Preview::Same: return model::say("the same");
    case Preview::Conflict: return model::say("in conflict");
    case Preview::Invalid: return model::say("refused");
    case Preview::AfterNamespace: return model::say("to create in its new namespace");
    case Preview::AfterDefinition: return model::say("to create once its kind is defined");
    case Preview::Failed: break;
    }
    return model::say("not to be had");
}

QString wordOf(Result state)
{
    switch (state) {
    case Result::Created: return model::say("created");
    case Result::Configured: return model::say("configured");
    case Result::Unchanged: return model::say("unchanged");
    case Result::Conflict: return model::say("in conflict");
    case Result::Invalid: return model::say("refused");
    case Result::Skipped: return model::say("not tried");
    case Result::Failed: break;
    }
    return model::say("failed");
}

look::State stateOf(Preview state)
{
    switch (state) {
    case Preview::Create:
    case Preview::Change:
    case Preview::AfterNamespace:
    case Preview::AfterDefinition: return look::State::Pending;
    case Preview::Same: return look::State::Ok;
    case Preview::Conflict:
    case Preview::Invalid:
    case Preview::Failed: break;
    }
    return look::State::Bad;
}

look::State stateOf(Result state)
{
    switch (state) {
    case Result::Created:
    case Result::Configured:
    case Result::Unchanged: return look::State::Ok;
    case Result::Skipped: return look::State::Warn;
    case Result::Conflict:
    case Result::Invalid:
    case Result::Failed: break;
    }
    return look::State::Bad;
}

QString summaryOf(const QList<cluster::ItemPreview> &previews) { return counted(previews); }
QString summaryOf(const QList<cluster::ItemResult> &results) { return counted(results); }

QString textOf(const QJsonValue &value, bool hidden)
{
    if (value.isUndefined()) return QStringLiteral("—");
    if (hidden) return QStringLiteral("••••");
    QString text = value.isString()
                       ? value.toString()
                       : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    if (!value.isString()) text = text.mid(1, text.size() - 2);
    text.replace(u'\n', QStringLiteral("⏎"));
    return text.size() > maxText ? text.left(maxText) + QStringLiteral("…") : text;
}

} // namespace app
