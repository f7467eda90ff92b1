// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/gopatterns.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using model::PatternTime;

namespace {

struct Pattern
{
    const char *pattern;
    const char *problem; // what Go's regexp.Compile says
};

// clang-format off
constexpr Pattern patterns[] = {
    {R"g((?=a)b)g", R"g(invalid or unsupported Perl syntax: `(?=`)g"},
    {R"g((?<!x)a)g", R"g(invalid named capture: `(?<!x)a`)g"},
    {R"g((a)\1)g", R"g(invalid escape sequence: `\1`)g"},
    {R"g(a{1,5000})g", R"g(invalid repeat count: `{1,5000}`)g"},
    {R"g(a{2,1})g", R"g(invalid repeat count: `{2,1}`)g"},
    {R"g(a++b)g", R"g(invalid nested repetition operator: `++`)g"},
    {R"g(a**)g", R"g(invalid nested repetition operator: `**`)g"},
    {R"g((?>a)b)g", R"g(invalid or unsupported Perl syntax: `(?>`)g"},
    {R"g((?R))g", R"g(invalid or unsupported Perl syntax: `(?R`)g"},
    {R"g((?1))g", R"g(invalid or unsupported Perl syntax: `(?1`)g"},
    {R"g(\Z)g", R"g(invalid escape sequence: `\Z`)g"},
    {R"g(\h)g", R"g(invalid escape sequence: `\h`)g"},
    {R"g(\R)g", R"g(invalid escape sequence: `\R`)g"},
    {R"g(\X)g", R"g(invalid escape sequence: `\X`)g"},
    {R"g(\K)g", R"g(invalid escape sequence: `\K`)g"},
    {R"g(\C)g", R"g(invalid escape sequence: `\C`)g"},
    {R"g(\8)g", R"g(invalid escape sequence: `\8`)g"},
    {R"g(\u00e9)g", R"g(invalid escape sequence: `\u`)g"},
    {R"g((?#c)a)g", R"g(invalid or unsupported Perl syntax: `(?#`)g"},
    {R"g((?P<n>a)(?P=n))g", R"g(invalid or unsupported Perl syntax: `(?P`)g"},
    {R"g((?(1)a|b))g", R"g(invalid or unsupported Perl syntax: `(?(`)g"},
    {R"g([a-\d])g", R"g(invalid escape sequence: `\d`)g"},
    {R"g((*ACCEPT))g", R"g(missing argument to repetition operator: `*`)g"},
    {R"g((*LIMIT_MATCH=1)a)g", R"g(missing argument to repetition operator: `*`)g"},
    {R"g(()g", R"g(missing closing ): `(`)g"},
    {R"g())g", R"g(unexpected ): `)`)g"},
    {R"g(a))g", R"g(unexpected ): `a)`)g"},
    {R"g([a)g", R"g(missing closing ]: `[a`)g"},
    {R"g([z-a])g", R"g(invalid character class range: `z-a`)g"},
    {R"g([])g", R"g(missing closing ]: `[]`)g"},
    {R"g([]a])g", ""},
    {R"g([^]a])g", ""},
    {R"g(*)g", R"g(missing argument to repetition operator: `*`)g"},
    {R"g(+a)g", R"g(missing argument to repetition operator: `+`)g"},
    {R"g(?)g", R"g(missing argument to repetition operator: `?`)g"},
    {R"g(a{,5})g", ""},
    {R"g({)g", ""},
    {R"g(a{)g", ""},
    {R"g(a{1001})g", R"g(invalid repeat count: `{1001}`)g"},
    {R"g(a{1000})g", ""},
    {R"g((a{100}){100})g", R"g(invalid repeat count: `{100}`)g"},
    {R"g(((a{0,100}){0,100}){0,100})g", R"g(invalid repeat count: `{0,100}`)g"},
    {R"g((?P<n>a))g", ""},
    {R"g((?<n>a))g", ""},
    {R"g((?<n>a)g", R"g(missing closing ): `(?<n>a`)g"},
    {R"g((?P<1>)g", R"g(missing closing ): `(?P<1>`)g"},
    {R"g((?P<n>a)(?P<n>b))g", ""},
    {R"g((?P<>a))g", R"g(invalid named capture: `(?P<>`)g"},
    {R"g((?P=n))g", R"g(invalid or unsupported Perl syntax: `(?P`)g"},
    {R"g(\)g", R"g(trailing backslash at end of expression: ``)g"},
    {R"g(a\)g", R"g(trailing backslash at end of expression: ``)g"},
    {R"g(\pN)g", ""},
    {R"g(\p{L})g", ""},
    {R"g(\p{Greek})g", ""},
    {R"g(\p{Nope})g", R"g(invalid character class range: `\p{Nope}`)g"},
    {R"g(\pQ)g", R"g(invalid character class range: `\pQ`)g"},
    {R"g(\p)g", R"g(invalid character class range: `\p`)g"},
    {R"g(\p{^L})g", ""},
    {R"g(\PL)g", ""},
    {R"g(\x{110000})g", R"g(invalid escape sequence: `\x{110000`)g"},
    {R"g(\x{10FFFF})g", ""},
    {R"g(\x4)g", R"g(invalid escape sequence: `\x4`)g"},
    {R"g(\x)g", R"g(invalid escape sequence: `\x`)g"},
    {R"g(\xg)g", R"g(invalid escape sequence: `\xg`)g"},
    {R"g(\07)g", ""},
    {R"g(\123)g", ""},
    {R"g(\1)g", R"g(invalid escape sequence: `\1`)g"},
    {R"g(\0)g", ""},
    {R"g(\08)g", ""},
    {R"g(\a\f\t\n\r\v)g", ""},
    {R"g(\z)g", ""},
    {R"g(\A)g", ""},
    {R"g(\b\B)g", ""},
    {R"g(\Qa.b\E)g", ""},
    {R"g(\Qa.b)g", ""},
    {R"g(\E)g", R"g(invalid escape sequence: `\E`)g"},
    {R"g([[:word:]])g", ""},
    {R"g([[:nope:]])g", R"g(invalid character class range: `[:nope:]`)g"},
    {R"g([[:alpha:])g", R"g(missing closing ]: `[[:alpha:]`)g"},
    {R"g([\Q]\E])g", R"g(invalid escape sequence: `\Q`)g"},
    {R"g((?i)a)g", ""},
    {R"g((?U)a+)g", ""},
    {R"g((?s).)g", ""},
    {R"g((?i-s:a))g", ""},
    {R"g((?z)a)g", R"g(invalid or unsupported Perl syntax: `(?z`)g"},
    {R"g((?i)g", R"g(invalid or unsupported Perl syntax: `(?i`)g"},
    {R"g((?)g", R"g(invalid or unsupported Perl syntax: `(?`)g"},
    {R"g((?-))g", R"g(invalid or unsupported Perl syntax: `(?-)`)g"},
    {R"g((?i-))g", R"g(invalid or unsupported Perl syntax: `(?i-)`)g"},
    {R"g((?i--s)a)g", R"g(invalid or unsupported Perl syntax: `(?i--`)g"},
    {R"g((?m)^a$)g", ""},
    {R"g(a*?)g", ""},
    {R"g(a??)g", ""},
    {R"g(a+*)g", R"g(invalid nested repetition operator: `+*`)g"},
    {R"g(a{2}{3})g", R"g(invalid nested repetition operator: `{2}{3}`)g"},
    {R"g(a{2}*)g", R"g(invalid nested repetition operator: `{2}*`)g"},
    {R"g((?:a*)*)g", ""},
    {R"g(^*)g", ""},
    {R"g($+)g", ""},
    {R"g(\b+)g", ""},
    {R"g((?i)(?s))g", ""},
    {R"g(|)g", ""},
    {R"g(a|*)g", R"g(missing argument to repetition operator: `*`)g"},
    {R"g((|a)*)g", ""},
    {R"g(())g", ""},
    {R"g((?:))g", ""},
    {R"g(\_)g", ""},
    {R"g(\-)g", ""},
    {R"g(\%)g", ""},
    {R"g([\d-z])g", ""},
    {R"g([a-])g", ""},
    {R"g([-a])g", ""},
    {R"g([--/])g", ""},
    {R"g(\d-\w)g", ""},
    {R"g(\cA)g", R"g(invalid escape sequence: `\c`)g"},
    {R"g(\e)g", R"g(invalid escape sequence: `\e`)g"},
    {R"g(\G)g", R"g(invalid escape sequence: `\G`)g"},
    {R"g(\N)g", R"g(invalid escape sequence: `\N`)g"},
    {R"g(\N{U+41})g", R"g(invalid escape sequence: `\N`)g"},
    {R"g(\o{12})g", R"g(invalid escape sequence: `\o`)g"},
    {R"g(\<)g", ""},
    {R"g([[.a.]])g", ""},
    {R"g([[=a=]])g", ""},
    {R"g(\pZ)g", ""},
    {R"g(\p{Cyrillic})g", ""},
    {R"g(\p{Lu})g", ""},
    {R"g(\p{Kawi})g", ""},
    {R"g(\p{Vithkuqi})g", ""},
    {R"g(\p{L}{2000})g", R"g(invalid repeat count: `{2000}`)g"},
    {R"g((?:a{1000}){2})g", R"g(invalid repeat count: `{2}`)g"},
    {R"g((?:x{2}){500})g", ""},
    {R"g((?:x{2}){501})g", R"g(invalid repeat count: `{501}`)g"},
    {R"g(((((a{10}){10}){10}){10}))g", R"g(invalid repeat count: `{10}`)g"},
    {R"g(.{1000})g", ""},
    {R"g(\p{L}{1000})g", ""},
    {R"g((.{1,30}){30})g", ""},
    {R"g((?i:\p{L}{1000}))g", ""},
    {R"g((?:(?:(?:(?:a{10}b?){10}c?){10})))g", ""},
    {R"g([[:^alpha:]])g", ""},
    {R"g([^[:^digit:]])g", ""},
    {R"g(\pN{3})g", ""},
    {R"g(a{01})g", ""},
    {R"g(a{1,})g", ""},
    {R"g(a{,})g", ""},
    {R"g(a{1,2)g", ""},
    {R"g(a{ 1})g", ""},
    {R"g(a{99999999999})g", R"g(invalid repeat count: `{99999999999}`)g"},
    {R"g(a{1001,)g", ""},
    {R"g(a{1,1001})g", R"g(invalid repeat count: `{1,1001}`)g"},
    {R"g((?i)k)g", ""},
    {R"g(\Q\)g", ""},
    {R"g([a\)g", R"g(trailing backslash at end of expression: ``)g"},
    {R"g([\x])g", R"g(invalid escape sequence: `\x]`)g"},
    {R"g([\8])g", R"g(invalid escape sequence: `\8`)g"},
    {R"g([\b])g", R"g(invalid escape sequence: `\b`)g"},
    {R"g([\A])g", R"g(invalid escape sequence: `\A`)g"},
    {R"g([a-b-c])g", ""},
    {R"g((?P<a.b>x))g", R"g(invalid named capture: `(?P<a.b>`)g"},
    {R"g((?P<n)g", R"g(invalid named capture: `(?P<n`)g"},
    {R"g(\é)g", R"g(invalid escape sequence: `\é`)g"},
    {R"g([é-a])g", R"g(invalid character class range: `é-a`)g"},
    {R"g((?P<é>x))g", R"g(invalid named capture: `(?P<é>`)g"},
    {R"g([\C])g", R"g(invalid escape sequence: `\C`)g"},
    {R"g((a\C)g", R"g(invalid escape sequence: `\C`)g"},
    {R"g([a-z\C)g", R"g(invalid escape sequence: `\C`)g"},
    {R"g(\C(*))g", R"g(invalid escape sequence: `\C`)g"},
    {R"g(*\C)g", R"g(missing argument to repetition operator: `*`)g"},
    {R"g(a{99999999999}*)g", R"g(invalid repeat count: `{99999999999}`)g"},
    {R"g((a{2000}\C)g", R"g(invalid repeat count: `{2000}`)g"},
    {R"g((?<a>x)(?<b)g", R"g(invalid named capture: `(?<b`)g"},
    {R"g(\Q(\E\C)g", R"g(invalid escape sequence: `\C`)g"},
    {R"g(a(?<n>b)*+)g", R"g(invalid nested repetition operator: `*+`)g"},
    {R"g([[:alpha:]\C])g", R"g(invalid escape sequence: `\C`)g"},
    {R"g((?i:(?<x_1>a))b)g", ""},
    {R"g(\x{99999999999})g", R"g(invalid escape sequence: `\x{999999`)g"},
};
// clang-format on

#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 mostTime = 60000;
#else
constexpr qint64 mostTime = 20000;
#endif

} // namespace

class TestGoPatterns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void problems_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("problem");
        for (const Pattern &one : patterns)
            QTest::newRow(one.pattern) << QString::fromUtf8(one.pattern) << QString::fromUtf8(one.problem);
        const QString deep = u"("_s.repeated(1001) + u")"_s.repeated(1001);
        QTest::newRow("too deep") << deep << u"expression nests too deeply: `"_s + deep + u'`';
        QTest::newRow("deep") << u"("_s.repeated(999) + u")"_s.repeated(999) << QString();
        QTest::newRow("null") << QString(u"a\0b"_s) << QString();
    }

    // Go's words for what is no pattern of Go's.
    void problems()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, problem);
        PatternTime time;
        QCOMPARE(model::goPatternProblem(pattern, time), problem);
        QVERIFY(!time.isOver());
        if (!problem.isEmpty()) QVERIFY(!model::matchesGoPattern(pattern, u"a"_s, time));
    }

    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const QString &pattern, const QString &text, bool matches) {
            QTest::addRow("%s on %s", qPrintable(pattern), qPrintable(text.left(20))) << pattern << text << matches;
        };
        row(u"^a$"_s, u"a"_s, true);
        row(u"^a$"_s, u"a\n"_s, false);
        row(u"(?m)^a$"_s, u"a\n"_s, true);
        row(u"^[$]+$"_s, u"$$"_s, true);
        row(u"^[]$]+$"_s, u"]$"_s, true);
        row(u"^.$"_s, u"é"_s, true);
        row(u"^.$"_s, QString::fromUtf8("\xf0\x9f\x98\x80"), true);
        row(u"^\\w$"_s, u"é"_s, false);
        row(u"^\\p{L}+$"_s, u"éß"_s, true);
        row(u"^(?<n>a)(?P<m>b)$"_s, u"ab"_s, true);
        row(u"^a{,2}$"_s, u"a{,2}"_s, true);
        row(u"b"_s, u"abc"_s, true);
        row(u""_s, u""_s, true);
        // What a backtracking matcher gives up on, or takes for ever.
        row(u"^(a|b)*$"_s, u"ab"_s.repeated(10000), true);
        row(u"^(a+)+$"_s, u"a"_s.repeated(1000000) + u'!', false);
        row(u"^(a|aa)+$"_s, u"a"_s.repeated(1000000) + u'!', false);
        row(u"(x+x+)+y"_s, u"x"_s.repeated(1000000), false);
        row(u"^(([a-z])+.)+[A-Z]([a-z])+$"_s, u"a"_s.repeated(200000), false);
    }

    void matches()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, text);
        QElapsedTimer timer;
        timer.start();
        PatternTime time;
        QTEST(model::matchesGoPattern(pattern, text, time), "matches");
        QVERIFY(timer.elapsed() < mostTime);
    }

    void endsInTime_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        const QString letters = u"ab"_s.repeated(500000);
        QTest::newRow("a program that is too large") << u"\\p{L}{1000}"_s << u"a"_s;
        QTest::newRow("many programs in one") << u"x{1000}"_s.repeated(400000) << u"a"_s;
        QTest::newRow("many classes") << u"\\p{L}"_s.repeated(500000) << u"a"_s;
        QTest::newRow("open groups") << u"(?<"_s.repeated(900000) << letters;
        QTest::newRow("open names of classes") << u"[[:"_s + u"[:"_s.repeated(900000) << letters;
        QTest::newRow("more states than fit") << u"(a|b)*a(a|b){900}c"_s << letters;
        QTest::newRow("repeated text") << u"(?:"_s + u"a"_s.repeated(8000) + u"){1000}"_s << letters;
    }

    // Nothing is looked at for long; then the time is over, or the pattern is none.
    void endsInTime()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, text);
        QElapsedTimer timer;
        timer.start();
        PatternTime time;
        const QString problem = model::goPatternProblem(pattern, time);
        const bool matches = model::matchesGoPattern(pattern, text, time);
        QVERIFY(time.isOver() ? matches : !problem.isEmpty() && !matches);
        QVERIFY2(timer.elapsed() < mostTime, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestGoPatterns)
#include "tst_gopatterns.moc"
