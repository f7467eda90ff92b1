// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/kubeconfigtext.h"

namespace practice {

QByteArray kubeconfigText(quint16 port, const QByteArray &authority, const QByteArray &token)
{
    return "apiVersion: v1\n"
           "kind: Config\n"
           "clusters:\n"
           "- name: practice\n"
           "  cluster:\n"
           "    server: https://127.0.0.1:" +
           QByteArray::number(port) +
           "\n"
           "    certificate-authority-data: " +
           authority.toBase64() +
           "\n"
           "users:\n"
           "- name: practice\n"
           "  user:\n"
           "    token: " +
           token +
           "\n"
           "contexts:\n"
           "- name: practice\n"
           "  context:\n"
           "    cluster: practice\n"
           "    user: practice\n"
           "current-context: practice\n";
}

} // namespace practice
