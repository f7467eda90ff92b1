// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/filetoken.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using cluster::FileToken;
using namespace Qt::StringLiterals;

class TestFileToken : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path() const { return m_dir.filePath(u"token"_s); }
    void write(const QByteArray &content) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void rereadsAfterFiftySecondsAndKeepsTheOldTokenWhenTheFileFails()
    {
        qint64 now = 0;
        write("one\n");
        FileToken token(path(), "inline", [&] { return now; });
        QCOMPARE(token.current(), QByteArray("one"));
        write("two");
        now = FileToken::rereadMs - 1;
        QCOMPARE(token.current(), QByteArray("one"));
        now = FileToken::rereadMs;
        QCOMPARE(token.current(), QByteArray("two"));
        write("");
        now *= 2;
        QCOMPARE(token.current(), QByteArray("two"));
        QVERIFY(QFile::remove(path()));
        now *= 2;
        QCOMPARE(token.current(), QByteArray("two"));
        write("bad\r\nX-Injected: 1");
        now *= 2;
        QCOMPARE(token.current(), QByteArray("two"));
        write("  three  ");
        now *= 2;
        QCOMPARE(token.current(), QByteArray("three"));
    }

    void inlineTokenCountsUntilTheFileCanBeRead()
    {
        qint64 now = 0;
        QFile::remove(path());
        FileToken token(path(), "inline", [&] { return now; });
        QCOMPARE(token.current(), QByteArray("inline"));
        write("file");
        now = FileToken::rereadMs;
        QCOMPARE(token.current(), QByteArray("file"));
    }
};

QTEST_GUILESS_MAIN(TestFileToken)
#include "tst_filetoken.moc"
