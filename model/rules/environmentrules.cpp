// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

#include <QHash>
#include <QSet>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

void duplicates(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    QHash<QString, FieldPath> seen;
    for (const EnvView &env : container.view.env()) {
        const QString name = env.name();
        if (name.isEmpty()) continue;
        const auto first = seen.constFind(name);
        if (first == seen.cend()) {
            seen.insert(name, env.path);
            continue;
        }
        out.add(env.node[u"name"], env.path / u"name"_s,
                sayRule("container %1 sets %2 twice: the later one counts").arg(container.name(), name));
        if (out.wantsEdits())
            out.offer(sayRule("Remove the first %1").arg(name), {RemoveField{subject.resource.key, *first}});
    }
}

// The names in $(NAME) that stand for variables; $$(NAME) is text (core/v1 EnvVar).
QStringList referencedIn(const QString &value)
{
    QStringList names;
    for (qsizetype at = value.indexOf(u"$("); at >= 0; at = value.indexOf(u"$(", at + 2)) {
        qsizetype dollars = 0;
        while (at - dollars > 0 && value[at - dollars - 1] == u'$') ++dollars;
        const qsizetype end = value.indexOf(u')', at);
        if (end < 0) break;
        const QString name = value.mid(at + 2, end - at - 2);
        // A shell's $(date) is no variable's name as people write them.
        bool isName = !name.isEmpty() && !name[0].isDigit();
        for (const QChar c : name) isName = isName && (c.isUpper() || c.isDigit() || c == u'_');
        if (dollars % 2 == 0 && isName) names += name;
    }
    return names;
}

void undefined(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    // What all of a ConfigMap or Secret brings is not known here.
    if (container.view.node[u"envFrom"].size() > 0) return;
    QSet<QString> all, sofar;
    const auto env = container.view.env();
    for (const EnvView &one : env) all.insert(one.name());
    const auto isService = [](const QString &name) { return name.contains(u"_SERVICE_") || name.contains(u"_PORT"); };
    for (const EnvView &one : env) {
        const YamlRef value = one.node[u"value"];
        for (const QString &name : referencedIn(value.text())) {
            if (sofar.contains(name) || isService(name) || out.isFull()) continue;
            out.add(value, one.path / u"value"_s,
                    all.contains(name) ? sayRule("container %1: %2 comes later, so that it stays as it is written")
                                             .arg(container.name(), name)
                                       : sayRule("container %1 has no variable %2, so that it stays as it is written")
                                             .arg(container.name(), name));
        }
        sofar.insert(one.name());
    }
}

} // namespace

std::vector<PracticeRule> environmentRules()
{
    using rulekind::workloads;
    return {
        {"env-duplicate", Severity::Warning, true, workloads, T("A container sets a variable twice."),
         T("Only the later one counts, and server-side apply refuses the list or loses one of them."),
         T("remove one of them"), duplicates},
        {"env-undefined", Severity::Warning, true, workloads, T("A variable is made from one that is not there."),
         T("Kubernetes puts in variables of the same container that stand before it. Any other $(NAME) is left as it "
           "is, and the program gets these characters."),
         T("define the variable before it is used"), undefined},
    };
}

} // namespace model
