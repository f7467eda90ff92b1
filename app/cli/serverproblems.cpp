// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/serverproblems.h"

#include "cluster/api/fieldlocator.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace app {

using namespace Qt::StringLiterals;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(Apply)
};

class Placer
{
public:
    explicit Placer(const model::Resource &resource) : m_resource(resource)
    {
        // The same reading as the server got; what cannot be sent has no fields to be found.
        if (const auto item = cluster::applyItemOf(resource, 0))
            m_object = QJsonDocument::fromJson(item->body).object();
    }

    // At the field, or as near above it as the file has something.
    model::Problem at(const QString &serverField, const QString &rule, const QString &message) const
    {
        model::FieldPath path = cluster::locateField(serverField, m_object).value_or(model::FieldPath());
        while (!path.isEmpty() && !m_resource.at(path).isValid()) path = path.parent();
        const model::YamlRef node = m_resource.at(path);
        const model::Location place = m_resource.locate(node);
        model::Problem problem;
        problem.layer = model::Layer::Server;
        problem.rule = rule;
        problem.file = m_resource.file;
        problem.line = place.line;
        problem.column = place.column;
        problem.span = m_resource.spanInFile(node);
        problem.resource = m_resource.key;
        problem.field = path;
        problem.message = serverField.isEmpty() ? m_resource.key.title() + u": "_s + message : message;
        return problem;
    }

private:
    const model::Resource &m_resource;
    QJsonObject m_object;
};

} // namespace

model::Problems serverProblems(const model::Resource &resource, const std::optional<cluster::ApiFailure> &failure,
                               const QList<cluster::FieldConflict> &conflicts)
{
    const Placer placer(resource);
    model::Problems problems;
    for (const cluster::FieldConflict &conflict : conflicts) {
        problems.push_back(
            placer.at(conflict.field, u"server-conflict"_s,
                      Say::tr("%1: %2 is owned by “%3”").arg(resource.key.title(), conflict.field, conflict.manager)));
        problems.back().fix = Say::tr("--force-conflicts takes it over");
    }
    if (!conflicts.isEmpty() || !failure) return problems;
    const bool invalid = failure->error.code == model::Error::Code::Invalid;
    const QString rule = invalid ? u"server-invalid"_s : u"server-failed"_s;
    for (const cluster::StatusCause &cause : failure->causes)
        problems.push_back(placer.at(cause.field, rule,
                                     cause.field.isEmpty() ? cause.message : cause.field + u": "_s + cause.message));
    if (problems.empty()) problems.push_back(placer.at({}, rule, failure->error.message));
    return problems;
}

} // namespace app
