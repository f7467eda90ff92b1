// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <array>
#include <optional>

namespace model {

// The first byte from `at` on that ends or breaks a JSON string: a quote, a backslash, a control character; else end.
const char *jsonStringStop(const char *at, const char *end);

// What stands between the quotes of a well-formed JSON string, as encoding/json's unquote has it.
QString jsonStringValue(QByteArrayView raw);

// The text of UTF-8 bytes; nothing for what is none. A byte order mark stays.
std::optional<QString> utf8Text(QByteArrayView bytes);

// A well-formed JSON number: qint64, quint64 or double; nothing for what is beyond a double.
std::optional<Value> jsonNumberValue(QByteArrayView number);

// A byte in quotes, as encoding/json's scanner names it: 'x', '\'', '\x00', 'ï'.
QString quotedByte(char byte);

// Texts that come again and again are made once. Holds views into the text that is read.
class JsonKeys
{
public:
    struct Key
    {
        QString text;
        quint64 mark = 0; // equal texts have a bit in common
    };

    Key key(QByteArrayView raw);

private:
    struct Slot
    {
        QByteArrayView raw;
        Key key;
    };
    std::array<Slot, 512> m_slots;
};

} // namespace model
