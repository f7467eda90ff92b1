// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/problem.h"

#include "model/base/error.h"

#include <algorithm>
#include <tuple>

namespace model {

QString toWord(Severity severity)
{
    switch (severity) {
    case Severity::Error: return QStringLiteral("error");
    case Severity::Warning: return QStringLiteral("warning");
    case Severity::Info: break;
    }
    return QStringLiteral("info");
}

QString toWord(Layer layer)
{
    switch (layer) {
    case Layer::Yaml: return QStringLiteral("yaml");
    case Layer::Schema: return QStringLiteral("schema");
    case Layer::Reference: return QStringLiteral("reference");
    case Layer::Practice: return QStringLiteral("practice");
    case Layer::Server: break;
    }
    return QStringLiteral("server");
}

QString toText(const Problem &problem)
{
    const QString place = Location{problem.file, problem.line, problem.column}.toString();
    QString text = place.isEmpty() ? QString() : place + QStringLiteral(": ");
    text += toWord(problem.severity) + QStringLiteral(": ") + problem.message;
    if (!problem.fix.isEmpty()) text += QStringLiteral(" (%1)").arg(problem.fix);
    return text + QStringLiteral(" [%1]").arg(problem.rule);
}

void sortProblems(Problems &problems)
{
    std::stable_sort(problems.begin(), problems.end(), [](const Problem &a, const Problem &b) {
        return std::tie(a.file, a.line, a.column, a.severity, a.rule, a.message) <
               std::tie(b.file, b.line, b.column, b.severity, b.rule, b.message);
    });
}

} // namespace model
