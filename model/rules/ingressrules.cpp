// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

#include <QSet>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

const FieldPath rulesPath{u"spec"_s, u"rules"_s};

// "*.example.com" is for one more label.
bool covers(const QSet<QString> &hosts, const QString &host)
{
    return hosts.contains(host) || hosts.contains(u"*"_s + host.mid(std::max<qsizetype>(host.indexOf(u'.'), 0)));
}

void noTls(const RuleSubject &subject, RuleFindings &out)
{
    QSet<QString> hosts;
    bool isForAll = false;
    subject.spec[u"tls"].forEachItem([&](int, YamlRef item) {
        isForAll = isForAll || item[u"hosts"].size() == 0;
        item[u"hosts"].forEachItem([&](int, YamlRef host) { hosts.insert(host.text()); });
    });
    if (isForAll) return;
    const QString message = sayRule("%1 is answered without TLS");
    bool isTold = false;
    subject.spec[u"rules"].forEachItem([&](int i, YamlRef rule) {
        const YamlRef host = rule[u"host"];
        if (isTold || covers(hosts, host.text())) return;
        isTold = hosts.isEmpty(); // then it is true of all of them
        out.add(isSaid(host) ? host : subject.nameNode,
                isSaid(host) ? rulesPath / i / u"host"_s : FieldPath{u"spec"_s, u"tls"_s},
                message.arg(isSaid(host) ? host.text() : sayRule("every host")));
    });
}

void anyHost(const RuleSubject &subject, RuleFindings &out)
{
    subject.spec[u"rules"].forEachItem([&](int i, YamlRef rule) {
        const YamlRef host = rule[u"host"];
        if (!rule.isMapping() || (!host.text().isEmpty() && host.text() != u"*")) return;
        out.add(isSaid(host) ? host : subject.nameNode, rulesPath / i / u"host"_s,
                sayRule("a rule is for whatever host is asked for"));
    });
}

bool looksLikeRegex(const QString &path)
{
    return std::any_of(path.begin(), path.end(), [](QChar c) { return QStringView(u"*()[]^$|\\+?").contains(c); });
}

void regex(const RuleSubject &subject, RuleFindings &out)
{
    // With these, controllers of nginx read all paths as patterns, whatever their type.
    bool isMeant = false;
    subject.annotations().forEachEntry([&](const QString &key, YamlRef, YamlRef value) {
        isMeant =
            isMeant || (key.endsWith(u"/use-regex") && value.text() == u"true") || key.endsWith(u"/rewrite-target");
    });
    if (isMeant) return;
    subject.spec[u"rules"].forEachItem([&](int r, YamlRef rule) {
        rule[u"http"][u"paths"].forEachItem([&](int p, YamlRef item) {
            const YamlRef path = item[u"path"];
            const QString type = item[u"pathType"].text();
            // What ImplementationSpecific means, the controller knows.
            if (!looksLikeRegex(path.text()) || (type != u"Prefix" && type != u"Exact")) return;
            out.add(
                path, rulesPath / r / u"http"_s / u"paths"_s / p / u"path"_s,
                sayRule("%1 is no pattern with pathType %2: it means these very characters").arg(path.text(), type));
        });
    });
}

void snippets(const RuleSubject &subject, RuleFindings &out)
{
    subject.annotations().forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef) {
        if (!key.startsWith(u"nginx.ingress.kubernetes.io/") || !key.endsWith(u"-snippet")) return;
        const FieldPath field{u"metadata"_s, u"annotations"_s, key};
        out.add(keyNode.isValid() ? keyNode : subject.nameNode, field,
                sayRule("it writes into the configuration of the proxy"));
    });
}

} // namespace

std::vector<PracticeRule> ingressRules()
{
    using rulekind::Ingress;
    return {
        {"ingress-tls", Severity::Info, true, Ingress, T("An Ingress answers without TLS."),
         T("Passwords and sessions can be read and changed on the way, and browsers warn of the site."),
         T("add spec.tls with the hosts and a secretName"), noTls},
        {"ingress-any-host", Severity::Info, false, Ingress, T("An Ingress rule is for any host."),
         T("It also answers for names that others have pointed at the cluster."), T("set host"), anyHost},
        {"ingress-regex", Severity::Warning, true, Ingress, T("A path that looks like a pattern is not read as one."),
         T("Prefix and Exact compare letter by letter: /api/.* matches only a path that has a dot and a star in it."),
         T("write the plain prefix, or use ImplementationSpecific with the controller's annotation"), regex},
        {"ingress-snippet", Severity::Warning, true, Ingress, T("An Ingress writes into the proxy's configuration."),
         T("Who may write such annotations can read the proxy's files, among them the token with which it reads every "
           "Secret (CVE-2021-25742). Newer controllers refuse them."),
         T("use an annotation of its own for what it does"), snippets},
    };
}

} // namespace model
