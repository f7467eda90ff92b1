// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/yaml/randomedits.h"

#include <QStringList>

using namespace model;
using namespace Qt::StringLiterals;

QString RandomEdits::text()
{
    static const QStringList awkward{u""_s,
                                     u"yes"_s,
                                     u"0777"_s,
                                     u"1:20"_s,
                                     u"- x"_s,
                                     u"k: v"_s,
                                     u"a #b"_s,
                                     u"# c"_s,
                                     u" lead"_s,
                                     u"trail "_s,
                                     u"*a"_s,
                                     u"&a"_s,
                                     u"{a"_s,
                                     u"a, b"_s,
                                     u"two\nlines"_s,
                                     u"end\n"_s,
                                     u"more\n\n"_s,
                                     u"\nstart"_s,
                                     u"  in\nout\n"_s,
                                     u"tab\there"_s,
                                     u"é名"_s,
                                     u"\U0001F600"_s,
                                     u"it's"_s,
                                     u"say \"x\""_s,
                                     u"back\\slash"_s,
                                     u"<<"_s,
                                     u"---"_s,
                                     u"..."_s,
                                     u"null"_s,
                                     u"2020-01-01"_s,
                                     u"!tag"_s,
                                     u"%x"_s,
                                     u"@x"_s,
                                     u"a:"_s,
                                     u"?"_s,
                                     u"|"_s,
                                     u"bell\a"_s,
                                     u"\u2028"_s,
                                     u"cr\rlf"_s,
                                     u"nginx:1.25"_s,
                                     u"web"_s,
                                     u"a\n\tb\n"_s,
                                     u"--- x\ny"_s,
                                     u"{{ .Values.x }}"_s,
                                     u"-"_s};
    return awkward[below(int(awkward.size()))];
}

QString RandomEdits::key()
{
    static const QStringList keys{u"name"_s, u"on"_s,    u"app.kubernetes.io/name"_s, u"0"_s, u"a b"_s, u"k: v"_s,
                                  u"é"_s,    u"labels"_s};
    return below(8) == 0 ? text() : keys[below(int(keys.size()))];
}

Value RandomEdits::value(int depth)
{
    switch (below(depth < 3 ? 12 : 8)) {
    case 0: return below(2) == 0;
    case 1: return below(100000) - 50000;
    case 2: return 1.5 * below(1000);
    case 3: return Value();
    case 8: return ValueMap();
    case 9: return ValueList();
    case 10: {
        ValueMap map;
        for (int i = below(4); i >= 0; --i) {
            const QString name = key();
            if (!Value(map).find(name)) map.emplace_back(name, value(depth + 1));
        }
        return map;
    }
    case 11: {
        ValueList list;
        for (int i = below(4); i >= 0; --i) list.push_back(value(depth + 1));
        return list;
    }
    default: return text();
    }
}

// A way down that ends somewhere; at is what stands there.
FieldPath RandomEdits::path(const Value &root, const Value *&at)
{
    FieldPath path;
    at = &root;
    while (below(8) != 0) {
        if (at->map() && !at->map()->empty()) {
            const auto &[name, child] = (*at->map())[size_t(below(int(at->map()->size())))];
            path = path / name;
            at = &child;
        } else if (at->list() && !at->list()->empty()) {
            const int index = below(int(at->list()->size()));
            path = path / index;
            at = &(*at->list())[size_t(index)];
        } else {
            break;
        }
    }
    return path;
}

YamlEdit RandomEdits::next(const Value &root)
{
    const Value *at = nullptr;
    FieldPath where = path(root, at);
    switch (below(8)) {
    case 0:
    case 1: return YamlEdit::remove(where);
    case 2:
        if (at->list()) return YamlEdit::insert(where / below(int(at->list()->size()) + 1), value());
        return YamlEdit::set(where / key(), value());
    case 3:
        if (at->list()) return YamlEdit::set(where / int(at->list()->size()), value());
        return YamlEdit::set(where / key() / key(), value());
    case 4: return YamlEdit::rename(where, key());
    case 6:
        if (at->list() && at->list()->size() > 1) {
            const int size = int(at->list()->size());
            return YamlEdit::move(where / below(size), below(size));
        }
        return YamlEdit::set(where, value());
    case 5: {
        Value changed = *at; // a collection with one thing different
        if (changed.map() && !changed.map()->empty()) changed.map()->back().second = value(2);
        if (changed.list()) changed.list()->insert(changed.list()->begin(), value(2));
        return YamlEdit::set(where, changed);
    }
    default: return YamlEdit::set(where, value());
    }
}
