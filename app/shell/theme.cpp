// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/theme.h"

#include "app/shell/stylesheet.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPalette>
#include <QStyleFactory>

namespace app {

namespace {

const auto portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const auto portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const auto portalInterface = QStringLiteral("org.freedesktop.portal.Settings");
const auto appearance = QStringLiteral("org.freedesktop.appearance");
const auto colorScheme = QStringLiteral("color-scheme");
constexpr uint prefersDark = 1;

look::Theme fromPalette()
{
    return QApplication::palette().color(QPalette::Window).lightnessF() < 0.5F ? look::Theme::Dark : look::Theme::Light;
}

QPalette paletteOf(const look::Tokens &t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.surface);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.sunk);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.muted);
    palette.setColor(QPalette::Button, t.raised);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.bad);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.surface);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.raised);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.faint);
    palette.setColor(QPalette::Light, t.raised);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.faint);
    return palette;
}

} // namespace

ThemeKeeper::ThemeKeeper(QObject *parent) : QObject(parent), m_system(fromPalette())
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
}

void ThemeKeeper::choose(Choice choice)
{
    m_choice = choice;
    if (choice == Choice::System) askPortal();
    apply();
}

// Qt 6.4 does not tell the colour scheme: the desktop portal does, now and whenever it changes. Never waited for.
void ThemeKeeper::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (m_portalAsked || !bus.isConnected()) return;
    m_portalAsked = true;
    bus.connect(portalService, portalPath, portalInterface, QStringLiteral("SettingChanged"), this,
                SLOT(onPortalSetting(QString, QString, QDBusVariant)));
    QDBusMessage read =
        QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, QStringLiteral("Read"));
    read.setArguments({appearance, colorScheme});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) onPortalSetting(appearance, colorScheme, reply.value());
        watcher->deleteLater();
    });
}

void ThemeKeeper::onPortalSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space != appearance || key != colorScheme) return;
    QVariant inner = value.variant();
    if (inner.canConvert<QDBusVariant>()) inner = inner.value<QDBusVariant>().variant(); // Read wraps twice
    m_system = inner.toUInt() == prefersDark ? look::Theme::Dark : look::Theme::Light;
    if (m_choice == Choice::System) apply();
}

void ThemeKeeper::apply()
{
    switch (m_choice) {
    case Choice::System: look::setCurrentTheme(m_system); break;
    case Choice::Light: look::setCurrentTheme(look::Theme::Light); break;
    case Choice::Dark: look::setCurrentTheme(look::Theme::Dark); break;
    case Choice::Contrast: look::setCurrentTheme(look::Theme::Contrast); break;
    }
    QApplication::setFont(look::font(look::Text::Body));
    QApplication::setPalette(paletteOf(look::tokens()));
    qApp->setStyleSheet(styleSheet(look::tokens()));
    Q_EMIT themeChanged();
}

} // namespace app
