// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diffreport.h"

#include "app/cli/valuewords.h"
#include "cluster/api/status.h"
#include "model/base/say.h"
#include "model/yaml/yamlvalue.h"

#include <limits>

namespace app {

using cluster::inertText;
using model::ChangeKind;
using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

// Of a short listing.
constexpr size_t mostResources = 1000, mostFields = 200, mostEdges = 1000;

QChar signOf(ChangeKind change)
{
    return change == ChangeKind::Added ? u'+' : change == ChangeKind::Removed ? u'-' : u'~';
}

QString line(const model::FieldChange &field, ChangeWriter &writer)
{
    QString text = u"    %1 %2"_s.arg(QString(signOf(field.change)), visibleText(field.path));
    if (field.isOrder) return text + u": "_s + model::say("in another order");
    switch (field.change) {
    case ChangeKind::Added: return text + u": "_s + valueText(field.after, writer.length());
    case ChangeKind::Removed: return text + u": "_s + valueText(field.before, writer.length());
    case ChangeKind::Changed: break;
    }
    return text + u": "_s + writer.text(field.before, field.after, u"        "_s);
}

QString filesOf(const model::ResourceChange &one)
{
    if (one.isMoved()) return u" (%1 → %2)"_s.arg(one.fileBefore, one.fileAfter);
    const QString &file = one.change == ChangeKind::Removed ? one.fileBefore : one.fileAfter;
    return file.isEmpty() ? QString() : u" (%1)"_s.arg(file);
}

QString line(const model::ResourceChange &one)
{
    QString text = QString(signOf(one.change)) + u' ' + one.key.id() + filesOf(one);
    if (!one.nameBefore.isEmpty()) text += u" ("_s + model::say("renamed, it was %1").arg(one.nameBefore) + u')';
    return inertText(text);
}

QString line(const model::EdgeChange &one)
{
    QString edge = u"%1 %2: %3 → %4"_s.arg(QString(signOf(one.change)), model::toWord(one.edge.relation),
                                           one.edge.from.id(), one.edge.to.id());
    if (one.edge.broken)
        edge += u" ("_s + one.edge.reason + u')';
    else if (one.change == ChangeKind::Changed)
        edge += u" ("_s + model::say("no longer broken") + u')';
    return inertText(edge);
}

// Of a list, so many; what is left out is counted.
template<typename List, typename Write>
void writeSome(const List &list, size_t most, const QString &indent, QString &out, const Write &write)
{
    const size_t count = list.size() <= most ? list.size() : most;
    for (size_t i = 0; i < count; ++i) write(list[i]);
    if (count < list.size())
        out += indent + model::say("… and %1 more (--all or -o json lists them)").arg(list.size() - count) + u'\n';
}

QByteArray text(const model::Difference &difference, Listing listing)
{
    const bool isShort = listing == Listing::Short;
    ChangeWriter writer(isShort ? ValueLength::Short : ValueLength::Whole);
    const size_t all = std::numeric_limits<size_t>::max();
    QString out;
    writeSome(difference.resources, isShort ? mostResources : all, {}, out, [&](const model::ResourceChange &one) {
        out += line(one) + u'\n';
        writeSome(one.fields, isShort ? mostFields : all, u"    "_s, out,
                  [&](const model::FieldChange &field) { out += line(field, writer) + u'\n'; });
    });
    writeSome(difference.edges, isShort ? mostEdges : all, {}, out,
              [&out](const model::EdgeChange &one) { out += line(one) + u'\n'; });
    return out.toUtf8();
}

Value entry(const model::FieldChange &field)
{
    Value one;
    one.set(u"path", field.path);
    one.set(u"change", field.isOrder ? u"reordered"_s : model::toWord(field.change));
    if (field.change != ChangeKind::Added) one.set(u"before", field.before);
    if (field.change != ChangeKind::Removed) one.set(u"after", field.after);
    return one;
}

Value entry(const model::ResourceChange &change)
{
    Value one;
    one.set(u"id", change.key.id());
    one.set(u"change", change.isMoved() && change.fields.empty() ? u"moved"_s : model::toWord(change.change));
    if (!change.nameBefore.isEmpty()) one.set(u"nameBefore", change.nameBefore);
    one.set(u"fileBefore", change.fileBefore);
    one.set(u"fileAfter", change.fileAfter);
    ValueList fields;
    for (const model::FieldChange &field : change.fields) fields.push_back(entry(field));
    one.set(u"fields", std::move(fields));
    return one;
}

Value entry(const model::EdgeChange &change)
{
    Value one;
    one.set(u"change", model::toWord(change.change));
    one.set(u"from", change.edge.from.id());
    one.set(u"to", change.edge.to.id());
    one.set(u"rule", model::toWord(change.edge.relation));
    one.set(u"field", change.edge.field.toString());
    one.set(u"broken", change.edge.broken);
    return one;
}

// Written down one by one: all of a very large difference as one tree would take many times its text.
template<typename List>
void writeAll(const List &list, QByteArray &out)
{
    out += '[';
    const char *separator = "";
    for (const auto &one : list) {
        out += separator + model::toJson(entry(one)).valueOr("{}");
        separator = ",";
    }
    out += ']';
}

QByteArray json(const Comparison &comparison)
{
    QByteArray out = "{\"before\":" + model::toJson(comparison.before).valueOr({}) +
                     ",\"after\":" + model::toJson(comparison.after).valueOr({}) + ",\"resources\":";
    writeAll(comparison.difference.resources, out);
    out += ",\"edges\":";
    writeAll(comparison.difference.edges, out);
    return out + (comparison.isLeftOutSame ? "}\n" : ",\"leftOutDiffers\":true}\n");
}

} // namespace

QByteArray printDifference(const Comparison &comparison, const QString &format, Listing listing)
{
    return format == u"json" ? json(comparison) : text(comparison.difference, listing);
}

} // namespace app
