// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/reader.h"

#include <QString>

#include <map>
#include <memory>
#include <tuple>

namespace practice {

// 429: the server holds as much as it may. In the words of apiserver's server/filters/maxinflight.go.
ApiStatus tooBusy();

// The selections of watches, which last: those with the same text are one. All together they are bounded, by about
// what their texts become when they are read.
class SharedSelections
{
public:
    static constexpr qint64 maxBytes = qint64(64) << 20;

    SharedSelections();

    // Error 400 for what is none; 429 beyond maxBytes, for all but short ones.
    Answer<std::shared_ptr<const Selection>> find(const ListOptions &options, const ApiKind &kind);

    std::size_t count() const; // different ones that are in use

private:
    using Key = std::tuple<const ApiKind *, QString, QString>;
    struct Table
    {
        std::map<Key, std::weak_ptr<const Selection>> selections;
        qint64 bytes = 0;
    };
    std::shared_ptr<Table> m_table; // selections that are still in use keep it
};

} // namespace practice
