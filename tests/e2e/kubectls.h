// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace kubectls {

// One kubectl of each minor version that is here, by full version: those of KUBEWRIGHT_KUBECTL (paths with colons
// between), or the one that is built with the control plane, the one in PATH, and those of other versions beside it
// ("kubectl.1.32").
QMap<QString, QString> present();

// The script kubectlsession, running.
struct Run
{
    // arguments: KUBECTL, KUBECONFIG and the rest.
    explicit Run(const QStringList &arguments);
    QProcess process;
    QString talk() { return QString::fromUtf8(process.readAllStandardError()); }
    // What has been asked and answered, in lines; once.
    QStringList transcript() { return QString::fromUtf8(process.readAllStandardOutput()).split(u'\n'); }
};

// The commands whose answers differ, with both; at most twelve. Empty: none.
QString difference(const QStringList &expected, const QStringList &actual);

} // namespace kubectls
