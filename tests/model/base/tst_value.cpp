// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/value.h"

#include <QTest>

#include <thread>

using namespace model;
using namespace Qt::StringLiterals;

using Mutation = void (*)(Value &);

static Value sample()
{
    return ValueMap{{u"spec"_s, ValueMap{{u"items"_s, ValueList{1, ValueMap{{u"a"_s, u"x"}}}}, {u"n"_s, 3}}},
                    {u"name"_s, u"web"}};
}

// A list in a list in a list …
static Value deep(int levels)
{
    Value value = ValueList{u"core"};
    for (int i = 0; i < levels; ++i) {
        ValueList outer;
        outer.push_back(std::move(value));
        value = std::move(outer);
    }
    return value;
}

class TestValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data()
    {
        QTest::addColumn<Mutation>("mutation");
        const auto row = [](const char *title, Mutation mutation) { QTest::newRow(title) << mutation; };
        row("set", [](Value &value) { value.set(u"name", u"other"); });
        row("set anew", [](Value &value) { value.set(u"more", 1); });
        row("remove", [](Value &value) { value.remove(u"name"); });
        row("entry", [](Value &value) { value.entry(u"name") = 5; });
        row("found", [](Value &value) { *value.find(u"name") = 5; });
        row("found deep", [](Value &value) { *value.find(u"spec")->find(u"n") = 5; });
        row("map", [](Value &value) { value.map()->clear(); });
        row("list", [](Value &value) { value.find(u"spec")->find(u"items")->list()->pop_back(); });
        row("item", [](Value &value) { (*value.find(u"spec")->find(u"items")->list())[1].set(u"a", u"y"); });
        row("itself", [](Value &value) { value.set(u"self", value); });
        row("a part of it", [](Value &value) { value = Value(*value.find(u"spec")); });
    }

    // What happens to one of two copies is not seen in the other, and no note outlives it.
    void changes()
    {
        QFETCH(Mutation, mutation);
        Value original = sample();
        original.setNote(7);
        original.find(u"spec")->setNote(8);
        original.setNote(7); // found for a change, so forgotten
        Value copy = original;
        QVERIFY(copy.isSharedWith(original));
        mutation(copy);
        QVERIFY(!copy.isSharedWith(original));
        QVERIFY(!(copy == original));
        QVERIFY(original == sample());
        QCOMPARE(original.note(), 7U);
        QCOMPARE(std::as_const(original).find(u"spec")->note(), 8U);
        mutation(original);
        QVERIFY(copy == original);
        if (original.map()) QCOMPARE(original.note(), 0U);
    }

    void readingForgetsNothing()
    {
        const Value original = sample();
        original.setNote(7);
        Value copy = original;
        QCOMPARE(copy.note(), 7U);
        QVERIFY(std::as_const(copy).find(u"spec")->find(u"n")->integer());
        QVERIFY(!std::as_const(copy).find(u"nothing"));
        copy.set(u"name", u"other");
        QCOMPARE(original.note(), 7U);
        Value open = original;
        QVERIFY(!open.find(u"nothing") && !open.remove(u"nothing"));
        QVERIFY(open.isSharedWith(original));
        QCOMPARE(Value(5).note(), 0U);
        Value(5).setNote(3); // has none
    }

    void movesLeaveNull()
    {
        Value from = sample();
        const Value to = std::move(from);
        QVERIFY(from.isNull()); // NOLINT(bugprone-use-after-move): what is tried
        QVERIFY(to == sample());
        Value child = sample();
        child = std::move(*child.find(u"spec"));
        QVERIFY(child == *to.find(u"spec"));
    }

    // JSON writes 2.0 as 2.
    void wholeFloatsMeanIntegers()
    {
        const Value two = qint64(2), real = 2.0;
        QVERIFY(two.means(real) && real.means(two) && !(two == real));
        QVERIFY(Value(ValueList{two}).means(ValueList{real}));
        QVERIFY(Value(quint64(10000000000000000000U)).means(1e19));
        QVERIFY(!two.means(2.5) && !two.means(u"2"_s) && !two.means(true));
        QVERIFY(!Value(qint64(9007199254740993)).means(qint64(9007199254740992)));
    }

    // Copying, comparing and destroying use no stack per level, shared or not.
    void deepOnes()
    {
        constexpr int levels = 300000;
        Value one = deep(levels);
        Value copy = one;
        QVERIFY(copy == one);
        const Value other = deep(levels);
        QVERIFY(other == one && other.means(one));
        copy.list()->push_back(1);
        QVERIFY(!(copy == one));
        one = Value();
        QVERIFY(copy.list());
    }

    // Copies may be taken, changed and destroyed on several threads at once.
    void threads()
    {
        const Value original = sample();
        std::vector<std::thread> all;
        for (int number = 0; number < 4; ++number)
            all.emplace_back([&original, number] {
                for (int i = 0; i < 20000; ++i) {
                    Value copy = original;
                    const Value second = copy;
                    copy.find(u"spec")->set(u"n", number);
                    if (second.find(u"name")->isNull()) return;
                }
            });
        for (std::thread &one : all) one.join();
        QVERIFY(original == sample());
    }
};

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
