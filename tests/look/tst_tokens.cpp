// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/contrast.h"
#include "look/tokens.h"

#include <QFontInfo>
#include <QTest>

// Text can be read in every theme: WCAG 2.1's contrast ratio, 4.5:1 for text and 7:1 in the high-contrast theme.
class TestTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrast_data();
    void contrast();
    void inksAreMadeReadable();
    void everyRoleHasAnInstalledFont();
};

void TestTokens::contrast_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<double>("atLeast");
    const std::pair<look::Theme, const char *> themes[] = {
        {look::Theme::Light, "light"}, {look::Theme::Dark, "dark"}, {look::Theme::Contrast, "contrast"}};
    for (const auto &[theme, name] : themes) {
        const look::Tokens &t = look::tokens(theme);
        const double least = theme == look::Theme::Contrast ? 7.0 : 4.5;
        const std::pair<QColor, const char *> grounds[] = {
            {t.canvas, "canvas"}, {t.surface, "surface"}, {t.raised, "raised"}, {t.sunk, "sunk"}};
        const std::pair<QColor, const char *> inks[] = {{t.text, "text"}, {t.muted, "muted"}};
        for (const auto &[ground, groundName] : grounds)
            for (const auto &[ink, inkName] : inks)
                QTest::addRow("%s %s on %s", name, inkName, groundName) << ink << ground << least;
        QTest::addRow("%s accent on its ground", name) << t.accent << t.accentGround << least;
    }
}

void TestTokens::contrast()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    QFETCH(double, atLeast);
    QVERIFY2(look::contrast(ink, ground) >= atLeast, qPrintable(QString::number(look::contrast(ink, ground), 'f', 2)));
}

void TestTokens::inksAreMadeReadable()
{
    QCOMPARE(qRound(look::contrast(Qt::black, Qt::white)), 21);
    for (const look::Theme theme : {look::Theme::Light, look::Theme::Dark, look::Theme::Contrast}) {
        const look::Tokens &t = look::tokens(theme);
        for (const QColor &ink : {t.text, t.muted, t.network, t.config, t.storage, t.access, t.ok, t.warn, t.bad}) {
            const QColor readable = look::readableOn(t.accentGround, ink);
            QVERIFY(look::contrast(readable, t.accentGround) >= look::readableContrast);
            if (look::contrast(ink, t.accentGround) >= look::readableContrast) QCOMPARE(readable, ink);
        }
    }
}

void TestTokens::everyRoleHasAnInstalledFont()
{
    using enum look::Text;
    for (const look::Text role : {Body, Caption, Title, Heading, Mono, MonoCaption}) {
        const QFont font = look::font(role);
        QVERIFY2(QFontInfo(font).exactMatch() || !font.family().isEmpty(), qPrintable(font.family()));
        QVERIFY(font.pixelSize() >= 11);
    }
    QVERIFY(QFontInfo(look::font(Mono)).fixedPitch());
}

QTEST_MAIN(TestTokens)
#include "tst_tokens.moc"
