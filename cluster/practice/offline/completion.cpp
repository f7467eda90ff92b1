// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/completion.h"

#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/kinds/strategies.h"
#include "cluster/practice/offline/knownkinds.h"
#include "model/wire/typed.h"

#include <utility>

namespace practice {

using model::Value;

namespace {

// A Secret keeps both apart, so that neither hides the other.
void separateStringData(const Value &written, Value &completed)
{
    for (const QStringView field : {u"data", u"stringData"}) {
        if (const Value *value = written.find(field))
            completed.set(field, *value);
        else
            completed.remove(field);
    }
}

Value completeOffline(Value object)
{
    const KnownKinds::Known known = KnownKinds::builtin().find(std::as_const(object));
    if (!known.kind) return {};
    auto typed = model::readTyped(known.type, std::move(object));
    if (!typed) return {};
    const bool isSecret = known.kind->kind == u"Secret";
    const Value written = isSecret ? typed->object : Value();
    setDefaults(*known.kind, typed->object);
    if (isSecret) separateStringData(written, typed->object);
    if (known.kind->kind == u"PersistentVolumeClaim") prepareClaim(typed->object); // dataSource is dataSourceRef
    return std::move(typed->object);
}

} // namespace

model::Completion offlineCompletion() { return completeOffline; }

} // namespace practice
