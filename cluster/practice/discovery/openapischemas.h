// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/catalogue.h"
#include "model/base/value.h"
#include "model/schema/schemastore.h"

#include <QString>

#include <map>
#include <vector>

namespace practice {

// The named schemas of one OpenAPI document, made of the bundle's: a schema comes in when somebody refers to it.
// Descriptions there are none. Names are those of an apiserver as far as the bundle tells them: a type that core's
// kinds have is core's, ObjectMeta and its like are apimachinery's, anything else is of the group version at hand.
class OpenApiSchemas
{
public:
    enum class Format { V2, V3 };
    explicit OpenApiSchemas(Format format);

    // {"$ref": …} to a kind's schema, which says what it is by x-kubernetes-group-version-kind.
    model::Value kind(const QString &group, const QString &version, const QString &kind, model::SchemaNode node);
    // The same for a custom kind, whose schema is given as its definition has it (openAPIV3Schema), or null.
    model::Value customKind(const ApiKind &kind, const model::Value *schema);
    // The list of such objects.
    model::Value listOf(const ApiKind &kind, const model::Value &reference);

    // All schemas by name; components.schemas or definitions.
    model::Value take();

private:
    using Named = std::vector<std::pair<model::SchemaNode, QString>>;
    QString nameOf(model::SchemaNode node, const QString &package);
    model::Value reference(const QString &name) const;
    model::Value described(model::Value structReference) const;
    model::Value filled(model::Value structReference) const;
    void finish();
    model::Value structOf(model::SchemaNode node, const QString &package);
    model::Value fieldOf(model::SchemaNode node, const QString &package);
    model::Value propertyOf(const model::SchemaProperty &property, const QString &package);
    model::Value scalarOf(model::SchemaNode node);
    void describeList(model::Value &schema, model::SchemaNode node) const;

    struct Pending
    {
        model::SchemaNode node;
        QString name;
        QString package;
    };
    Format m_format;
    std::map<QByteArray, Named> m_names; // by type name
    std::map<QString, model::Value> m_schemas;
    std::map<QString, model::Value> m_extensions; // x-kubernetes-group-version-kind of kinds
    std::vector<Pending> m_pending;
};

} // namespace practice
