// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/resource.h"

#include "model/base/textindex.h"

namespace model {

QString groupOf(const QString &apiVersion)
{
    const qsizetype slash = apiVersion.indexOf(u'/');
    return slash < 0 ? QString() : apiVersion.left(slash);
}

QString Resource::version() const { return apiVersion.mid(apiVersion.indexOf(u'/') + 1); }

FieldPath Resource::pathOf(YamlRef node) const
{
    const FieldPath whole = node.path();
    if (!whole.startsWith(base)) return whole;
    return FieldPath(std::vector<FieldPath::Step>(whole.steps().begin() + base.size(), whole.steps().end()));
}

Location Resource::locate(YamlRef node) const
{
    return locate(node.isValid() ? node.span().begin : root().span().begin);
}

Location Resource::locate(qsizetype offsetInDocument) const
{
    const TextPosition at = TextIndex(QByteArrayView(document->text())).codePoints(offsetInDocument);
    return {file, firstLine + at.line + 1, at.column + 1};
}

} // namespace model
