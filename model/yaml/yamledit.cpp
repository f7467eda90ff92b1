// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamledit.h"

#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/yaml/yamldetach.h"
#include "model/yaml/yamlplan.h"
#include "model/yaml/yamlvalue.h"

#include <algorithm>

namespace model {

namespace {
using DocumentPtr = std::shared_ptr<const YamlDocument>;

const Value *valueAt(const Value &root, const FieldPath &path)
{
    const Value *at = &root;
    for (int i = 0; at && i < path.size(); ++i) {
        if (const int *index = std::get_if<int>(&path[i]))
            at = at->list() && *index >= 0 && size_t(*index) < at->list()->size() ? &(*at->list())[size_t(*index)]
                                                                                  : nullptr;
        else
            at = at->find(std::get<QString>(path[i]));
    }
    return at;
}

// Collects the edits that turn one value into another, as few and as deep as they can be. Gives up, and sets the whole,
// where more than a few would be needed: each costs a parse.
class Difference
{
public:
    static std::vector<YamlEdit> of(const FieldPath &path, const Value &from, const Value &to)
    {
        Difference difference;
        difference.compare(path, from, to, 0);
        constexpr size_t worthwhile = 12;
        if (difference.m_edits.size() > worthwhile) return {YamlEdit::set(path, to)};
        return std::move(difference.m_edits);
    }

private:
    void compare(const FieldPath &path, const Value &from, const Value &to, int depth)
    {
        constexpr int deepest = 100;
        if (from.means(to)) return;
        const bool maps = from.map() && to.map() && !from.map()->empty() && !to.map()->empty();
        const bool lists = from.list() && to.list() && !from.list()->empty() && !to.list()->empty();
        if (maps && depth < deepest)
            compareMaps(path, from, to, depth);
        else if (lists && depth < deepest)
            compareLists(path, *from.list(), *to.list(), depth);
        else
            m_edits.push_back(YamlEdit::set(path, to));
    }

    void compareMaps(const FieldPath &path, const Value &from, const Value &to, int depth)
    {
        for (const auto &[key, value] : *to.map()) {
            if (const Value *old = from.find(key))
                compare(path / key, *old, value, depth + 1);
            else
                m_edits.push_back(YamlEdit::set(path / key, value));
        }
        for (const auto &[key, value] : *from.map())
            if (!to.find(key)) m_edits.push_back(YamlEdit::remove(path / key));
    }

    void compareLists(const FieldPath &path, const ValueList &from, const ValueList &to, int depth)
    {
        size_t head = 0, tail = 0;
        while (head < from.size() && head < to.size() && from[head].means(to[head])) ++head;
        while (tail < from.size() - head && tail < to.size() - head &&
               from[from.size() - 1 - tail].means(to[to.size() - 1 - tail]))
            ++tail;
        if (compareMoved(path, from, to, head, tail)) return;
        size_t i = head;
        for (; i < from.size() - tail && i < to.size() - tail; ++i) compare(path / int(i), from[i], to[i], depth + 1);
        for (size_t extra = from.size() - tail; extra > i; --extra)
            m_edits.push_back(YamlEdit::remove(path / int(extra - 1)));
        for (; i < to.size() - tail; ++i) m_edits.push_back(YamlEdit::insert(path / int(i), to[i]));
    }

    // One item that is elsewhere now.
    bool compareMoved(const FieldPath &path, const ValueList &from, const ValueList &to, size_t head, size_t tail)
    {
        const size_t end = from.size() - tail;
        if (from.size() != to.size() || end < head + 2) return false;
        const auto isShifted = [&](size_t a, size_t b) { // from[a…] is to[b…] but for the moved one
            for (size_t i = 0; i + 1 < end - head; ++i)
                if (!from[a + i].means(to[b + i])) return false;
            return true;
        };
        if (from[head].means(to[end - 1]) && isShifted(head + 1, head))
            m_edits.push_back(YamlEdit::move(path / int(head), int(end) - 1));
        else if (from[end - 1].means(to[head]) && isShifted(head, head + 1))
            m_edits.push_back(YamlEdit::move(path / int(end - 1), int(head)));
        else
            return false;
        return true;
    }

    std::vector<YamlEdit> m_edits;
};

// One edit of one document.
class Editing
{
public:
    Editing(const DocumentPtr &document, const YamlEdit &edit) : m_original(document), m_edit(edit) {}

    Result<YamlEdited> run()
    {
        if (const auto &error = m_original->error())
            return Error{Error::Code::Invalid, say("the text has an error; mend it first: %1").arg(error->message),
                         locationOf(*m_original, error->offset)};
        const auto before = toValue(m_original->root());
        if (!before) return before.error();
        m_expected = *before;
        if (const auto done = editValue(m_expected, m_edit); !done) return done.error();
        if (m_expected == *before) return YamlEdited{{}, m_original};
        if (locally(*before, Literals::Clipped) || locally(*before, Literals::Never) ||
            respelled(*before, Literals::Clipped))
            return YamlEdited{m_splices, m_document, m_respelled, m_detached};
        if (anew(Literals::Clipped) || anew(Literals::Never))
            return YamlEdited{m_splices, m_document, true, m_detached};
        if (m_tooLarge)
            return Error{Error::Code::TooLarge,
                         say("the document would be larger than 5 MiB, the most that kubectl reads")};
        return Error{Error::Code::Unsupported,
                     say("%1 cannot be edited here; edit the text").arg(m_edit.path.toString())};
    }

private:
    using Literals = YamlEmitter::Literals;

    void restart()
    {
        m_document = m_original;
        m_splices.clear();
        m_detached.clear();
        m_respelled = false;
    }

    // Parses the spliced text and goes on with it; false when it is broken.
    bool apply(const std::optional<Splices> &splices)
    {
        if (!splices) return false;
        QByteArray text = applySplices(m_document->text(), *splices);
        m_tooLarge = m_tooLarge || text.size() > limits::maxDocumentBytes;
        DocumentPtr next = YamlDocument::parse(std::move(text), m_original->dialect());
        if (next->error()) return false;
        m_splices = composeSplices(m_original->text(), m_splices, *splices);
        m_document = std::move(next);
        return true;
    }

    bool isRight() const
    {
        const auto value = toValue(m_document->root());
        return value && value->means(m_expected);
    }

    // Frees the place from aliases and merges, so that what is written there counts there and nowhere else.
    bool detach(const YamlEdit &edit)
    {
        if (!m_document->hasAliases() && !m_document->hasMergesOrDuplicates()) return true;
        constexpr int enough = 100; // each round frees one level of the path
        for (int round = 0; round < enough; ++round) {
            const auto detaching = detachingSplices(*m_document, edit);
            if (!detaching) return false;
            if (detaching->splices.empty()) return true;
            if (!apply(detaching->splices)) return false;
            m_detached.insert(m_detached.end(), detaching->places.begin(), detaching->places.end());
        }
        return false;
    }

    bool locally(const Value &before, Literals literals)
    {
        restart();
        std::vector<YamlEdit> edits{m_edit};
        const Value *old = m_edit.kind == YamlEdit::Kind::Set ? valueAt(before, m_edit.path) : nullptr;
        if (old) edits = Difference::of(m_edit.path, *old, m_edit.value);
        for (const YamlEdit &edit : edits)
            if (!detach(edit) || !apply(YamlPlan(*m_document, literals).edit(edit))) return false;
        return isRight();
    }

    // An item whose lines cannot be taken along is written where it goes to; its own comments are gone.
    bool respelled(const Value &before, Literals literals)
    {
        restart();
        const Value *item = m_edit.kind == YamlEdit::Kind::Move ? valueAt(before, m_edit.path) : nullptr;
        if (!item) return false;
        m_respelled = true;
        for (const YamlEdit &edit :
             {YamlEdit::remove(m_edit.path), YamlEdit::insert(m_edit.path.parent().child(m_edit.to), *item)})
            if (!detach(edit) || !apply(YamlPlan(*m_document, literals).edit(edit))) return false;
        return isRight();
    }

    // The innermost collection around the edit that makes it right, written afresh.
    bool anew(Literals literals)
    {
        for (FieldPath path = m_edit.path;; path = path.parent()) {
            restart();
            const Value *value = valueAt(m_expected, path);
            if (value && detach(YamlEdit::set(path, *value))) {
                const YamlPlan plan(*m_document, literals);
                const int node = plan.find(path);
                if (node >= 0 && apply(plan.replace(node, *value)) && isRight()) return true;
            }
            if (path.isEmpty()) return false;
        }
    }

    DocumentPtr m_original;
    DocumentPtr m_document;
    const YamlEdit &m_edit;
    Splices m_splices;
    std::vector<FieldPath> m_detached;
    Value m_expected;
    bool m_tooLarge = false;
    bool m_respelled = false;
};

} // namespace

Result<YamlEdited> editYaml(const DocumentPtr &document, const std::vector<YamlEdit> &edits, const FieldPath &root)
{
    YamlEdited all{{}, document};
    for (YamlEdit edit : edits) {
        edit.path = root / edit.path;
        auto one = Editing(all.document, edit).run();
        if (!one) return one.error();
        all.splices = composeSplices(document->text(), all.splices, one->splices);
        all.document = one->document;
        all.rewritten = all.rewritten || one->rewritten;
        all.detached.insert(all.detached.end(), one->detached.begin(), one->detached.end());
    }
    return all;
}

} // namespace model
