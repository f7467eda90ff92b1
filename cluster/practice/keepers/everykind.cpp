// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/everykind.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

bool isFollowed(const ServedKind &kind)
{
    return kind.allows(u"delete") && kind.allows(u"list") && kind.allows(u"watch") && kind.api.plural != u"events";
}

QString nameOfKind(const ApiKind &kind) { return kind.plural + u'.' + kind.group; }

} // namespace

EveryKind::EveryKind(ComponentProcess &process, Changed changed) : m_process(process), m_changed(std::move(changed))
{
    for (const ServedKind *kind : preferred(process.client().core().catalogue)) {
        if (kind->api.isCustom || !isFollowed(*kind)) continue;
        Informer &informer = process.informer(kind->api.apiVersion(), kind->api.kind);
        informer.addHandler(handlerFor(informer));
        m_builtIn.push_back(&informer);
    }
    const auto look = [this](const Value &) { follow(); };
    process.informer(u"apiextensions.k8s.io/v1", u"CustomResourceDefinition")
        .addHandler(
            {.added = look, .changed = [look](const Value &, const Value &now) { look(now); }, .removed = look});
}

std::vector<const Informer *> EveryKind::informers() const
{
    std::vector<const Informer *> all = m_builtIn;
    for (const auto &[name, custom] : m_custom) all.push_back(custom.informer.get());
    return all;
}

std::vector<const ServedKind *> EveryKind::preferred(const Catalogue &catalogue)
{
    std::vector<const ServedKind *> all;
    for (const Catalogue::Group &group : catalogue.groups()) {
        QSet<QString> known;
        for (const QString &version : group.versions) {
            for (const ServedKind *kind : catalogue.kinds(group.name, version)) {
                if (known.contains(kind->api.plural)) continue;
                known.insert(kind->api.plural);
                all.push_back(kind);
            }
        }
    }
    return all;
}

Informer::Handler EveryKind::handlerFor(const Informer &informer) const
{
    const ApiKind &kind = informer.kind();
    return {.added = [this, &kind](const Value &object) { m_changed(kind, nullptr, &object); },
            .changed = [this, &kind](const Value &before, const Value &now) { m_changed(kind, &before, &now); },
            .removed = [this, &kind](const Value &last) { m_changed(kind, &last, nullptr); }};
}

void EveryKind::follow()
{
    std::map<QString, const ServedKind *> served;
    for (const ServedKind *kind : preferred(m_process.client().core().catalogue))
        if (kind->api.isCustom && isFollowed(*kind)) served.emplace(nameOfKind(kind->api), kind);
    QStringList gone;
    for (const auto &[name, custom] : m_custom) {
        const auto now = served.find(name);
        if (now == served.end() || now->second->api.version != custom.version) gone.append(name);
    }
    for (const QString &name : gone) leave(name);
    for (const auto &[name, kind] : served) {
        if (m_custom.contains(name)) continue;
        const std::shared_ptr<Informer> informer = m_process.passingInformer(kind->api);
        informer->addHandler(handlerFor(*informer));
        m_custom[name] = {informer, kind->api.version};
        if (m_process.isRunning()) informer->start();
    }
}

// Of a kind that is not served any more nothing is left.
void EveryKind::leave(const QString &name)
{
    const std::shared_ptr<Informer> informer = m_custom.at(name).informer;
    m_custom.erase(name);
    informer->stop();
    for (const auto &[key, object] : informer->objects()) m_changed(informer->kind(), &object, nullptr);
}

} // namespace practice
