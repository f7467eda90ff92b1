// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/schema/schemastore.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

// One form for what a schema says, whoever wrote it.
namespace model {

// A schema as somebody wrote it (OpenAPI, a CustomResourceDefinition's, JSON schema). Both values must stay.
struct ForeignNode
{
    const Value *document = nullptr; // what "#/…" is looked up in
    const Value *schema = nullptr;
};

using SchemaPlace = std::variant<SchemaNode, ForeignNode>;

struct SchemaPart
{
    struct Field
    {
        QString name;
        SchemaPlace place;
        bool isRequired = false;
        QString defaultText = {}; // as JSON; empty: the schema states none
    };

    QString type;            // "Deployment", "list of Container", "map of string", "integer or string"
    QByteArray typeName;     // of the object itself, or of what a list or map holds; empty: it has none
    QString format = {};     // "int32", "date-time"; may be empty
    QStringList values = {}; // those of an enum
    QString list = {};       // how a list is merged: "map by name", "set", "atomic"; empty: not said
    QString pattern = {};    // limits that a foreign schema states: "^[a-z]+$"
    QString defaultText = {};
    QString description = {};       // of foreign schemas
    bool isFixed = false;           // a foreign schema says: self == oldSelf
    std::vector<Field> fields = {}; // of the object, or of what the list or map holds; by name
};

// Never fails: what cannot be followed is "any". Looks through lists and maps, at most 20 of them.
SchemaPart partOf(const SchemaPlace &place);

} // namespace model
