// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/customforms.h"
#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/discovery/catalogue.h"
#include "cluster/practice/fields/managers.h"
#include "cluster/practice/kinds/apikind.h"
#include "cluster/practice/request/fieldselectortext.h"
#include "cluster/practice/store/store.h"
#include "model/base/value.h"

#include <QByteArray>
#include <QCache>
#include <QString>

#include <optional>

namespace practice {

// Objects in the store: where each kind's lie, and in which version. What a kind's versions share is stored once, in
// one of them. Stored JSON begins with kind and apiVersion.
class Registry
{
public:
    Registry(Store &store, const Catalogue &catalogue, const CustomKinds &customKinds)
        : m_store(store), m_catalogue(catalogue), m_customForms(customKinds)
    {
    }

    static QByteArray keyOf(const ApiKind &kind, const QString &space, const QString &name);
    // Ends with a slash. space empty: of all namespaces.
    static QByteArray prefixOf(const ApiKind &kind, const QString &space);

    RecordPtr find(const ApiKind &kind, const QString &space, const QString &name) const;
    // The object in the version of kind.
    model::Value objectOf(const Record &record, const ApiKind &kind) const;
    // The bytes of the object as JSON in the version of kind: the stored ones where those are it.
    QByteArray jsonOf(const Record &record, const ApiKind &kind) const;
    // As selectors of kind's version see it. Good until the next call that reads.
    const ObjectFacts &factsOf(const Record &record, const ApiKind &kind) const;
    // Whether a write of the object, whose resourceVersion is the record's, would change nothing that is stored.
    // object means what objectOf() answers.
    bool isStored(const Record &record, const ApiKind &kind, const model::Value &object) const;

    // Stores the object under its metadata's name; its resourceVersion becomes the write's. Error as the store has it.
    Answer<RecordPtr> write(const ApiKind &kind, model::Value &object);
    // Removes it; object is its last state.
    Answer<RecordPtr> erase(const ApiKind &kind, model::Value &object);

    // What Store needs to know of records that it reads from a file. An error refuses what no write could have put
    // there. A kind that is not served may be a custom one, whose definition is in the file too: of it, the metadata is
    // looked at and nothing else.
    static model::Result<Facts> describe(const Catalogue &catalogue, const Record &record);

    Store &store() const { return m_store; }
    ManagersMemory &managersMemory() { return m_managers; }

private:
    struct Stored
    {
        QByteArray key;
        QByteArray json;
        Facts facts;
    };
    // The kind and version in which kind's objects are stored; of a kind that is not custom.
    const ApiKind &storedKind(const ApiKind &kind) const;
    Stored prepare(const ApiKind &kind, model::Value &object) const;

    void remember(const ApiKind &kind, const Record &record, const model::Value &object) const;

    // The last state of objects that were written or read lately, as they are stored: what is noted on them
    // (base/notes.h) is worth more than not to read the JSON again. Costs are bytes.
    struct Recent
    {
        qint64 revision = 0;
        model::Value object;
    };
    static constexpr qsizetype recentBytes = qsizetype(96) << 20;

    Store &m_store;
    const Catalogue &m_catalogue;
    CustomForms m_customForms;
    mutable QCache<QByteArray, Recent> m_recent{recentBytes};
    ManagersMemory m_managers;
};

// The name of a path must be a part of a key; error 400.
std::optional<ApiStatus> checkPathName(const QString &name);

} // namespace practice
