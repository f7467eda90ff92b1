// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestMetadata : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void canonicalAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical"); // empty: no address
        QTest::newRow("v4") << u"1.2.3.4"_s << u"1.2.3.4"_s;
        QTest::newRow("zeros are decimal") << u"010.001.0.9"_s << u"10.1.0.9"_s;
        QTest::newRow("three parts") << u"1.2.3"_s << QString();
        QTest::newRow("too large") << u"1.2.3.256"_s << QString();
        QTest::newRow("empty part") << u"1..3.4"_s << QString();
        QTest::newRow("v6") << u"2001:DB8:0:0:1:0:0:1"_s << u"2001:db8::1:0:0:1"_s;
        QTest::newRow("longest gap") << u"1:0:0:2:0:0:0:3"_s << u"1:0:0:2::3"_s;
        QTest::newRow("a single zero stays") << u"1:0:2:3:4:5:6:7"_s << u"1:0:2:3:4:5:6:7"_s;
        QTest::newRow("unspecified") << u"::"_s << u"::"_s;
        QTest::newRow("loopback") << u"0:0:0:0:0:0:0:1"_s << u"::1"_s;
        QTest::newRow("ends in zeros") << u"1:2::"_s << u"1:2::"_s;
        QTest::newRow("mapped") << u"::ffff:1.2.3.4"_s << u"1.2.3.4"_s;
        QTest::newRow("two gaps") << u"1::2::3"_s << QString();
        QTest::newRow("zone") << u"fe80::1%eth0"_s << QString();
        QTest::newRow("too many groups") << u"1:2:3:4:5:6:7:8:9"_s << QString();
        QTest::newRow("gap for nothing") << u"1:2:3:4::5:6:7:8"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }

    void canonicalAddresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto address = IpAddress::parse(text);
        QCOMPARE(address.has_value(), !canonical.isEmpty());
        if (address) QCOMPARE(address->toString(), canonical);
    }

    void networks()
    {
        QCOMPARE(IpNetwork::parse(u"10.1.2.3/8")->toString(), u"10.0.0.0/8"_s);
        QVERIFY(IpNetwork::parse(u"10.1.2.3/8")->hasHostBits());
        QVERIFY(!IpNetwork::parse(u"2001:db8::/32")->hasHostBits());
        for (const QStringView bad : {u"10.0.0.0/33", u"::/129", u"10.0.0.0", u"10.0.0.0/", u"10.0.0.0/-1", u"/8"})
            QVERIFY(!IpNetwork::parse(bad));
    }

    // Where no object can be recorded: a deleted object's finalizers, and what the server sets by itself.
    void updatesKeepWhatIsFixed()
    {
        const Value old = ValueMap{{u"name"_s, u"a"},
                                   {u"resourceVersion"_s, u"1"},
                                   {u"generation"_s, 3},
                                   {u"uid"_s, u"u"},
                                   {u"creationTimestamp"_s, u"2026-01-01T00:00:00Z"},
                                   {u"deletionTimestamp"_s, u"2026-01-02T00:00:00Z"},
                                   {u"finalizers"_s, ValueList{u"a.b/c"}}};
        Value meta = old;
        meta.set(u"name", u"b");
        meta.set(u"uid", u"v");
        meta.set(u"generation", 2);
        meta.set(u"resourceVersion", u"");
        meta.set(u"creationTimestamp", u"2026-01-03T00:00:00Z");
        meta.set(u"finalizers", ValueList{u"a.b/c", u"a.b/e", u"a.b/d"});
        FieldErrors errors;
        checkMetadataUpdate(meta, old, Where(u"metadata"), errors);
        const QString fixed = u"field is immutable"_s, bad = u"FieldValueInvalid"_s;
        const std::vector<Cause> expected = {
            {u"FieldValueForbidden"_s,
             u"Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"a.b/d\", \"a.b/e\"}"_s,
             u"metadata.finalizers"_s},
            {bad, u"Invalid value: \"\": must be specified for an update"_s, u"metadata.resourceVersion"_s},
            {bad, u"Invalid value: 2: must not be decremented"_s, u"metadata.generation"_s},
            {bad, u"Invalid value: \"b\": "_s + fixed, u"metadata.name"_s},
            {bad, u"Invalid value: \"v\": "_s + fixed, u"metadata.uid"_s},
            {bad, u"Invalid value: 2026-01-03 00:00:00 +0000 UTC: "_s + fixed, u"metadata.creationTimestamp"_s},
        };
        QCOMPARE(errors.causes(), expected);
    }

    void readsManagedFields()
    {
        const Value meta =
            ValueMap{{u"name"_s, u"a"},
                     {u"managedFields"_s, ValueList{ValueMap{{u"operation"_s, u"Foo"},
                                                             {u"fieldsType"_s, u"FieldsV2"},
                                                             {u"manager"_s, QString(u"a\x01"_s)},
                                                             {u"subresource"_s, u"s"_s.repeated(257)}}}}};
        FieldErrors errors;
        checkMetadata(meta, false, nameIsSubdomain, Where(u"metadata"), errors);
        QStringList fields;
        for (const Cause &cause : errors.causes()) fields.append(cause.field + u' ' + cause.message);
        const QStringList expected = {
            u"metadata.managedFields[0].operation Invalid value: \"Foo\": must be `Apply` or `Update`"_s,
            u"metadata.managedFields[0].fieldsType Invalid value: \"FieldsV2\": must be `FieldsV1`"_s,
            u"metadata.managedFields[0].manager Invalid value: \"a\\x01\": invalid character U+0001 (at position 1)"_s,
            u"metadata.managedFields[0].subresource Too long: may not be more than 256 bytes"_s};
        QCOMPARE(fields, expected);
    }

    void answersHostileSizesInTime()
    {
        ValueMap labels;
        for (int at = 0; at < 100000; ++at) labels.emplace_back(u"key-%1"_s.arg(at), u"value"_s);
        ValueList finalizers;
        for (int at = 0; at < 100000; ++at) finalizers.push_back(u"a.b/%1"_s.arg(at));
        const Value meta = ValueMap{{u"name"_s, u"a"_s.repeated(1000000)},
                                    {u"labels"_s, labels},
                                    {u"annotations"_s, labels},
                                    {u"finalizers"_s, finalizers}};
        FieldErrors errors;
        QElapsedTimer timer;
        timer.start();
        checkMetadata(meta, false, nameIsSubdomain, Where(u"metadata"), errors);
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(errors.count(), 2); // the name's length, the annotations' size
    }
};

QTEST_GUILESS_MAIN(TestMetadata)
#include "tst_metadata.moc"
