// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explainkind.h"

#include "cluster/api/status.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype lineWidth = 100, longest = 20'000;

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(Explain)
};

QString inert(const QString &text) { return cluster::inertText(text, longest); }

// Broken at spaces; each line after indent spaces.
QString wrapped(const QString &text, qsizetype indent = 0)
{
    QString lines, line;
    for (const QString &word : inert(text).split(u' ', Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && indent + line.size() + 1 + word.size() > lineWidth) {
            lines += QString(indent, u' ') + line + u'\n';
            line.clear();
        }
        line += (line.isEmpty() ? QString() : u" "_s) + word;
    }
    return line.isEmpty() ? lines : lines + QString(indent, u' ') + line + u'\n';
}

QString title(const model::Explanation &explained)
{
    const QStringList words = QStringList{explained.kind.kind} + explained.path;
    return inert(words.join(u'.')) + u" ("_s + inert(explained.kind.apiVersion()) + u")\n"_s;
}

QString factLine(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : name.leftJustified(11) + inert(value) + u'\n';
}

QString kindFacts(const model::KnownKind &kind)
{
    const QStringList names = (kind.plural.isEmpty() ? QStringList() : QStringList{kind.plural}) + kind.shortNames;
    return factLine(Say::tr("Names"), names.join(u", "_s)) +
           factLine(Say::tr("Scope"), kind.namespaced ? Say::tr("in a namespace") : Say::tr("the whole cluster"));
}

QString mergeWords(const QString &list)
{
    if (list == u"atomic") return Say::tr("is replaced as a whole");
    if (list == u"set") return Say::tr("no value twice; appliers add and remove their own");
    if (list.startsWith(u"map by ")) return Say::tr("one item for each %1").arg(list.sliced(7));
    return {};
}

QString fieldFacts(const model::Explanation &explained)
{
    const model::SchemaPart &part = explained.part;
    const QString format = part.format.isEmpty() || part.type == u"time" ? QString() : u" ("_s + part.format + u')';
    QString text = factLine(Say::tr("Type"), part.type + format);
    text += factLine(Say::tr("Required"), explained.isRequired ? Say::tr("yes") : Say::tr("no"));
    text += factLine(Say::tr("Default"), explained.defaultText);
    text += factLine(Say::tr("Values"), part.values.join(u", "_s));
    text += factLine(Say::tr("Pattern"), part.pattern);
    text += factLine(Say::tr("List"), mergeWords(part.list));
    if (explained.isFixed) text += factLine(Say::tr("Changes"), Say::tr("none once the object is there"));
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
        const QString required = field.isRequired ? Say::tr("(required)") + u' ' : QString();
        QString line = u"  "_s + inert(field.name).leftJustified(nameWidth) + u"  "_s +
                       inert(field.type).leftJustified(typeWidth) + u"  "_s + required + inert(field.text);
        while (line.endsWith(u' ')) line.chop(1);
        text += line + u'\n';
    }
    return text;
}

QString headText(const model::Explanation &explained)
{
    return title(explained) + (explained.path.isEmpty() ? kindFacts(explained.kind) : fieldFacts(explained));
}

} // namespace

QString explanationText(const model::Explanation &explained, const QString &source)
{
    QString text = headText(explained);
    const QString &theirs = explained.path.isEmpty() ? explained.kind.description : explained.part.description;
    if (!explained.ours.isEmpty()) text += u'\n' + wrapped(explained.ours);
    if (!theirs.isEmpty()) text += u'\n' + source + u":\n"_s + wrapped(theirs, 2);
    if (explained.ours.isEmpty() && theirs.isEmpty())
        text += u'\n' + Say::tr("There are no words about it here.") + u'\n';
    if (!explained.fields.empty()) text += u'\n' + Say::tr("Fields") + u'\n' + fieldLines(explained.fields);
    return text;
}

QString treeText(const model::Explanation &explained)
{
    QString text = headText(explained);
    if (!explained.fields.empty()) text += u'\n' + Say::tr("Fields") + u'\n';
    const QStringList lines = model::fieldTree(explained.part).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) text += inert(line) + u'\n';
    return text;
}

} // namespace app
