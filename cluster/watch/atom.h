// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

#include <compare>

namespace cluster {

// An interned, immutable UTF-8 text of eight bytes: equal texts share one copy, which goes when its last atom goes.
// Observations repeat few words (namespaces, nodes, owners, reasons) in very many rows. Any thread may make, copy, read
// and drop atoms at any time.
class Atom
{
public:
    Atom() = default; // the empty text
    explicit Atom(QByteArrayView utf8);
    Atom(const Atom &other);
    Atom(Atom &&other) noexcept : m_node(other.m_node) { other.m_node = nullptr; }
    Atom &operator=(const Atom &other);
    Atom &operator=(Atom &&other) noexcept;
    ~Atom();

    bool isEmpty() const { return !m_node; }
    QByteArrayView view() const; // valid as long as this atom
    QString toString() const;    // as the server sent it; invalid UTF-8 becomes U+FFFD
    // For showing: control characters and those that reorder text (a name may hold any) are written as \u202e.
    QString display() const;

    friend bool operator==(const Atom &a, const Atom &b) { return a.m_node == b.m_node; }
    friend bool operator==(const Atom &a, QByteArrayView b) { return a.view() == b; }
    friend std::strong_ordering operator<=>(const Atom &a, const Atom &b); // by bytes
    friend size_t qHash(const Atom &a, size_t seed = 0) { return ::qHash(a.m_node, seed); }

private:
    struct Node;
    struct Pool;
    Node *m_node = nullptr;
};

} // namespace cluster
