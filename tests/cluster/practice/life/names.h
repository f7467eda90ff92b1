// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/practice/life/watching.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace life {

// Gives what is drawn or counted up a name that is the same on every run: "web-5d4f8c-x7x2p" is "web-#1-*" when it was
// made from its owner's first template; a Job of a CronJob is "cron-@1"; one of the machines is "NODE". Uids, times,
// addresses and the namespace are called what they are.
class Names
{
public:
    Names(const std::vector<Seen> &history, const QString &space, bool showsMachines);

    QString text(QString text) const;

private:
    void learn(const Seen &seen);
    void learnHash(const QString &owner, const QString &hash);

    QString m_space;
    bool m_showsMachines;
    QHash<QString, QString> m_names;
    QHash<QString, int> m_made; // by owner: how many templates or Jobs so far
    QStringList m_longestFirst;
};

} // namespace life
