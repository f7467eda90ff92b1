// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/tokens.h"

#include <QObject>

class QDBusVariant;

namespace app {

// Gives the application its look: palette, style sheet and fonts from the tokens, following the system's light or dark
// unless the user chose. GUI thread; one per application.
class ThemeKeeper : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark, Contrast };
    Q_ENUM(Choice)

    explicit ThemeKeeper(QObject *parent = nullptr);

    // Applies at once, and follows the system from now on if that is the choice.
    void choose(Choice choice);
    Choice choice() const { return m_choice; }

Q_SIGNALS:
    // After palette and tokens changed; everything that paints by itself repaints.
    void themeChanged();

private Q_SLOTS:
    void onPortalSetting(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void apply();

    Choice m_choice = Choice::System;
    look::Theme m_system = look::Theme::Light;
    bool m_portalAsked = false;
};

} // namespace app
