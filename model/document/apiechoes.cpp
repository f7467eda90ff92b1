// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/apiechoes.h"

#include <algorithm>

namespace model {

namespace {

enum class Beside { Resource, Field }; // where the rule's problem is: anywhere in the resource; at the field or below

struct EchoRow
{
    const char16_t *rule;
    const char16_t *message; // a part of the server's
    Beside beside;
};

constexpr EchoRow echoRows[] = {
    {u"reference-selector-mismatch", u"`selector` does not match template `labels`", Beside::Resource},
    {u"scale-no-update", u"may not be 0 when `maxSurge` is 0", Beside::Resource},
    {u"cronjob-zone-in-schedule", u"cannot use TZ or CRON_TZ in schedule", Beside::Field},
    {u"resources-above-limit", u"must be less than or equal to", Beside::Field},
    {u"reference-mount-taken", u"must be unique", Beside::Field},
    {u"reference-node-port-taken", u"provided port is already allocated", Beside::Field},
};

bool isEcho(const Problem &held, const Problem &told)
{
    if (held.file != told.file) return false;
    return std::ranges::any_of(echoRows, [&](const EchoRow &row) {
        return told.rule == QStringView(row.rule) && held.message.contains(QStringView(row.message)) &&
               (row.beside == Beside::Resource || told.field.startsWith(held.field));
    });
}

} // namespace

void ApiEchoes::note(const Problem &problem)
{
    const auto isRule = [&](const EchoRow &row) { return problem.rule == QStringView(row.rule); };
    if (problem.severity == Severity::Error && std::ranges::any_of(echoRows, isRule))
        m_told[problem.resource].push_back(problem);
}

bool ApiEchoes::hold(const Problem &problem)
{
    if (!problem.rule.startsWith(u"api-")) return false;
    const auto isMessage = [&](const EchoRow &row) { return problem.message.contains(QStringView(row.message)); };
    const bool holds = std::ranges::any_of(echoRows, isMessage);
    if (holds) m_held.push_back(problem);
    return holds;
}

Problems ApiEchoes::take()
{
    Problems rest;
    for (Problem &held : m_held) {
        const auto ofResource = m_told.constFind(held.resource);
        const auto isSaid = [&](const Problem &told) { return isEcho(held, told); };
        if (ofResource == m_told.cend() || std::ranges::none_of(*ofResource, isSaid)) rest.push_back(std::move(held));
    }
    m_held.clear();
    m_told.clear();
    return rest;
}

} // namespace model
