// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/customforms.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/customschema.h"
#include "model/wire/json.h"

namespace practice {

using model::Value;

namespace {

const ObjectFacts &factsInStore(const Record &record)
{
    static const ObjectFacts none;
    return record.facts.data ? *static_cast<const ObjectFacts *>(record.facts.data.get()) : none;
}

Value parsed(const QByteArray &json)
{
    auto text = model::readJson(json);
    return text ? std::move(text->value) : Value(); // what is stored was written here
}

QString versionOf(const Value &object) { return textAt(object, {u"apiVersion"}).section(u'/', -1); }

const Value *schemaIn(const CustomKinds::Forms &forms, const QString &version)
{
    const auto found = forms.versions.find(version);
    return found == forms.versions.end() ? nullptr : &found->second.schema;
}

} // namespace

bool CustomForms::isReadAsStored(const Record &record, const ApiKind &kind) const
{
    const CustomKinds::Forms &forms = m_kinds.formsOf(kind);
    return forms.generation != 0 && factsInStore(record).generation == forms.generation &&
           kind.version == forms.storedVersion;
}

Value CustomForms::formed(const ApiKind &kind, Value stored) const
{
    const CustomKinds::Forms &forms = m_kinds.formsOf(kind);
    const QString version = versionOf(stored);
    if (const Value *schema = schemaIn(forms, version)) {
        pruneCustom(*schema, stored);
        setCustomDefaults(*schema, stored);
    }
    if (version == kind.version) return stored;
    stored.set(u"apiVersion", kind.apiVersion());
    if (const Value *schema = schemaIn(forms, kind.version)) {
        pruneCustom(*schema, stored);
        dropCustomNulls(*schema, stored);
    }
    return stored;
}

std::shared_ptr<const CustomForms::Form> CustomForms::formOf(const Record &record, const ApiKind &kind) const
{
    const quint64 generation = m_kinds.formsOf(kind).generation;
    const QByteArray id = record.key + '\0' + kind.version.toUtf8();
    const std::shared_ptr<const Form> *known = m_forms.object(id);
    if (known && (*known)->revision == record.revision && (*known)->generation == generation) return *known;
    const Value stored = parsed(record.json);
    const Value object = formed(kind, stored);
    auto form = std::make_shared<Form>();
    form->revision = record.revision;
    form->generation = generation;
    if (!(object == stored)) form->json = model::writeJson(object);
    form->facts = practice::factsOf(kind, object);
    constexpr qsizetype factsBytes = 256; // about
    m_forms.insert(id, new std::shared_ptr<const Form>(form), form->json.size() + factsBytes);
    return form;
}

Value CustomForms::objectOf(const Record &record, const ApiKind &kind) const { return parsed(jsonOf(record, kind)); }

QByteArray CustomForms::jsonOf(const Record &record, const ApiKind &kind) const
{
    if (isReadAsStored(record, kind)) return record.json;
    const std::shared_ptr<const Form> form = formOf(record, kind);
    return form->json.isNull() ? record.json : form->json;
}

const ObjectFacts &CustomForms::factsOf(const Record &record, const ApiKind &kind) const
{
    // The cache has it still.
    return isReadAsStored(record, kind) ? factsInStore(record) : formOf(record, kind)->facts;
}

Value CustomForms::toStore(const ApiKind &kind, Value object) const
{
    const CustomKinds::Forms &forms = m_kinds.formsOf(kind);
    const Value *schema = schemaIn(forms, forms.storedVersion);
    if (!schema) return object; // its definition is going
    object.set(u"apiVersion", kind.group + u'/' + forms.storedVersion);
    pruneCustom(*schema, object);
    dropCustomNulls(*schema, object);
    return object;
}

ObjectFacts CustomForms::describe(const ApiKind &kind, const Value &stored) const
{
    ApiKind inStore = kind;
    const CustomKinds::Forms &forms = m_kinds.formsOf(kind);
    const auto entry = forms.versions.find(forms.storedVersion);
    if (entry != forms.versions.end()) inStore.selectableFields = entry->second.selectableFields;
    ObjectFacts facts = practice::factsOf(inStore, stored);
    if (entry == forms.versions.end()) return facts;
    Value completed = stored;
    setCustomDefaults(entry->second.schema, completed);
    if (completed == stored) facts.generation = forms.generation;
    return facts;
}

bool CustomForms::isStored(const Record &record, const ApiKind &kind, const Value &object) const
{
    return isReadAsStored(record, kind) || toStore(kind, object).means(parsed(record.json));
}

} // namespace practice
