// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words/explanation.h"

#include "model/base/say.h"
#include "model/schema/suggest.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxTreeLines = 20'000, maxTreeDepth = 40;

Error noSuchField(const QString &owner, const SchemaPart &part, const QString &name)
{
    if (part.fields.empty())
        return Error{Error::Code::NotFound, say("%1 has no fields: it is %2").arg(owner, part.type)};
    std::vector<QByteArray> names;
    for (const SchemaPart::Field &field : part.fields) names.push_back(field.name.toUtf8());
    const QByteArrayView near = nearestWord(name.toUtf8(), {names.begin(), names.end()});
    QString message = say("%1 has no field “%2”").arg(owner, name);
    if (!near.isEmpty()) message += u' ' + say("(did you mean %1?)").arg(QString::fromUtf8(near));
    return Error{Error::Code::NotFound, message};
}

// What stands in a template can be changed there, though not in what is made from it.
bool isTemplateType(const QByteArray &typeName)
{
    return typeName.endsWith("TemplateSpec") || typeName.endsWith("Template");
}

QString oneSentence(const QString &text) { return firstSentence(text.simplified()); }

std::vector<Explanation::Field> fieldLinesOf(const SchemaPart &part, bool isRoot)
{
    std::vector<Explanation::Field> lines;
    for (const SchemaPart::Field &field : part.fields) {
        const SchemaPart inner = partOf(field.place);
        QString text = wordsOfField(part.typeName, field.name.toUtf8(), isRoot).text;
        if (text.isEmpty()) text = wordsOfType(inner.typeName).text;
        if (text.isEmpty()) text = inner.description;
        lines.push_back({field.name, inner.type, field.isRequired, oneSentence(text)});
    }
    return lines;
}

struct Tree
{
    QString text;
    int lines = 0;
    QStringList open = {}; // types that the present line stands in

    void add(const SchemaPart &part, int depth)
    {
        for (const SchemaPart::Field &field : part.fields) {
            if (lines >= maxTreeLines) return;
            const SchemaPart inner = partOf(field.place);
            ++lines;
            text += QString(2 * depth, u' ') + field.name + u"  "_s + inner.type +
                    (field.isRequired ? u", "_s + say("required") : QString()) + u'\n';
            if (lines == maxTreeLines) text += say("(there are more)") + u'\n';
            const QString type = inner.type.section(u' ', -1);
            if (inner.fields.empty() || depth >= maxTreeDepth) continue;
            const bool isNamed = type != u"object";
            if (isNamed && open.contains(type)) continue;
            if (isNamed) open += type;
            add(inner, depth + 1);
            if (isNamed) open.removeLast();
        }
    }
};

} // namespace

Result<Explanation> explainField(const AskedKind &asked)
{
    Explanation all{*asked.kind, asked.fields};
    all.part = partOf(asked.kind->schema);
    const QByteArray group = asked.kind->group.toUtf8(), kind = asked.kind->kind.toUtf8();
    all.ours = wordsOfKind(group, kind).text;
    bool isInTemplate = false, isBelowFixed = false;
    QString owner = asked.kind->kind;
    for (qsizetype i = 0; i < asked.fields.size(); ++i) {
        const SchemaPart outer = std::move(all.part);
        const QString &name = asked.fields[i];
        const auto field = std::ranges::find(outer.fields, name, &SchemaPart::Field::name);
        if (field == outer.fields.end()) return noSuchField(owner, outer, name);
        isInTemplate = isInTemplate || isTemplateType(outer.typeName);
        all.part = partOf(field->place);
        const Words words = wordsOfField(outer.typeName, name.toUtf8(), i == 0);
        all.ours = words.text.isEmpty() ? wordsOfType(all.part.typeName).text : words.text;
        all.isFixed = isBelowFixed || (words.isFixed && !isInTemplate) || all.part.isFixed;
        // Some fields of a Job's template change as long as the Job is suspended.
        isBelowFixed = all.isFixed && !isTemplateType(all.part.typeName);
        all.isRequired = field->isRequired || (i == 0 && (name == u"apiVersion" || name == u"kind"));
        all.defaultText = field->defaultText.isEmpty() ? all.part.defaultText : field->defaultText;
        owner += u'.' + name;
    }
    all.fields = fieldLinesOf(all.part, asked.fields.isEmpty());
    return all;
}

QString fieldTree(const SchemaPart &part)
{
    Tree tree;
    tree.add(part, 1);
    return tree.text;
}

} // namespace model
