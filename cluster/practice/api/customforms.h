// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/kinds/apikind.h"
#include "cluster/practice/request/fieldselectortext.h"
#include "cluster/practice/store/store.h"
#include "model/base/value.h"

#include <QByteArray>
#include <QCache>

#include <memory>

namespace practice {

// What a custom object is to the readers of its versions (apiextensions-apiserver pkg/apiserver
// customresource_handler.go crdConversionRESTOptionsGetter): the stored JSON without what the schema of its own version
// does not know and with that one's defaults, then in the reader's version without what that one's schema does not
// know. Definitions change while objects stay as they were stored. One thread.
class CustomForms
{
public:
    explicit CustomForms(const CustomKinds &kinds) : m_kinds(kinds) {}

    model::Value objectOf(const Record &record, const ApiKind &kind) const;
    QByteArray jsonOf(const Record &record, const ApiKind &kind) const;
    // Good until the next call of anything here.
    const ObjectFacts &factsOf(const Record &record, const ApiKind &kind) const;

    // The object as the store takes it: in the version that is stored, without what its schema does not know.
    model::Value toStore(const ApiKind &kind, model::Value object) const;
    // What selectors ask of an object that is being stored in this form.
    ObjectFacts describe(const ApiKind &kind, const model::Value &stored) const;
    // Whether storing the object, whose resourceVersion is the record's, would change nothing.
    bool isStored(const Record &record, const ApiKind &kind, const model::Value &object) const;

private:
    struct Form
    {
        qint64 revision = 0;
        quint64 generation = 0;
        QByteArray json; // null: as it is stored
        ObjectFacts facts;
    };
    bool isReadAsStored(const Record &record, const ApiKind &kind) const;
    model::Value formed(const ApiKind &kind, model::Value stored) const;
    std::shared_ptr<const Form> formOf(const Record &record, const ApiKind &kind) const;

    static constexpr qsizetype keptBytes = qsizetype(64) << 20;

    const CustomKinds &m_kinds;
    mutable QCache<QByteArray, std::shared_ptr<const Form>> m_forms{keptBytes}; // by the record's key and the version
};

} // namespace practice
