// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// The objects of every kind that is served and can be listed, watched and deleted, each in its group's preferred
// version; custom kinds come and go with their definitions (client-go discovery ServerPreferredResources). Events are
// left out.
class EveryKind
{
public:
    // before is null for what is new, now for what is gone.
    using Changed = std::function<void(const ApiKind &kind, const model::Value *before, const model::Value *now)>;

    // Before the process starts; process outlives this.
    EveryKind(ComponentProcess &process, Changed changed);

    // One for each kind, as far as they know it.
    std::vector<const Informer *> informers() const;

    // The kinds as they are served now, in discovery's order: what may be done with them is served->verbs.
    static std::vector<const ServedKind *> preferred(const Catalogue &catalogue);

private:
    struct Custom
    {
        std::shared_ptr<Informer> informer;
        QString version;
    };

    Informer::Handler handlerFor(const Informer &informer) const;
    void follow();
    void leave(const QString &name);

    ComponentProcess &m_process;
    Changed m_changed;
    std::vector<const Informer *> m_builtIn;
    std::map<QString, Custom> m_custom; // by "widgets.example.com"
};

} // namespace practice
