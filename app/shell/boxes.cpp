// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/boxes.h"

#include "model/base/say.h"

#include <QFileInfo>

namespace app {

QMessageBox *makeBox(QWidget *window, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::NoButton, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    return box;
}

QString linesOf(const std::vector<model::Error> &errors)
{
    QStringList texts;
    for (const model::Error &error : errors) texts << error.toString();
    constexpr int shown = 6;
    if (texts.size() > shown) texts = texts.mid(0, shown) << model::say("… and %1 more").arg(texts.size() - shown);
    return texts.join(u'\n');
}

QString namesOf(const QStringList &paths)
{
    QStringList names;
    constexpr int shown = 4;
    for (const QString &path : paths.mid(0, shown)) names << QFileInfo(path).fileName();
    const QString list = names.join(QStringLiteral(", "));
    return paths.size() > shown ? model::say("%1 and %2 more").arg(list).arg(paths.size() - shown) : list;
}

} // namespace app
