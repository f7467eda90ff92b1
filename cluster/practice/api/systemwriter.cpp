// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/systemwriter.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;

const ApiKind *SystemWriter::kindOf(const Value &object) const
{
    const QString apiVersion = textAt(object, {u"apiVersion"});
    const qsizetype slash = apiVersion.indexOf(u'/');
    const ServedKind *served = m_core.catalogue.byKind(apiVersion.left(std::max<qsizetype>(slash, 0)),
                                                       apiVersion.mid(slash + 1), textAt(object, {u"kind"}));
    return served ? &served->api : nullptr;
}

std::optional<ApiStatus> SystemWriter::create(Value object)
{
    const ApiKind *served = kindOf(object);
    if (!served) return ApiStatus::pathNotFound();
    const ApiKind &kind = *served;
    const Value *given = std::as_const(object).find(u"status");
    const Value status = given ? *given : Value();
    StrictProblems problems;
    auto whole = toNormalForm(std::move(object), kind, problems);
    if (!whole) return std::move(whole).status();
    if (!problems.isEmpty()) return ApiStatus::badRequest(problems.toString());
    WriteRequest request{.kind = kind, .space = namespaceOf(*whole), .name = {}, .manager = m_manager};
    auto written = Writer(m_core).create(request, std::move(*whole));
    if (!written) return std::move(written).status();
    if (status.isNull() || !kind.hasStatus) return std::nullopt;
    return writeStatus(kind, namespaceOf(written->object), nameOf(written->object), status);
}

std::optional<ApiStatus> SystemWriter::writeStatus(const ApiKind &kind, const QString &space, const QString &name,
                                                   const Value &status)
{
    WriteRequest request{
        .kind = kind, .space = space, .name = name, .subresource = QStringLiteral("status"), .manager = m_manager};
    const auto change = [&kind, &status](const Value &live) -> Answer<Value> {
        Value object = live;
        object.set(u"status", status);
        StrictProblems problems;
        return toNormalForm(std::move(object), kind, problems);
    };
    auto written = Writer(m_core).update(request, change);
    if (!written) return std::move(written).status();
    return std::nullopt;
}

} // namespace practice
