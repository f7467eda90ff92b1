// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <random>

// Texts on which readers of YAML differ, the same ones for the same seed.
class RandomYaml
{
public:
    explicit RandomYaml(quint32 seed) : m_random(seed) {}

    // A scalar in some style and place: `k: 0x_1F`, `[! "no", 1]`.
    QByteArray scalarDocument();
    // Mappings and lists in blocks and brackets, with comments, anchors, aliases, merges and tags; some broken.
    QByteArray document();
    // Documents, and JSON, behind each other.
    QByteArray stream();
    // The text with a few bytes or lines different.
    QByteArray damaged(QByteArray text);

    int below(int bound) { return int(m_random() % quint32(bound)); }

private:
    bool oneIn(int chances) { return below(chances) == 0; }
    bool odd(int chances) { return m_isWild && oneIn(chances); } // what most readers would refuse
    QByteArray pick(const QByteArrayList &from) { return from[below(int(from.size()))]; }
    QByteArray pieces(const QByteArrayList &from, int most);

    QByteArray text(); // of a scalar, without quotes
    QByteArray number();
    QByteArray date();
    QByteArray word();
    QByteArray scalar(int column, bool inFlow);
    QByteArray block(int column);
    QByteArray properties();
    QByteArray flow(int depth);
    QByteArray alias();
    QByteArray key();
    QByteArray comment();
    void lines(QByteArray &out, int column, int depth);
    QByteArray json(int depth);

    std::mt19937 m_random;
    int m_anchors = 0;
    int m_keys = 0;
    bool m_isWild = true;
};
