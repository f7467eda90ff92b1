// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QHash>
#include <QString>
#include <QStringList>

namespace app {

// git's own program, asked for objects alone: it runs no hooks and no filters, fetches nothing, and changes nothing.
// All that one of these asks takes half a minute at most.
class GitProgram
{
public:
    // where: of errors.
    explicit GitProgram(QString where) : m_where(std::move(where)) { m_clock.start(); }

    // What git prints. Errors: NotFound (no git; failure, with what git says itself), Io, TooLarge (more than limit).
    model::Result<QByteArray> run(const QStringList &words, const QString &failure, qsizetype limit,
                                  const QByteArray &input = {});
    // Sizes of blobs by their hashes; of what is not there none.
    model::Result<QHash<QByteArray, qsizetype>> sizesOf(const QList<QByteArray> &hashes);

    model::Error error(model::Error::Code code, const QString &message) const
    {
        return {code, message, model::Location{m_where}};
    }

private:
    int left() const;

    QString m_where;
    QElapsedTimer m_clock;
};

} // namespace app
