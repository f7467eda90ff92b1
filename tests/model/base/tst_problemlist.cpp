// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/problemlist.h"

#include "model/base/limits.h"

#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

class TestProblemList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A kind may be called anything, and messages repeat it.
    void controlCharacters()
    {
        Problem problem;
        problem.rule = u"schema-no-schema"_s;
        problem.message = u"no \u000bschema\u001b[31m of “ü\n”\u007f"_s;
        problem.fix = u"write \u0001"_s;
        Problem plain = problem;
        plain.message = u"no \ufffdschema\ufffd[31m of “ü\ufffd”\ufffd"_s;
        plain.fix = u"write \ufffd"_s;
        ProblemList list;
        list.add(problem);
        QCOMPARE(list.take(), Problems{plain});
    }

    // What nobody wants takes nobody's place.
    void unwanted()
    {
        Problem wanted, other;
        wanted.severity = Severity::Warning;
        wanted.rule = u"a"_s;
        other.rule = u"b"_s;
        ProblemList list;
        list.setUnwanted([](const Problem &problem) { return problem.rule == u"b"; });
        for (size_t i = 0; i <= limits::maxProblems; ++i) list.add(other);
        list.add(wanted);
        QCOMPARE(list.take(), Problems{wanted});
    }
};

QTEST_GUILESS_MAIN(TestProblemList)
#include "tst_problemlist.moc"
