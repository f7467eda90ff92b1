// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/imagestore.h"

#include "cluster/practice/node/profile.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

void ImageStore::setBroken(const QString &image, bool broken)
{
    const QString full = fullImageName(image);
    if (!broken) {
        m_broken.remove(full);
        return;
    }
    m_broken.insert(full);
    m_bytes.erase(full);
}

QString ImageStore::brokenError(const QString &image) const
{
    const QString full = fullImageName(image);
    if (!m_broken.contains(full)) return {};
    return u"rpc error: code = NotFound desc = failed to pull and unpack image \"%1\": failed to resolve reference "
           "\"%1\": %1: not found"_s.arg(full);
}

ValueList ImageStore::toValue() const
{
    constexpr std::size_t most = 50;
    std::vector<std::pair<qint64, QString>> sorted;
    for (const auto &[name, bytes] : m_bytes) sorted.emplace_back(-bytes, name);
    std::sort(sorted.begin(), sorted.end());
    if (sorted.size() > most) sorted.resize(most);
    ValueList images;
    for (const auto &[bytes, name] : sorted) {
        Value one(ValueMap{{u"names"_s, ValueList{imageReference(name), name}}});
        one.set(u"sizeBytes", -bytes);
        images.push_back(std::move(one));
    }
    return images;
}

} // namespace practice
