// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/words/kindnames.h"
#include "model/words/words.h"

namespace model {

// All that is known of a kind or one of its fields.
struct Explanation
{
    struct Field
    {
        QString name, type;
        bool isRequired = false;
        QString text = {}; // one sentence, ours or, where we have none, the schema's; may be empty
    };

    KnownKind kind;
    QStringList path = {}; // empty: the kind itself
    SchemaPart part = {};  // of what stands there
    bool isRequired = false;
    bool isFixed = false;     // it cannot be changed once the object is there
    QString defaultText = {}; // empty: the schema states none
    QString ours = {};        // empty: we have no words for it
    std::vector<Field> fields = {};
};

// NotFound: there is no such field; says the nearest one.
Result<Explanation> explainField(const AskedKind &asked);

// The fields below as a tree, one a line: two spaces a level, then "name  type[, required]". What contains itself is
// told once; at most 20,000 lines, of which the last one says so.
QString fieldTree(const SchemaPart &part);

} // namespace model
