// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/applydialog.h"
#include "app/shell/clusterlink.h"
#include "tests/app/apply/configmapserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using support::ScriptServer;

namespace {

const QByteArray manifests = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n"
                             "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n---\n"
                             "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n";

// A server that knows ConfigMaps, has none, and keeps the answer to the first real write until it is told to give it.
class OneWriteAtATime
{
public:
    OneWriteAtATime()
    {
        m_server =
            ScriptServer::plain([this](QTcpSocket *socket, const QByteArray &request) { serve(socket, request); });
    }
    QUrl url() const { return m_server->url(); }
    bool isAsked() const { return !m_held.isNull(); }
    int writes = 0;
    void answerTheWrite() { ScriptServer::answer(m_held, 201, m_answer, support::jsonHeader()); }

private:
    void serve(QTcpSocket *socket, const QByteArray &request)
    {
        const QByteArray line = request.left(request.indexOf('\r'));
        if (line.startsWith("PATCH ")) {
            const QByteArray name = line.mid(line.indexOf("/configmaps/") + 12, 1);
            const QByteArray object = support::configMap(name);
            if (line.contains("dryRun=All")) return ScriptServer::answer(socket, 201, object, support::jsonHeader());
            ++writes;
            m_held = socket;
            m_answer = object;
            return;
        }
        support::answerAsConfigMapServer(socket, request);
    }

    std::unique_ptr<ScriptServer> m_server;
    QPointer<QTcpSocket> m_held;
    QByteArray m_answer;
};

} // namespace

// What happens when somebody turns away while it writes.
class TestApplyDialog : public QObject
{
    Q_OBJECT

    std::unique_ptr<OneWriteAtATime> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::ClusterLink> m_link;
    QPointer<app::ApplyDialog> m_dialog;

    QString summary() const
    {
        for (const QLabel *label : m_dialog->findChildren<QLabel *>())
            if (label->property("role") == u"heading"_s) return label->text();
        return {};
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : m_dialog->findChildren<QPushButton *>())
            if (one->text() == text) return one;
        return nullptr;
    }
    QStringList rows() const
    {
        const auto *tree = m_dialog->findChild<QTreeWidget *>();
        QStringList told;
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            told << tree->topLevelItem(i)->text(0) + u": "_s + tree->topLevelItem(i)->text(2);
        return told;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<OneWriteAtATime>();
        m_folder = std::make_unique<QTemporaryDir>();
        QFile config(m_folder->filePath(u"config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(support::kubeconfigOf(m_server->url()));
        config.close();
        m_link = std::make_unique<app::ClusterLink>();
        m_link->setKubeconfigPath(config.fileName());
        m_link->open(u"here"_s);
        QVERIFY(m_link->isOpen());
        const auto set = model::ResourceSet::build({{u"a.yaml"_s, model::YamlStream::parse(manifests)}});
        m_dialog = new app::ApplyDialog(m_link.get(), set);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->show();
        QTRY_VERIFY(m_dialog->canApply());
        QCOMPARE(rows(),
                 QStringList({u"ConfigMap a: to create"_s, u"ConfigMap b: to create"_s, u"ConfigMap c: to create"_s}));
        m_dialog->apply();
        QTRY_VERIFY(m_server->isAsked());
    }
    void cleanup()
    {
        delete m_dialog;
        m_link.reset();
        m_server.reset();
    }

    void closingStopsAndTells()
    {
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QVERIFY(m_dialog && m_dialog->isVisible());
        QVERIFY(summary().startsWith(u"Stopping"_s));
        m_server->answerTheWrite();
        QTRY_COMPARE(
            rows(), QStringList({u"ConfigMap a: created"_s, u"ConfigMap b: not tried"_s, u"ConfigMap c: not tried"_s}));
        QTRY_COMPARE(summary(), u"1 created, 2 not tried"_s);
        QCOMPARE(m_server->writes, 1);
        QVERIFY(button(u"Close"_s)->isEnabled());
        button(u"Close"_s)->click();
        QTRY_VERIFY(!m_dialog);
    }

    void aConnectionThatIsClosedMeanwhileTells()
    {
        m_link->close();
        QVERIFY(m_dialog && m_dialog->isVisible());
        QVERIFY2(summary().contains(u"may have been written"_s), qPrintable(summary()));
        QVERIFY(!m_dialog->canApply());
        button(u"Close"_s)->click();
        QTRY_VERIFY(!m_dialog);
    }
};

QTEST_MAIN(TestApplyDialog)
#include "tst_applydialog.moc"
