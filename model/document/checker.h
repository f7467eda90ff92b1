// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/resource/resourceset.h"
#include "model/rules/settingssearch.h"
#include "model/schema/apicheck.h"
#include "model/schema/kindset.h"

#include <QStringList>

#include <memory>

namespace model {

// All offline layers of validation over one set of files, as one sorted list. What a YAML document gave is remembered
// for as long as the set keeps that document, so that after a keystroke only what changed is checked again. Any thread,
// one at a time.
class Checker
{
public:
    // CustomResourceDefinitions among the resources define kinds as well. The schemas of kinds must outlive it.
    explicit Checker(KindSet kinds = {});
    ~Checker();
    // What was remembered is checked again.
    void setKinds(KindSet kinds);
    // What an API server's validation knows beyond schemas; without it only they are asked. What was remembered is
    // checked again.
    void setApiCheck(ApiCheck check);

    // Which practice rules count, and how; before that the defaults. The disk is looked at in check() only, and each
    // time.
    void setRules(RuleSettingsSearch rules);
    // Rules of any layer (matchesRule) whose problems are left out of the list before it is cut to its length.
    void setIgnored(QStringList patterns);
    // check() uses up to so many threads, the caller's among them; 1 before this is called. The result is the same.
    void setThreads(int threads);

    Problems check(const ResourceSet &resources);
    // The settings that counted for a file of the last check(); the defaults without setRules(). Never null.
    std::shared_ptr<const RuleSettings> rulesOf(const QString &file);

private:
    class Memory;
    std::unique_ptr<Memory> m_memory;
};

} // namespace model
