// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the edge-rule table whose fields stand in the table of fields.
#include "model/relations/fieldlinks.h"
#include "model/relations/rules.h"

#include <QtGlobal>

namespace model {

using namespace Qt::StringLiterals;

namespace {

template<Relation relation>
EdgeRule row(const QString &word, const char *title, const char *explanation)
{
    return {.relation = relation,
            .word = word,
            .title = title,
            .explanation = explanation,
            .read = [](const Reading &reading, Facts &facts) { readFields(relation, reading, facts); },
            .link = linkField,
            .joins = [](const ResourceKey &from, const ResourceKey &to) { return joinsByField(relation, from, to); },
            .connect = [](const Resource &from, const Resource &to) { return connectByField(relation, from, to); },
            .disconnect = [](const Resource &holder,
                             const FieldPath &field) { return disconnectField(relation, holder, field); },
            .isHeldByTarget = relation == Relation::RoleSubject,
            .anyNamespace = true};
}

#define TEXT(text) QT_TRANSLATE_NOOP("Relations", text)

std::vector<EdgeRule> makeRows()
{
    return {
        row<Relation::ScaleTarget>(u"scale-target"_s, TEXT("Scaling"),
                                   TEXT("The first sets how many Pods the second runs, by what they use.")),
        row<Relation::RoleRef>(u"role-ref"_s, TEXT("Granted role"),
                               TEXT("The binding gives its subjects the rights that this role lists.")),
        row<Relation::RoleSubject>(
            u"role-subject"_s, TEXT("Granted to"),
            TEXT("The ServiceAccount is a subject of the binding and gets the rights of its role.")),
        row<Relation::GoverningService>(
            u"governing-service"_s, TEXT("Service that names its Pods"),
            TEXT("The headless Service gives each Pod of the StatefulSet a DNS name of its own.")),
        row<Relation::StorageClass>(u"storage-class"_s, TEXT("Class of storage"),
                                    TEXT("The storage is made or found by what this class says.")),
        row<Relation::VolumeBinding>(u"volume-binding"_s, TEXT("Bound storage"),
                                     TEXT("The claim and the volume belong together and to nobody else.")),
        row<Relation::IngressClass>(u"ingress-class"_s, TEXT("Class of Ingress"),
                                    TEXT("The controller of this class is the one that serves the Ingress.")),
        row<Relation::PriorityClass>(
            u"priority-class"_s, TEXT("Priority"),
            TEXT("When room is short, the Pods go before those of a lower priority, by this class.")),
        row<Relation::RuntimeClass>(u"runtime-class"_s, TEXT("Container runtime"),
                                    TEXT("The Pods' containers are run by the runtime that this class names.")),
        row<Relation::PullSecret>(u"pull-secret"_s, TEXT("Key to the registry"),
                                  TEXT("Images are pulled with the user and password in this Secret.")),
        row<Relation::TlsSecret>(u"tls-secret"_s, TEXT("Certificate"),
                                 TEXT("Encrypted requests are answered with the certificate and key in this Secret.")),
        row<Relation::WebhookService>(u"webhook-service"_s, TEXT("Asked by the API server"),
                                      TEXT("The API server asks this Service before it stores or converts objects.")),
        row<Relation::ApiService>(u"api-service"_s, TEXT("Served API"),
                                  TEXT("The API server passes requests for this part of the API on to the Service.")),
        row<Relation::RouteBackend>(u"route-backend"_s, TEXT("Route"),
                                    TEXT("Requests that fit the route go to this port of the second.")),
        row<Relation::Reference>(u"reference"_s, TEXT("Reference"), TEXT("A field of the first names the second.")),
        row<Relation::Selects>(u"selects"_s, TEXT("Selection"),
                               TEXT("The first works on everything that has the labels of its selector.")),
    };
}

#undef TEXT

} // namespace

EdgeRule fieldEdgeRule(Relation relation)
{
    static const std::vector<EdgeRule> rows = makeRows();
    for (const EdgeRule &rule : rows)
        if (rule.relation == relation) return rule;
    Q_UNREACHABLE();
}

} // namespace model
