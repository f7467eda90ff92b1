// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/openapiproto.h"

#include "model/wire/json.h"
#include "model/wire/reversebuffer.h"
#include "model/yaml/emitter.h"

#include <QStringView>

#include <array>
#include <span>
#include <vector>

namespace model {

namespace {

enum class Form {
    Text,
    Flag,
    Integer,
    Real,
    Any,        // any value, as YAML
    Message,    // of the field's type
    Schema,     // a schema, or true or false
    Named,      // a map of such messages: repeated {name, value}
    Parameters, // whose message is told by where the parameter is
};

struct Message;
struct Field
{
    QStringView key;
    quint32 number;
    Form form;
    bool repeated = false;
    const Message *type = nullptr;
    quint32 inside = 0; // there is a message with nothing else between the field and what is in it; its only field
};

// The document's numbers of a message. A key that starts with "x-" is a NamedAny of `extensions`, where that is not 0.
struct Message
{
    std::span<const Field> fields;
    quint32 extensions;
};

// Numbers that many messages share.
constexpr quint32 nameNumber = 1;
constexpr quint32 valueNumber = 2;
constexpr quint32 yamlNumber = 2;

extern const Message schemaType;

constexpr Field infoFields[] = {
    {u"title", 1, Form::Text},
    {u"version", 2, Form::Text},
    {u"description", 3, Form::Text},
    {u"termsOfService", 4, Form::Text},
};
constexpr Message infoType{infoFields, 7};

constexpr Field externalDocsFields[] = {{u"description", 1, Form::Text}, {u"url", 2, Form::Text}};
constexpr Message externalDocsType{externalDocsFields, 3};

const Field schemaFields[] = {
    {u"$ref", 1, Form::Text},
    {u"format", 2, Form::Text},
    {u"title", 3, Form::Text},
    {u"description", 4, Form::Text},
    {u"default", 5, Form::Any},
    {u"multipleOf", 6, Form::Real},
    {u"maximum", 7, Form::Real},
    {u"exclusiveMaximum", 8, Form::Flag},
    {u"minimum", 9, Form::Real},
    {u"exclusiveMinimum", 10, Form::Flag},
    {u"maxLength", 11, Form::Integer},
    {u"minLength", 12, Form::Integer},
    {u"pattern", 13, Form::Text},
    {u"maxItems", 14, Form::Integer},
    {u"minItems", 15, Form::Integer},
    {u"uniqueItems", 16, Form::Flag},
    {u"maxProperties", 17, Form::Integer},
    {u"minProperties", 18, Form::Integer},
    {u"required", 19, Form::Text, true},
    {u"enum", 20, Form::Any, true},
    {u"additionalProperties", 21, Form::Schema, false, &schemaType, 1},
    {u"type", 22, Form::Text, false, nullptr, 1},
    {u"items", 23, Form::Message, false, &schemaType, 1},
    {u"allOf", 24, Form::Message, true, &schemaType},
    {u"properties", 25, Form::Named, false, &schemaType, 1},
    {u"discriminator", 26, Form::Text},
    {u"readOnly", 27, Form::Flag},
    {u"externalDocs", 29, Form::Message, false, &externalDocsType},
    {u"example", 30, Form::Any},
};
const Message schemaType{schemaFields, 31};

const Field responseFields[] = {
    {u"description", 1, Form::Text},
    {u"schema", 2, Form::Message, false, &schemaType, 1},
};
const Message responseType{responseFields, 5};

const Field bodyFields[] = {
    {u"description", 1, Form::Text},
    {u"name", 2, Form::Text},
    {u"in", 3, Form::Text},
    {u"required", 4, Form::Flag},
    {u"schema", 5, Form::Message, false, &schemaType},
};
const Message bodyType{bodyFields, 6};

constexpr Field pathFields[] = {
    {u"required", 1, Form::Flag},   {u"in", 2, Form::Text},       {u"description", 3, Form::Text},
    {u"name", 4, Form::Text},       {u"type", 5, Form::Text},     {u"format", 6, Form::Text},
    {u"default", 9, Form::Any},     {u"pattern", 16, Form::Text}, {u"uniqueItems", 19, Form::Flag},
    {u"enum", 20, Form::Any, true},
};
constexpr Message pathType{pathFields, 22};

constexpr Field queryFields[] = {
    {u"required", 1, Form::Flag},   {u"in", 2, Form::Text},       {u"description", 3, Form::Text},
    {u"name", 4, Form::Text},       {u"type", 6, Form::Text},     {u"format", 7, Form::Text},
    {u"default", 10, Form::Any},    {u"pattern", 17, Form::Text}, {u"uniqueItems", 20, Form::Flag},
    {u"enum", 21, Form::Any, true},
};
constexpr Message queryType{queryFields, 23};

const Field operationFields[] = {
    {u"tags", 1, Form::Text, true},
    {u"summary", 2, Form::Text},
    {u"description", 3, Form::Text},
    {u"externalDocs", 4, Form::Message, false, &externalDocsType},
    {u"operationId", 5, Form::Text},
    {u"produces", 6, Form::Text, true},
    {u"consumes", 7, Form::Text, true},
    {u"parameters", 8, Form::Parameters, true},
    {u"responses", 9, Form::Named, false, &responseType, 1},
    {u"schemes", 10, Form::Text, true},
    {u"deprecated", 11, Form::Flag},
};
const Message operationType{operationFields, 13};

const Field pathItemFields[] = {
    {u"get", 2, Form::Message, false, &operationType},     {u"put", 3, Form::Message, false, &operationType},
    {u"post", 4, Form::Message, false, &operationType},    {u"delete", 5, Form::Message, false, &operationType},
    {u"options", 6, Form::Message, false, &operationType}, {u"head", 7, Form::Message, false, &operationType},
    {u"patch", 8, Form::Message, false, &operationType},   {u"parameters", 9, Form::Parameters, true},
};
const Message pathItemType{pathItemFields, 10};

const Field documentFields[] = {
    {u"swagger", 1, Form::Text},
    {u"info", 2, Form::Message, false, &infoType},
    {u"host", 3, Form::Text},
    {u"basePath", 4, Form::Text},
    {u"schemes", 5, Form::Text, true},
    {u"consumes", 6, Form::Text, true},
    {u"produces", 7, Form::Text, true},
    {u"paths", 8, Form::Named, false, &pathItemType, 2},
    {u"definitions", 9, Form::Named, false, &schemaType, 1},
};
const Message documentType{documentFields, 16};

// The messages around a parameter's own: ParametersItem, Parameter and, unless it is the body, NonBodyParameter.
struct ParameterPlace
{
    QStringView in;
    const Message *type;
    std::array<quint32, 3> around; // from within; 0 for none
};
const ParameterPlace parameterPlaces[] = {
    {u"body", &bodyType, {1, 1, 0}},
    {u"query", &queryType, {3, 2, 1}},
    {u"path", &pathType, {4, 2, 1}},
};

const ParameterPlace *placeOf(const Value &parameter)
{
    const Value *in = parameter.find(u"in");
    if (!in || !in->string()) return nullptr;
    for (const ParameterPlace &place : parameterPlaces)
        if (*in->string() == place.in) return &place;
    return nullptr;
}

// Writes from the end to the start: a message's length is known when it is.
class Writer
{
public:
    QByteArray write(const Value &document);

private:
    using Numbers = std::array<quint32, 5>; // of the fields that what was written is the value of, from within; then 0

    // An open message, or the items or entries of a repeated field. `next` counts what of the value is to come.
    struct Frame
    {
        enum class Kind { Message, Items, Entries } kind;
        const Value *value;
        const Message *type;
        const Field *field;
        std::size_t next;
        Numbers around;
        const QString *name; // of an entry, which is {name, value} then
        quint32 entry;       // and the field that it is in
        qsizetype start = 0;
    };

    void open(Frame frame);
    void advance();
    void close(const Frame &frame);
    void writeEntry(const Message &type, const QString &key, const Value &value);
    void writeField(const Field &field, const Value &value);
    void openMessage(const Field &field, const Value &value);
    void writeScalar(const Field &field, const Value &value);
    void writeAny(const Value &value, quint32 number);
    void wrap(qsizetype start, quint32 number) { m_out.length(m_out.size() - start, number); }

    ReverseBuffer m_out;
    std::vector<Frame> m_open;
};

QByteArray Writer::write(const Value &document)
{
    open({Frame::Kind::Message, &document, &documentType, nullptr, 0, {}, nullptr, 0});
    while (!m_open.empty()) advance();
    return m_out.take();
}

void Writer::open(Frame frame)
{
    frame.start = m_out.size();
    frame.next = frame.value->isMap()    ? frame.value->map()->size()
                 : frame.value->isList() ? frame.value->list()->size()
                                         : 0;
    m_open.push_back(frame);
}

void Writer::advance()
{
    Frame &frame = m_open.back();
    if (frame.next == 0) {
        const Frame done = frame;
        m_open.pop_back();
        return close(done);
    }
    const std::size_t at = --frame.next;
    if (frame.kind == Frame::Kind::Items) return writeField(*frame.field, frame.value->list()->at(at));
    const auto &[key, value] = frame.value->map()->at(at);
    if (frame.kind == Frame::Kind::Message) return writeEntry(*frame.type, key, value);
    if (!value.isMap()) return;
    // A Response is in a ResponseValue, which might be a reference as well.
    const Numbers around = frame.type == &responseType ? Numbers{1, valueNumber} : Numbers{valueNumber};
    open({Frame::Kind::Message, &value, frame.type, nullptr, 0, around, &key, frame.field->inside});
}

void Writer::close(const Frame &frame)
{
    for (const quint32 number : frame.around) {
        if (number == 0) break;
        wrap(frame.start, number);
    }
    if (!frame.name) return;
    m_out.field(*frame.name, nameNumber);
    wrap(frame.start, frame.entry);
}

void Writer::writeEntry(const Message &type, const QString &key, const Value &value)
{
    if (key.startsWith(u"x-") && type.extensions != 0) {
        const qsizetype start = m_out.size();
        writeAny(value, valueNumber);
        m_out.field(key, nameNumber);
        return wrap(start, type.extensions);
    }
    for (const Field &field : type.fields) {
        if (key != field.key) continue;
        if (!field.repeated) return writeField(field, value);
        if (value.isList()) open({Frame::Kind::Items, &value, nullptr, &field, 0, {}, nullptr, 0});
        return;
    }
}

void Writer::writeField(const Field &field, const Value &value)
{
    switch (field.form) {
    case Form::Any: return writeAny(value, field.number);
    case Form::Message:
    case Form::Schema:
    case Form::Named:
    case Form::Parameters: return openMessage(field, value);
    default: return writeScalar(field, value);
    }
}

void Writer::openMessage(const Field &field, const Value &value)
{
    if (const bool *flag = value.boolean(); flag && field.form == Form::Schema) {
        const qsizetype start = m_out.size();
        m_out.varintField(*flag, valueNumber);
        return wrap(start, field.number);
    }
    if (!value.isMap()) return;
    if (field.form == Form::Named)
        return open({Frame::Kind::Entries, &value, field.type, &field, 0, {field.number}, nullptr, 0});
    if (field.form == Form::Parameters) {
        const ParameterPlace *place = placeOf(value);
        if (!place) return;
        Numbers around{};
        std::size_t count = 0;
        for (const quint32 number : place->around)
            if (number != 0) around[count++] = number;
        around[count] = field.number;
        return open({Frame::Kind::Message, &value, place->type, nullptr, 0, around, nullptr, 0});
    }
    const Numbers around = field.inside ? Numbers{field.inside, field.number} : Numbers{field.number};
    open({Frame::Kind::Message, &value, field.type, nullptr, 0, around, nullptr, 0});
}

// What a field has when it is absent is not written, as proto3 has it; a repeated field's items are all written.
void Writer::writeScalar(const Field &field, const Value &value)
{
    if (field.form == Form::Text && value.string()) {
        if (value.string()->isEmpty() && !field.repeated) return;
        const qsizetype start = m_out.size();
        m_out.field(*value.string(), field.inside ? field.inside : field.number);
        if (field.inside) wrap(start, field.number);
    } else if (field.form == Form::Flag && value.boolean() && *value.boolean()) {
        m_out.varintField(1, field.number);
    } else if (field.form == Form::Integer && value.integer() && *value.integer() != 0) {
        m_out.varintField(quint64(*value.integer()), field.number);
    } else if (field.form == Form::Real) {
        const double real = value.number() ? *value.number() : value.integer() ? double(*value.integer()) : 0;
        if (real != 0) m_out.doubleField(real, field.number);
    }
}

void Writer::writeAny(const Value &value, quint32 number)
{
    const qsizetype start = m_out.size();
    EmitStyle style;
    style.resourceOrder = false;
    const Result<QByteArray> yaml = emitYaml(value, style);
    const QByteArray text = yaml ? *yaml : writeJson(value);
    m_out.bytes(text);
    m_out.length(text.size(), yamlNumber);
    wrap(start, number);
}

} // namespace

QByteArray writeOpenApiProto(const Value &document) { return Writer().write(document); }

} // namespace model
