// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/hints.h"

#include "model/base/say.h"
#include "model/schema/formats.h"
#include "model/schema/suggest.h"

namespace model {

namespace {
// Deep enough to lead from a Deployment's spec to its containers' fields.
constexpr int searchDepth = 5;
constexpr size_t searchWidth = 400;

std::vector<QByteArrayView> fieldNames(SchemaNode schema)
{
    std::vector<QByteArrayView> names;
    for (int i = 0; i < schema.propertyCount(); ++i) names.push_back(schema.property(i).name);
    return names;
}

// An object that a search below another one comes to.
struct Place
{
    SchemaNode schema;
    int parent = -1; // in the list of places
    QByteArrayView name = {};
    bool isItem = false;
};

QString pathTo(const std::vector<Place> &places, int index)
{
    QStringList steps;
    for (; index > 0; index = places[size_t(index)].parent)
        steps.prepend(QString::fromUtf8(places[size_t(index)].name) +
                      (places[size_t(index)].isItem ? QStringLiteral("[]") : QString()));
    return steps.join(u'.');
}

// Adds the objects one step below: fields, and the items of lists.
void addPlacesBelow(std::vector<Place> &places, int index)
{
    const SchemaNode schema = places[size_t(index)].schema;
    for (int i = 0; i < schema.propertyCount(); ++i) {
        const SchemaProperty property = schema.property(i);
        const bool list = property.node.type() == SchemaType::Array;
        const SchemaNode inner = list ? property.node.child() : property.node;
        if (inner.propertyCount() > 0 && property.name != "status")
            places.push_back({inner, index, property.name, list});
    }
}

// The shallowest place below that has such a field, when there is only one.
QString placeBelow(SchemaNode schema, QByteArrayView name)
{
    std::vector<Place> places{{schema}};
    size_t level = 0; // where the present level starts
    for (int depth = 0; depth < searchDepth && places.size() < searchWidth; ++depth) {
        const size_t end = places.size();
        for (; level < end; ++level) addPlacesBelow(places, int(level));
        int found = -1;
        for (size_t i = end; i < places.size(); ++i) {
            if (places[i].schema.indexOf(name) < 0) continue;
            if (found >= 0) return {};
            found = int(i);
        }
        if (found >= 0) return pathTo(places, found);
    }
    return {};
}

// The nearest object around that has such a field.
const SchemaFrame *placeAbove(const SchemaFrame &object, QByteArrayView name)
{
    for (const SchemaFrame *frame = object.up; frame; frame = frame->up)
        if (frame->schema.indexOf(name) >= 0) return frame;
    return nullptr;
}

} // namespace

QString fieldHint(const SchemaFrame &object, QByteArrayView name)
{
    const QByteArrayView near = nearestWord(name, fieldNames(object.schema));
    const bool sure = !near.isEmpty() && wordDistance(name, near, 2) < 2;
    if (!sure) {
        if (const SchemaFrame *above = placeAbove(object, name)) {
            const QString type = QString::fromUtf8(above->schema.typeName());
            return above->up ? say("it belongs further up, in the %1").arg(type)
                             : say("it belongs at the top, beside kind");
        }
        const QString below = placeBelow(object.schema, name);
        if (!below.isEmpty()) return say("it belongs under %1").arg(below);
    }
    return near.isEmpty() ? QString() : say("did you mean %1?").arg(QString::fromUtf8(near));
}

QString enumHint(SchemaNode schema, QByteArrayView value)
{
    std::vector<QByteArrayView> values;
    for (int i = 0; i < schema.enumCount(); ++i) values.push_back(schema.enumValue(i));
    const QByteArrayView near = nearestWord(value, values);
    return near.isEmpty() ? QString() : say("did you mean %1?").arg(QString::fromUtf8(near));
}

QString quantityHint(QByteArrayView text)
{
    // The usual slips: a space, a decimal comma, bytes spelled out, a suffix in the wrong case.
    QByteArray meant = text.toByteArray().simplified();
    meant.replace(" ", "").replace(",", ".");
    qsizetype end = 0;
    while (end < meant.size() && !isalpha(uchar(meant[end]))) ++end;
    QByteArray suffix = meant.sliced(end);
    if (end == 0) return {};
    const bool bytes = suffix.endsWith('B') || suffix.endsWith('b');
    if (bytes) suffix.chop(1);
    const auto mean = [&](const QByteArray &unit) {
        return say("did you mean %1?").arg(QString::fromUtf8(meant.first(end) + unit));
    };
    if (isQuantity(meant.first(end) + suffix) && !(bytes && suffix == "m")) return mean(suffix);
    for (const char *known : {"k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti"})
        if (suffix.compare(known, Qt::CaseInsensitive) == 0 && isQuantity(meant.first(end) + known)) return mean(known);
    return {};
}

} // namespace model
