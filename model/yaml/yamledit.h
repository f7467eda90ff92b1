// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/result.h"
#include "model/base/value.h"
#include "model/yaml/splice.h"
#include "model/yaml/yamltree.h"

#include <memory>
#include <vector>

namespace model {

// One change of what a document means.
struct YamlEdit
{
    enum class Kind { Set, Insert, Remove, Rename, Move };
    Kind kind = Kind::Set;
    FieldPath path;
    Value value = {};
    QString name = {};
    int to = 0;

    // Gives a field its value. Missing mappings and lists on the way are made, and a null becomes one; in a list the
    // index may be its size, which appends.
    static YamlEdit set(FieldPath path, Value value) { return {Kind::Set, std::move(path), std::move(value)}; }
    // Puts a value before the item at the path, whose last step is an index up to the list's size.
    static YamlEdit insert(FieldPath path, Value value) { return {Kind::Insert, std::move(path), std::move(value)}; }
    // Takes an entry or item out. What becomes empty stays, as {} or [].
    static YamlEdit remove(FieldPath path) { return {Kind::Remove, std::move(path)}; }
    // Gives an entry another key, in its place. Error Invalid when the mapping has that key already.
    static YamlEdit rename(FieldPath path, QString name)
    {
        return {Kind::Rename, std::move(path), {}, std::move(name)};
    }
    // Takes a list's item to another place in it: afterwards its index is `to`.
    static YamlEdit move(FieldPath path, int to) { return {Kind::Move, std::move(path), {}, {}, to}; }
};

// What the edit does to a tree of values. Errors: NotFound (nothing at the path), Invalid (a scalar on the way, an
// index beyond the list, a taken key). The value is untouched then.
Result<void> editValue(Value &value, const YamlEdit &edit);

struct YamlEdited
{
    Splices splices; // against the document's text; empty when nothing had to change
    std::shared_ptr<const YamlDocument> document;
    bool rewritten = false; // a whole collection was written anew: comments inside it are gone
    // What stood for an anchor elsewhere (an alias, a mapping with a merge) and had to become a copy of its own, so
    // that the edit means one place. Paths as of then; for whoever wants to tell, or to ask first.
    std::vector<FieldPath> detached = {};
};

// Makes the edits one after the other, each path counted in what the edits before it made and starting at root (an item
// of a List). Afterwards the document means exactly what editValue() says (maps without regard to order), and the bytes
// that no splice covers are as they were.
// - A scalar keeps its quotes when they can hold the new text. A map over a map and a list over a list change only what
//   differs. New keys go behind the last one (at a resource's root by kubectl's order), in the document's own style.
// - What is removed takes with it the comment on its line, and comment lines directly above it in its own column; not
//   those above a document's first key, which speak for the file. A replaced block takes the comments inside along. An
//   item that moves takes the same comments to its new place.
// - An edit means one place. A field that comes from a merge (<<) is written out where it is edited; an alias on the
//   way becomes a copy; and aliases elsewhere to what changes become copies of what it was. `detached` names them.
// - Where the text's layout is beyond the local rules, the innermost collection around the edit is written anew.
// Errors: those of editValue() and toValue(); Invalid for text with an error; TooLarge beyond limits::maxDocumentBytes.
// Costs a parse of the document for each edit.
Result<YamlEdited> editYaml(const std::shared_ptr<const YamlDocument> &document, const std::vector<YamlEdit> &edits,
                            const FieldPath &root = {});

} // namespace model
