// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/goprinter.h"

#include "cluster/practice/api/apicore.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace practice {

using model::Value;
using model::WireField;
using model::WireKind;
using model::WireShape;
using model::WireType;

namespace {

// Fields that Go calls something else than their JSON name with a capital letter (k8s.io/api core/v1 types.go).
QByteArray goField(QByteArrayView json, QByteArrayView owner)
{
    static const QHash<QByteArray, QByteArray> names{
        {"apiGroup", "APIGroup"},
        {"apiVersion", "APIVersion"},
        {"awsElasticBlockStore", "AWSElasticBlockStore"},
        {"cephfs", "CephFS"},
        {"chapAuthDiscovery", "DiscoveryCHAPAuth"},
        {"chapAuthSession", "SessionCHAPAuth"},
        {"csi", "CSI"},
        {"diskURI", "DataDiskURI"},
        {"dnsConfig", "DNSConfig"},
        {"dnsPolicy", "DNSPolicy"},
        {"endpoints", "EndpointsName"},
        {"fc", "FC"},
        {"fsGroup", "FSGroup"},
        {"fsGroupChangePolicy", "FSGroupChangePolicy"},
        {"fsType", "FSType"},
        {"gcePersistentDisk", "GCEPersistentDisk"},
        {"gmsaCredentialSpec", "GMSACredentialSpec"},
        {"gmsaCredentialSpecName", "GMSACredentialSpecName"},
        {"grpc", "GRPC"},
        {"httpGet", "HTTPGet"},
        {"httpHeaders", "HTTPHeaders"},
        {"ip", "IP"},
        {"iqn", "IQN"},
        {"iscsi", "ISCSI"},
        {"iscsiInterface", "ISCSIInterface"},
        {"metadata", "ObjectMeta"},
        {"nfs", "NFS"},
        {"os", "OS"},
        {"pdName", "PDName"},
        {"rbd", "RBD"},
        {"seLinuxChangePolicy", "SELinuxChangePolicy"},
        {"seLinuxOptions", "SELinuxOptions"},
        {"serviceAccount", "DeprecatedServiceAccount"},
        {"sslEnabled", "SSLEnabled"},
        {"storageos", "StorageOS"},
        {"tcpSocket", "TCPSocket"},
        {"tty", "TTY"},
        {"uid", "UID"},
        {"wwids", "WWIDs"},
        {"RBDVolumeSource.monitors", "CephMonitors"},
        {"RBDVolumeSource.image", "RBDImage"},
        {"RBDVolumeSource.pool", "RBDPool"},
        {"RBDVolumeSource.user", "RadosUser"},
    };
    const QByteArray name = json.toByteArray();
    if (const auto known = names.constFind(owner.toByteArray() + '.' + name); known != names.cend()) return *known;
    if (const auto known = names.constFind(name); known != names.cend()) return *known;
    QByteArray capital = name;
    capital[0] = char(capital[0] - 'a' + 'A');
    return capital;
}

// A canonical quantity in parts (apimachinery pkg/api/resource ParseQuantity).
struct Amount
{
    __extension__ using Wide = __int128;
    Wide number = 0; // with a binary suffix multiplied in
    int scale = 0;   // times ten to the power of this
    const char *format = "DecimalSI";
    bool isShort = true; // fits the int64 form
    bool keepsText = true;
};

Amount amountOf(QStringView text)
{
    Amount amount;
    if (text == u"0") return amount;
    qsizetype digits = text.startsWith(u'-') ? 1 : 0;
    const qsizetype sign = digits;
    while (digits < text.size() && text[digits].isDigit()) ++digits;
    const QStringView number = text.first(digits);
    const QStringView suffix = text.sliced(digits);
    const qint64 count = digits - sign;
    amount.number = number.toLongLong();
    if (suffix.endsWith(u'i')) {
        static constexpr QStringView units = u"KMGTPE";
        const int exponent = 10 * (int(units.indexOf(suffix.front())) + 1);
        amount.format = "BinarySI";
        amount.keepsText = (number.toLongLong() & 7) != 0;
        amount.isShort = 15 - count - exponent * 3 / 10 - 1 >= 0;
        amount.number *= Amount::Wide(1) << exponent;
    } else {
        if (suffix.size() > 1 && (suffix.front() == u'e' || suffix.front() == u'E')) {
            amount.format = "DecimalExponent";
            amount.scale = suffix.sliced(1).toInt();
        } else if (!suffix.isEmpty()) {
            static constexpr QStringView units = u"num kMGTPE";
            amount.scale = 3 * (int(units.indexOf(suffix.front())) - 3);
        }
        amount.isShort = count <= 18;
        amount.keepsText = amount.scale % 3 == 0 && !number.endsWith(u"000") && number[sign] != u'0';
    }
    return amount;
}

// The words of Go's big.Int for nanos, to which the long form is brought.
QByteArray bigWords(Amount::Wide value)
{
    const auto size = static_cast<unsigned __int128>(value < 0 ? -value : value);
    QByteArray words = QByteArray::number(quint64(size));
    if (const quint64 high = quint64(size >> 64); high) words += ' ' + QByteArray::number(high);
    return '[' + words + ']';
}

const Value *entryOf(const Value *object, const QString &key)
{
    const Value *found = object ? object->find(key) : nullptr;
    return found && !found->isNull() ? found : nullptr;
}

} // namespace

QByteArray GoPrinter::print(const Value &object, const WireType &type)
{
    m_text.clear();
    printStruct(&object, type);
    return m_text;
}

void GoPrinter::printStruct(const Value *object, const WireType &type)
{
    m_text += '{';
    for (int i = 0; i < type.memberCount(); ++i) {
        if (i > 0) m_text += ' ';
        printField(object, type.member(i), type);
    }
    m_text += '}';
}

void GoPrinter::printField(const Value *object, const WireField &field, const WireType &type)
{
    const WireShape shape = field.shape();
    const QByteArray goType = shape.goName().toByteArray();
    if (field.isInlined()) {
        m_text += goType.mid(goType.indexOf('.') + 1) + ":(" + goType + ')';
        return printStruct(object, shape.type());
    }
    const Value *value = entryOf(object, field.key());
    m_text += goField(field.name(), type.name()) + ":(" + (field.isPointer() ? "*" : "") + goType + ')';
    if (field.isPointer() && !value)
        m_text += "<nil>";
    else
        printValue(value, shape);
}

void GoPrinter::printValue(const Value *value, const WireShape &shape)
{
    switch (shape.kind()) {
    case WireKind::Struct: return printStruct(value, shape.type());
    case WireKind::List: return printList(value, shape);
    case WireKind::Map: return printMap(value, shape);
    case WireKind::Quantity: return printQuantity(value);
    case WireKind::IntOrString: return printIntOrString(value);
    case WireKind::Time:
    case WireKind::MicroTime: return printTime(value);
    case WireKind::Bool: m_text += value && value->boolean() && *value->boolean() ? "true" : "false"; return;
    case WireKind::Int32:
    case WireKind::Int64: m_text += QByteArray::number(value && value->integer() ? *value->integer() : 0); return;
    default:
        if (value && value->string()) m_text += value->string()->toUtf8();
    }
}

// What comes over the wire empty is nil.
void GoPrinter::printList(const Value *value, const WireShape &shape)
{
    if (!value || !value->isList() || value->list()->empty()) {
        m_text += "<nil>";
        return;
    }
    m_text += '[';
    bool isFirst = true;
    for (const Value &element : *value->list()) {
        if (!std::exchange(isFirst, false)) m_text += ' ';
        printValue(&element, shape.element());
    }
    m_text += ']';
}

void GoPrinter::printMap(const Value *value, const WireShape &shape)
{
    if (!value || !value->isMap() || value->map()->empty()) {
        m_text += "<nil>";
        return;
    }
    std::vector<std::pair<QByteArray, const Value *>> entries;
    for (const auto &[key, entry] : *value->map()) entries.emplace_back(key.toUtf8(), &entry);
    std::sort(entries.begin(), entries.end());
    m_text += "map[";
    bool isFirst = true;
    for (const auto &[key, entry] : entries) {
        if (!std::exchange(isFirst, false)) m_text += ' ';
        m_text += key + ':';
        printValue(entry, shape.element());
    }
    m_text += ']';
}

void GoPrinter::printQuantity(const Value *value)
{
    const QString text = value && value->string() ? *value->string() : QString();
    Amount amount = text.isEmpty() ? Amount{.format = ""} : amountOf(text);
    constexpr int nano = 9;
    if (!amount.isShort)
        for (; amount.scale > -nano; --amount.scale) amount.number *= 10;
    const QByteArray number = amount.isShort ? QByteArray::number(qint64(amount.number)) : QByteArray("0");
    m_text += "{i:(resource.int64Amount){value:(int64)" + number + " scale:(resource.Scale)" +
              QByteArray::number(amount.isShort ? amount.scale : 0) + "} d:(resource.infDecAmount){Dec:(*inf.Dec)";
    if (amount.isShort)
        m_text += "<nil>";
    else
        m_text += "{unscaled:(big.Int){neg:(bool)" + QByteArray(amount.number < 0 ? "true" : "false") +
                  " abs:(big.nat)" + bigWords(amount.number) + "} scale:(inf.Scale)9}";
    m_text += "} s:(string)" + (amount.isShort && amount.keepsText ? text.toUtf8() : QByteArray()) +
              " Format:(resource.Format)" + amount.format + '}';
}

void GoPrinter::printIntOrString(const Value *value)
{
    const bool isText = value && value->string();
    const qint64 number = value && value->integer() ? *value->integer() : 0;
    m_text += "{Type:(intstr.Type)" + QByteArray(isText ? "1" : "0") + " IntVal:(int32)" + QByteArray::number(number) +
              " StrVal:(string)" + (isText ? value->string()->toUtf8() : QByteArray()) + '}';
}

// A template has no times; one that somebody wrote there all the same has its seconds since the year 1.
void GoPrinter::printTime(const Value *value)
{
    constexpr qint64 yearOneSeconds = 62135596800;
    const qint64 ms = value && value->string() ? timeOf(*value->string()) : 0;
    m_text += "{Time:(time.Time){wall:(uint64)0 ext:(int64)" + QByteArray::number(ms ? ms / 1000 + yearOneSeconds : 0) +
              " loc:(*time.Location)<nil>}}";
}

} // namespace practice
