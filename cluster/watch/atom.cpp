// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/atom.h"

#include <QStringDecoder>

#include <atomic>
#include <cstring>
#include <mutex>
#include <new>
#include <string_view>
#include <unordered_set>

namespace cluster {

struct Atom::Node
{
    std::atomic<quint32> references{1};
    quint32 size = 0;

    char *bytes() { return reinterpret_cast<char *>(this + 1); }
    std::string_view text() { return {bytes(), size}; }

    static Node *make(QByteArrayView text)
    {
        Node *node = new (::operator new(sizeof(Node) + size_t(text.size()))) Node;
        node->size = quint32(text.size());
        std::memcpy(node->bytes(), text.data(), size_t(text.size()));
        return node;
    }
    static void destroy(Node *node)
    {
        node->~Node();
        ::operator delete(node);
    }
};

// A count goes from one to nothing, and from nothing to one, only under the mutex; so a text that is being dropped by
// one thread can't be handed out to another.
struct Atom::Pool
{
    struct Hash
    {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
        size_t operator()(Node *node) const { return (*this)(node->text()); }
    };
    struct Equal
    {
        using is_transparent = void;
        bool operator()(Node *a, Node *b) const { return a == b; }
        bool operator()(std::string_view a, Node *b) const { return a == b->text(); }
        bool operator()(Node *a, std::string_view b) const { return a->text() == b; }
    };
    std::mutex mutex;
    std::unordered_set<Node *, Hash, Equal> nodes;

    static Pool &instance()
    {
        static Pool *pool = new Pool; // never destroyed: rows in static objects may outlive main()
        return *pool;
    }
    Node *take(QByteArrayView text)
    {
        const std::lock_guard lock(mutex);
        const auto found = nodes.find(std::string_view(text.data(), size_t(text.size())));
        if (found != nodes.end()) {
            (*found)->references.fetch_add(1, std::memory_order_relaxed);
            return *found;
        }
        return *nodes.insert(Node::make(text)).first;
    }
    void release(Node *node)
    {
        quint32 count = node->references.load(std::memory_order_relaxed);
        while (count > 1)
            if (node->references.compare_exchange_weak(count, count - 1, std::memory_order_acq_rel)) return;
        const std::lock_guard lock(mutex);
        if (node->references.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
        nodes.erase(node);
        Node::destroy(node);
    }
};

Atom::Atom(QByteArrayView utf8) : m_node(utf8.isEmpty() ? nullptr : Pool::instance().take(utf8)) {}

Atom::Atom(const Atom &other) : m_node(other.m_node)
{
    if (m_node) m_node->references.fetch_add(1, std::memory_order_relaxed);
}

Atom &Atom::operator=(const Atom &other) { return *this = Atom(other); }

Atom &Atom::operator=(Atom &&other) noexcept
{
    std::swap(m_node, other.m_node);
    return *this;
}

Atom::~Atom()
{
    if (m_node) Pool::instance().release(m_node);
}

QByteArrayView Atom::view() const
{
    return m_node ? QByteArrayView(m_node->bytes(), qsizetype(m_node->size)) : QByteArrayView();
}

QString Atom::toString() const
{
    constexpr QByteArrayView mark("\xef\xbb\xbf"); // dropped by QString::fromUtf8
    if (view().startsWith(mark)) return QChar(QChar::ByteOrderMark) + QString::fromUtf8(view().sliced(mark.size()));
    return QString::fromUtf8(view());
}

QString Atom::display() const
{
    QString shown;
    for (const QChar c : toString()) {
        const bool invisible = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
                               c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        if (invisible)
            shown += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            shown += c;
    }
    return shown;
}

std::strong_ordering operator<=>(const Atom &a, const Atom &b)
{
    const auto text = [](const Atom &atom) { return std::string_view(atom.view().data(), size_t(atom.view().size())); };
    return text(a) <=> text(b);
}

} // namespace cluster
