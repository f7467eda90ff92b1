// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace support {

// A real Kubernetes control plane on loopback (tests/controlplane): etcd, apiserver, controllers, scheduler, and kwok
// for the nodes. Blocks for 6 to 10 s when it has to start one. What it started is stopped by the destructor, and also
// when the program crashes.
class ControlPlane
{
public:
    // The one that all live tests of a ctest run share (CMake: kubewright_test(… LIVE)); outside ctest one of this
    // program's own. It has three nodes, node-1 to node-3, of 8 CPUs and 32 GiB. Work in a namespace of your own, and
    // leave the nodes alone. Error Unsupported: none is built here, and there is no Go 1.24 to build it with.
    static model::Result<std::unique_ptr<ControlPlane>> shared();
    // A fresh one for this test alone, to stop, break or audit. options are those of `controlplane up`: "--bare",
    // "--audit", …
    static model::Result<std::unique_ptr<ControlPlane>> start(const QStringList &options = {QStringLiteral("--nodes"),
                                                                                            QStringLiteral("3")});

    ~ControlPlane();
    ControlPlane(const ControlPlane &) = delete;
    ControlPlane &operator=(const ControlPlane &) = delete;

    // A cluster admin's kubeconfig; it names its certificates by relative paths.
    QString kubeconfig() const { return m_directory + QStringLiteral("/kubeconfig"); }
    // Holds kubeconfig, the certificates, and NAME.log and NAME.pid of each component (etcd, apiserver, controllers,
    // scheduler, kwok).
    QString directory() const { return m_directory; }

private:
    explicit ControlPlane(QString directory) : m_directory(std::move(directory)) {}

    QString m_directory;
    std::unique_ptr<QTemporaryDir> m_own; // null when it is somebody else's to stop
};

// Whether a test that can't run here may skip: not where KUBEWRIGHT_NO_SKIP is set.
bool skipAllowed();

} // namespace support

// Ends the test function: a visible skip, or a failure where skips are not allowed.
#define KUBEWRIGHT_SKIP(reason)                                                                                        \
    do {                                                                                                               \
        const QByteArray kubewrightSkip = "KUBEWRIGHT-SKIP: " + QByteArray(reason);                                    \
        if (!support::skipAllowed()) QFAIL(kubewrightSkip.constData());                                                \
        QSKIP(kubewrightSkip.constData());                                                                             \
    } while (false)

// In initTestCase(): moves the control plane out of the Result into member, skips where there is none to be had, fails
// on any other error.
#define KUBEWRIGHT_REQUIRE_CONTROLPLANE(member, result)                                                                \
    do {                                                                                                               \
        auto kubewrightPlane = (result);                                                                               \
        if (!kubewrightPlane && kubewrightPlane.error().code == model::Error::Code::Unsupported)                       \
            KUBEWRIGHT_SKIP(kubewrightPlane.error().message.toUtf8());                                                 \
        QVERIFY2(kubewrightPlane.ok(), qPrintable(kubewrightPlane ? QString() : kubewrightPlane.error().toString()));  \
        (member) = std::move(kubewrightPlane).value();                                                                 \
    } while (false)
