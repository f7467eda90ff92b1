// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/yamlpane.h"

#include "editor/text/scintillaview.h"
#include "look/tokens.h"
#include "model/base/textindex.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>

namespace editor {

class YamlPane::Private
{
public:
    YamlPane *pane;
    model::Document *document;
    model::Selection *selection;
    QString file;
    QComboBox *files = nullptr;
    QLabel *subject = nullptr;
    ScintillaView *view = nullptr;
    QTimer *afterTyping = nullptr; // folds and marks need the new tree, but not on every keystroke
    model::Problems problems;
    qsizetype placedAt = -1; // where the caret was put by us: it tells of that later, and nobody moved it

    void build();
    void reloadFiles();
    void onEdited(qsizetype offset, qsizetype removed, const QByteArray &after);
    qsizetype caret() const { return view->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS); }
    void showText();
    void onChanged(const model::ChangeSet &changes, model::Origin origin);
    void onCursor();
    void onSelection(model::Origin origin);
    void markSelected();
    void showProblems();
};

void YamlPane::Private::build()
{
    files = new QComboBox(pane);
    files->setAccessibleName(YamlPane::tr("File shown"));
    files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    files->setMinimumContentsLength(18);
    subject = new QLabel(pane);
    subject->setProperty("role", QStringLiteral("muted"));
    subject->setTextFormat(Qt::PlainText);
    view = new ScintillaView(pane);
    afterTyping = new QTimer(pane);
    afterTyping->setSingleShot(true);
    afterTyping->setInterval(60);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(look::metric::gapWide, look::metric::gap, look::metric::gapWide, look::metric::gap);
    head->setSpacing(look::metric::gapWide);
    head->addWidget(files, 1);
    head->addWidget(subject);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(view, 1);
    pane->setFocusProxy(view);

    QObject::connect(files, &QComboBox::activated, pane,
                     [this](int index) { pane->showFile(files->itemData(index).toString()); });
    QObject::connect(
        view, &ScintillaView::edited, pane,
        [this](qsizetype offset, qsizetype removed, const QByteArray &added) { onEdited(offset, removed, added); });
    QObject::connect(view, &QsciScintilla::cursorPositionChanged, pane, [this] { onCursor(); });
    QObject::connect(document, &model::Document::changed, pane,
                     [this](const model::ChangeSet &changes, model::Origin origin) { onChanged(changes, origin); });
    QObject::connect(selection, &model::Selection::changed, pane,
                     [this](model::Origin origin) { onSelection(origin); });
    QObject::connect(afterTyping, &QTimer::timeout, pane, [this] {
        view->setFolds(document->text(file));
        markSelected();
        showProblems();
    });
}

void YamlPane::Private::reloadFiles()
{
    const QStringList names = document->files();
    const QSignalBlocker quiet(files);
    files->clear();
    for (const QString &name : names) {
        files->addItem(name.section(u'/', -1), name);
        files->setItemData(files->count() - 1, name, Qt::ToolTipRole);
    }
    if (!names.contains(file)) {
        file.clear();
        if (!names.isEmpty())
            pane->showFile(names.first());
        else
            view->setBytes({});
    }
    files->setCurrentIndex(files->findData(file));
    view->setReadOnly(names.isEmpty());
}

void YamlPane::Private::onEdited(qsizetype offset, qsizetype removed, const QByteArray &after)
{
    if (file.isEmpty()) return;
    const QByteArray before = document->text(file).mid(offset, removed);
    // A line end starts a new step, so that undo goes back in pieces that one can follow.
    const bool whole = after.contains('\n') || before.contains('\n') || after.size() > 1 || before.size() > 1;
    const model::Intent intent{YamlPane::tr("Type in %1").arg(file.section(u'/', -1)), model::Origin::Text,
                               whole ? QString() : QStringLiteral("typing:") + file};
    document->perform(intent, {{model::TextChange{file, offset, before, after}}});
}

void YamlPane::Private::onChanged(const model::ChangeSet &changes, model::Origin origin)
{
    bool filesChanged = document->files().size() != files->count(), mineChanged = false;
    for (const model::Change &change : changes.changes) {
        if (const auto *whole = std::get_if<model::FileChange>(&change)) {
            filesChanged = true;
            mineChanged |= whole->file == file;
        }
        const auto *text = std::get_if<model::TextChange>(&change);
        if (!text || text->file != file || origin == model::Origin::Text) continue;
        view->splice(long(text->offset), long(text->before.size()), text->after);
        placedAt = caret();
    }
    if (filesChanged) reloadFiles();
    if (!file.isEmpty() && mineChanged) showText();
    afterTyping->start();
}

void YamlPane::Private::showText()
{
    view->setBytes(document->text(file));
    placedAt = caret();
}

void YamlPane::Private::onCursor()
{
    const qsizetype offset = caret();
    if (file.isEmpty() || offset == placedAt) return;
    placedAt = -1;
    const auto resources = document->resources();
    const model::Resource *resource = resources->at(file, offset);
    if (!resource) return;
    const model::YamlRef node = resource->document->nodeAt(offset - resource->offset);
    selection->select(resource->key, node ? resource->pathOf(node) : model::FieldPath(), model::Origin::Text);
}

void YamlPane::Private::onSelection(model::Origin origin)
{
    const model::ResourceKey key = selection->single();
    subject->setText(key.isEmpty() ? QString() : key.kind + QStringLiteral(" / ") + key.name);
    const auto resources = document->resources();
    const model::Resource *resource = resources->find(key);
    if (resource && origin != model::Origin::Text) {
        pane->showFile(resource->file);
        const model::YamlRef node = resource->at(selection->field());
        const qsizetype offset = resource->spanInFile(node ? node : resource->root()).begin;
        view->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(offset));
        const long line = view->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, static_cast<unsigned long>(offset));
        const long shown = view->SendScintilla(QsciScintilla::SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(line));
        view->SendScintilla(QsciScintilla::SCI_SETFIRSTVISIBLELINE,
                            static_cast<unsigned long>(std::max(0L, shown - 3)));
        placedAt = caret();
    }
    markSelected();
}

void YamlPane::Private::markSelected()
{
    const auto resources = document->resources();
    const model::Resource *resource = resources->find(selection->single());
    if (!resource || resource->file != file || resource->stale) return view->markLines(0, -1);
    const model::TextIndex index(QByteArrayView(resource->document->text()));
    const model::Span span = resource->root().span();
    view->markLines(resource->firstLine + index.lineOf(span.begin), resource->firstLine + index.lineOf(span.end));
}

void YamlPane::Private::showProblems()
{
    model::Problems mine;
    for (const model::Problem &problem : problems)
        if (problem.file == file) mine.push_back(problem);
    view->setProblems(mine, document->text(file));
}

YamlPane::YamlPane(model::Document *document, model::Selection *selection, QWidget *parent)
    : QWidget(parent), d(new Private)
{
    d->pane = this;
    d->document = document;
    d->selection = selection;
    d->build();
    d->reloadFiles();
}

YamlPane::~YamlPane() = default;

QString YamlPane::file() const { return d->file; }

void YamlPane::showFile(const QString &file)
{
    if (file == d->file || !d->document->files().contains(file)) return;
    d->file = file;
    d->showText();
    d->files->setCurrentIndex(d->files->findData(file));
    d->markSelected();
    d->showProblems();
    Q_EMIT fileShown(file);
}

void YamlPane::goTo(const QString &file, qsizetype offset)
{
    showFile(file);
    d->view->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(offset));
    d->view->ensureLineVisible(
        int(d->view->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, static_cast<unsigned long>(offset))));
    d->placedAt = d->caret();
    d->view->setFocus();
}

void YamlPane::setProblems(const model::Problems &problems)
{
    d->problems = problems;
    d->showProblems();
}

void YamlPane::setReadOnly(bool readOnly) { d->view->setReadOnly(readOnly); }
void YamlPane::applyTheme() { d->view->applyTheme(); }

} // namespace editor
