// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <compare>
#include <initializer_list>
#include <variant>
#include <vector>

namespace model {

// The way from a resource's root to one field: keys of mappings and indexes of sequences.
// As text, as Kubernetes prints it: spec.template.spec.containers[0].image, metadata.labels[app.kubernetes.io/name]; a
// key that would read as an index, or holds ']' or '"', is quoted: ["0"].
class FieldPath
{
public:
    using Step = std::variant<QString, int>;

    FieldPath() = default;
    FieldPath(std::initializer_list<Step> steps) : m_steps(steps) {}
    explicit FieldPath(std::vector<Step> steps) : m_steps(std::move(steps)) {}

    // The inverse of toString(). Text that is no path gives what could be read of it.
    static FieldPath parse(QStringView text);
    QString toString() const;

    bool isEmpty() const { return m_steps.empty(); }
    int size() const { return int(m_steps.size()); }
    const Step &operator[](int i) const { return m_steps[size_t(i)]; }
    const Step &last() const { return m_steps.back(); }
    const std::vector<Step> &steps() const { return m_steps; }

    FieldPath parent() const;
    FieldPath child(const QString &key) const;
    FieldPath child(int index) const;
    FieldPath operator/(const QString &key) const { return child(key); }
    FieldPath operator/(int index) const { return child(index); }
    FieldPath operator/(const FieldPath &below) const;
    bool startsWith(const FieldPath &prefix) const;

    // Step by step; a key goes before an index.
    std::strong_ordering operator<=>(const FieldPath &other) const;
    bool operator==(const FieldPath &) const = default;

private:
    std::vector<Step> m_steps;
};

} // namespace model
