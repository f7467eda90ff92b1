// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/sharedselections.h"

namespace practice {
namespace {

constexpr qint64 bytesPerCharacter = 10; // of a selector's text, when it is read
constexpr qint64 shortCharacters = 256;  // granted always

} // namespace

ApiStatus tooBusy()
{
    return ApiStatus::tooManyRequests(QStringLiteral("Too many requests, please try again later."), 1);
}

SharedSelections::SharedSelections() : m_table(std::make_shared<Table>()) {}

std::size_t SharedSelections::count() const { return m_table->selections.size(); }

Answer<std::shared_ptr<const Selection>> SharedSelections::find(const ListOptions &options, const ApiKind &kind)
{
    const Key key(&kind, options.labelSelector, options.fieldSelector);
    if (const auto found = m_table->selections.find(key); found != m_table->selections.end())
        if (std::shared_ptr<const Selection> selection = found->second.lock()) return selection;
    const qint64 characters = options.labelSelector.size() + options.fieldSelector.size();
    const qint64 bytes = characters * bytesPerCharacter;
    if (characters > shortCharacters && m_table->bytes + bytes > maxBytes) return tooBusy();
    auto read = Selection::read(options, kind);
    if (!read) return std::move(read).status();
    const auto forget = [table = m_table, key, bytes](const Selection *selection) {
        table->selections.erase(key);
        table->bytes -= bytes;
        delete selection;
    };
    const std::shared_ptr<const Selection> selection(new Selection(std::move(*read)), forget);
    m_table->bytes += bytes;
    m_table->selections[key] = selection;
    return selection;
}

} // namespace practice
