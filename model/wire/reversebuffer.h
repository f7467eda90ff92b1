// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

namespace model {

// Bytes of a protobuf message that are written from the end to the start. Each writes in front of what is there.
class ReverseBuffer
{
public:
    qsizetype size() const { return m_bytes.size() - m_at; }
    void bytes(QByteArrayView bytes);
    void varint(quint64 value);
    // The length of what is there, and the number and type of a field that it is the value of.
    void length(qsizetype length, quint32 number);
    void varintField(quint64 value, quint32 number);
    void doubleField(double value, quint32 number);
    void field(QStringView text, quint32 number); // as UTF-8; a lone surrogate is U+FFFD
    // All of it; the buffer is empty then.
    QByteArray take();

private:
    char *room(qsizetype bytes);
    void tag(quint32 number, quint32 wireType);

    QByteArray m_bytes;
    qsizetype m_at = 0; // where what is written starts
};

// The order of two texts' UTF-8 bytes.
bool utf8Less(QStringView a, QStringView b);

} // namespace model
