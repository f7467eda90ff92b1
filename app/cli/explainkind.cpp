// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explainkind.h"

#include "cluster/api/status.h"
#include "model/base/say.h"

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype lineWidth = 100, longest = 20'000;

QString inertWords(const QString &text) { return cluster::inertText(text, longest); }

// Broken at spaces; each line after indent spaces.
QString wrappedWords(const QString &text, qsizetype indent = 0)
{
    QString lines, line;
    for (const QString &word : inertWords(text).split(u' ', Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && indent + line.size() + 1 + word.size() > lineWidth) {
            lines += QString(indent, u' ') + line + u'\n';
            line.clear();
        }
        line += (line.isEmpty() ? QString() : u" "_s) + word;
    }
    return line.isEmpty() ? lines : lines + QString(indent, u' ') + line + u'\n';
}

QString titleLine(const model::Explanation &explained)
{
    const QStringList words = QStringList{explained.kind.kind} + explained.path;
    return inertWords(words.join(u'.')) + u" ("_s + inertWords(explained.kind.apiVersion()) + u")\n"_s;
}

QString factLine(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : name.leftJustified(11) + inertWords(value) + u'\n';
}

QString kindFacts(const model::KnownKind &kind)
{
    const QStringList names = (kind.plural.isEmpty() ? QStringList() : QStringList{kind.plural}) + kind.shortNames;
    return factLine(model::say("Names"), names.join(u", "_s)) +
           factLine(model::say("Scope"),
                    kind.namespaced ? model::say("in a namespace") : model::say("the whole cluster"));
}

QString mergeWords(const QString &list)
{
    if (list == u"atomic") return model::say("is replaced as a whole");
    if (list == u"set") return model::say("no value twice; appliers add and remove their own");
    if (list.startsWith(u"map by ")) return model::say("one item for each %1").arg(list.sliced(7));
    return {};
}

QString fieldFacts(const model::Explanation &explained)
{
    const model::SchemaPart &part = explained.part;
    const QString format = part.format.isEmpty() || part.type == u"time" ? QString() : u" ("_s + part.format + u')';
    QString text = factLine(model::say("Type"), part.type + format);
    text += factLine(model::say("Required"), explained.isRequired ? model::say("yes") : model::say("no"));
    text += factLine(model::say("Default"), explained.defaultText);
    text += factLine(model::say("Values"), part.values.join(u", "_s));
    text += factLine(model::say("Pattern"), part.pattern);
    text += factLine(model::say("List"), mergeWords(part.list));
    if (explained.isFixed) text += factLine(model::say("Changes"), model::say("none once the object is there"));
    return text;
}

QString fieldLines(const std::vector<model::Explanation::Field> &fields)
{
    constexpr qsizetype widestName = 36, widestType = 36;
    qsizetype nameWidth = 0, typeWidth = 0;
    for (const auto &field : fields) {
        nameWidth = std::clamp(field.name.size(), nameWidth, std::max(nameWidth, widestName));
        typeWidth = std::clamp(field.type.size(), typeWidth, std::max(typeWidth, widestType));
    }
    QString text;
    for (const auto &field : fields) {
        const QString required = field.isRequired ? model::say("(required)") + u' ' : QString();
        QString line = u"  "_s + inertWords(field.name).leftJustified(nameWidth) + u"  "_s +
                       inertWords(field.type).leftJustified(typeWidth) + u"  "_s + required + inertWords(field.text);
        while (line.endsWith(u' ')) line.chop(1);
        text += line + u'\n';
    }
    return text;
}

QString headText(const model::Explanation &explained)
{
    return titleLine(explained) + (explained.path.isEmpty() ? kindFacts(explained.kind) : fieldFacts(explained));
}

} // namespace

QString explanationText(const model::Explanation &explained, const QString &source)
{
    QString text = headText(explained);
    const QString &theirs = explained.path.isEmpty() ? explained.kind.description : explained.part.description;
    if (!explained.ours.isEmpty()) text += u'\n' + wrappedWords(explained.ours);
    if (!theirs.isEmpty()) text += u'\n' + source + u":\n"_s + wrappedWords(theirs, 2);
    if (explained.ours.isEmpty() && theirs.isEmpty())
        text += u'\n' + model::say("There are no words about it here.") + u'\n';
    if (!explained.fields.empty()) text += u'\n' + model::say("Fields") + u'\n' + fieldLines(explained.fields);
    return text;
}

QString treeText(const model::Explanation &explained)
{
    QString text = headText(explained);
    if (!explained.fields.empty()) text += u'\n' + model::say("Fields") + u'\n';
    const QStringList lines = model::fieldTree(explained.part).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) text += inertWords(line) + u'\n';
    return text;
}

} // namespace app
