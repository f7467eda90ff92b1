// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/managedfields.h"
#include "cluster/practice/patch/patches.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <cstdio>
#include <cstdlib>

using namespace practice;
using model::Value;

namespace {

struct Kind
{
    const char *apiVersion;
    const char *name; // null: no schema
};

constexpr Kind kinds[] = {{"v1", "ConfigMap"},       {"v1", "Pod"},
                          {"v1", "Service"},         {"v1", "Node"},
                          {"apps/v1", "Deployment"}, {"example.com/v1", nullptr}};

[[noreturn]] void fail(const char *what)
{
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

Value readOrNull(QByteArrayView json)
{
    auto text = model::readJson(json);
    return text ? std::move(text->value) : Value();
}

// As it comes into the cluster: a map that says its version and kind.
Value object(Value value, const Kind &kind)
{
    if (!value.isMap()) value = Value(model::ValueMap());
    value.set(u"apiVersion", QString::fromLatin1(kind.apiVersion));
    value.set(u"kind", QString::fromLatin1(kind.name ? kind.name : "Custom"));
    return value;
}

} // namespace

// A byte for the kind, then two JSON texts with a line between them: every patch, and server-side apply, which changes
// nothing when it is done twice.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size == 0) return 0;
    const Kind &kind = kinds[data[0] % std::size(kinds)];
    const QByteArray text(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const qsizetype line = text.indexOf('\n');
    const Value first = readOrNull(line < 0 ? text : text.first(line));
    const Value second = line < 0 ? first : readOrNull(text.sliced(line + 1));

    FieldWriter writer;
    writer.manager = QStringLiteral("fuzz");
    writer.apiVersion = QString::fromLatin1(kind.apiVersion);
    writer.time = QStringLiteral("2026-01-01T00:00:00Z");
    if (kind.name) writer.schema = model::SchemaStore::builtin().kind(kind.apiVersion, kind.name).node;

    const Value live = object(first, kind);
    (void)applyJsonPatch(live, second);
    (void)applyMergePatch(live, second);
    (void)applyStrategicPatch(live, second, writer.schema);
    const Value tracked = trackWrite(&live, object(second, kind), writer);
    (void)trackWrite(nullptr, tracked, writer);

    const Value config = object(second, kind);
    const Answer<Value> one = applyFields(&live, config, writer, true);
    if (!one) return 0;
    const Answer<Value> two = applyFields(&*one, config, writer, true);
    if (!two) fail("what was applied cannot be applied again");
    writer.manager = QStringLiteral("other");
    (void)applyFields(&*one, object(first, kind), writer, false);
    return 0;
}
