// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/serverproblems.h"

#include "cluster/api/fieldlocator.h"
#include "cluster/api/status.h"
#include "model/base/say.h"

#include <QJsonDocument>

#include <algorithm>

namespace app {

namespace {

model::Problem problemAt(const model::Resource &resource, const QJsonObject &object, const QString &field,
                         const QString &message)
{
    model::Problem problem;
    problem.layer = model::Layer::Server;
    problem.resource = resource.key;
    problem.message = message;
    if (!field.isEmpty()) problem.field = cluster::locateField(field, object).value_or(model::FieldPath());
    model::YamlRef node = resource.at(problem.field);
    for (model::FieldPath path = problem.field; !node && !path.isEmpty(); path = path.parent())
        node = resource.at(path.parent());
    if (!node) node = resource.root();
    const model::Location at = resource.locate(node);
    problem.file = at.file;
    problem.line = at.line;
    problem.column = at.column;
    problem.span = resource.spanInFile(node);
    return problem;
}

QJsonObject sentObject(const model::Resource &resource)
{
    const auto item = cluster::applyItemOf(resource, 0);
    return item ? QJsonDocument::fromJson(item->body).object() : QJsonObject();
}

// "spec.rules[0].host: deprecated since v1.22", "unknown field \"spec.replicaz\"". Empty: it names none.
QString fieldOfWarning(const QString &warning)
{
    constexpr QStringView unknown = u"unknown field \"";
    if (warning.startsWith(unknown)) return warning.mid(unknown.size()).section(u'"', 0, 0);
    const QString field = warning.section(QStringLiteral(": "), 0, 0);
    const bool isWord = field != warning && !field.contains(u' ');
    return isWord ? field : QString();
}

} // namespace

model::Problems serverProblems(const model::Resource &resource, const std::optional<cluster::ApiFailure> &failure,
                               const QList<cluster::FieldConflict> &conflicts)
{
    model::Problems problems;
    const QJsonObject object = sentObject(resource);
    for (const cluster::FieldConflict &conflict : conflicts) {
        const QString message =
            model::say("%1 is owned by %2, with another value").arg(conflict.field, conflict.manager);
        problems.push_back(problemAt(resource, object, conflict.field, message));
        problems.back().rule = QStringLiteral("server-conflict");
    }
    if (!failure || !conflicts.isEmpty()) return problems;
    for (const cluster::StatusCause &cause : failure->causes) {
        problems.push_back(
            problemAt(resource, object, cause.field, cause.field + QStringLiteral(": ") + cause.message));
        problems.back().rule = QStringLiteral("server-invalid");
    }
    if (!problems.empty()) return problems;
    problems.push_back(problemAt(resource, object, {}, failure->error.message));
    problems.back().rule = QStringLiteral("server-refused");
    return problems;
}

model::Problems serverWarnings(const model::Resource &resource, const QStringList &warnings)
{
    model::Problems problems;
    if (warnings.isEmpty()) return problems;
    const QJsonObject object = sentObject(resource);
    for (const QString &warning : warnings) {
        problems.push_back(problemAt(resource, object, fieldOfWarning(warning), cluster::inertText(warning)));
        problems.back().severity = model::Severity::Warning;
        problems.back().rule = QStringLiteral("server-warning");
    }
    return problems;
}

bool isRefused(const cluster::ItemPreview &preview)
{
    using enum cluster::ItemPreview::State;
    if (preview.state == Invalid || preview.state == Conflict) return true;
    if (preview.state != Failed || !preview.failure) return false;
    const model::Error::Code code = preview.failure->error.code;
    return preview.failure->status > 0 || code == model::Error::Code::NotFound || code == model::Error::Code::Invalid;
}

int untriedCount(const QList<cluster::ItemPreview> &previews)
{
    using enum cluster::ItemPreview::State;
    return int(std::ranges::count_if(previews, [](const cluster::ItemPreview &preview) {
        return preview.state == AfterNamespace || preview.state == AfterDefinition;
    }));
}

} // namespace app
