// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/fields/fieldtype.h"
#include "cluster/practice/fields/managers.h"
#include "cluster/practice/fields/typedobject.h"

#include <QString>

#include <optional>
#include <vector>

namespace practice {

// A field that somebody else owns with another value.
struct FieldConflict
{
    QString manager; // its identifier
    std::vector<PathElement> path;
};

// Who owns what after a write (structured-merge-diff v4 merge/update.go). Sets that were made in another version of the
// kind are compared without being converted: paths that the versions share are tracked, others stay as they are.
class Updater
{
public:
    // kind: of the object, to tell versions that exist from others.
    Updater(FieldType type, QString apiVersion, QString kind, FieldSet resetFields)
        : m_type(type),
          m_apiVersion(std::move(apiVersion)),
          m_kind(std::move(kind)),
          m_resetFields(std::move(resetFields))
    {
    }

    // What differs belongs to writer, which has the identifier self.
    void update(const model::Value &live, const model::Value &updated, Managers &managers, const QString &self,
                const Manager &writer) const;

    struct Applied
    {
        std::optional<model::Value> object; // nothing: live stays as it is
        std::vector<FieldConflict> conflicts;
    };
    Applied apply(const model::Value &live, const model::Value &applied, Managers &managers, const Manager &writer,
                  bool force) const;

private:
    bool isBuiltin() const;
    bool isKnownVersion(const QString &apiVersion) const;
    void adjustToSchema(Managers &managers) const;
    // What others lose; conflicts instead, when there are any and they count.
    std::vector<FieldConflict> takeFromOthers(const Comparison &comparison, Managers &managers, const QString &self,
                                              bool force) const;
    model::Value prune(model::Value merged, const Managers &managers, const FieldSet &last) const;

    FieldType m_type;
    QString m_apiVersion;
    QString m_kind;
    FieldSet m_resetFields;
};

} // namespace practice
