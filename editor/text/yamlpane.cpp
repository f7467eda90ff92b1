// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/yamlpane.h"

#include "editor/filenames.h"
#include "editor/text/changedplace.h"
#include "editor/text/scintillaview.h"
#include "editor/text/secretspans.h"
#include "editor/text/textmenu.h"
#include "look/tokens.h"
#include "look/tooltip.h"
#include "model/base/textindex.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace editor {

namespace {

// Gives way where it is narrow.
class ElidedLabel : public QLabel
{
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
    }
};

} // namespace

class YamlPane::Private
{
public:
    YamlPane *pane;
    model::Document *document;
    model::Selection *selection;
    QString file;
    QComboBox *files = nullptr;
    QLabel *subject = nullptr;
    QToolButton *showSecrets = nullptr;
    ScintillaView *view = nullptr;
    QTimer *afterTyping = nullptr;  // folds and marks need the new tree, but not on every keystroke
    model::Problems problems, mine; // all; those of the shown file
    MenuFiller fillMenu;
    qsizetype placedAt = -1; // where the caret was put by us: it tells of that later, and nobody moved it

    void build();
    void connectAll();
    void showMenu(const QPoint &place);
    void reloadFiles();
    void onEdited(const TextEdits &edits);
    void showText();
    void chooseFile(const QString &name);
    void nameSubject();
    void maskSecrets();
    void onChanged(const model::ChangeSet &changes, model::Origin origin);
    void showChange(const model::ChangeSet &changes);
    void onCursor();
    void onSelection(model::Origin origin);
    void showSelected();
    void markSelected();
    void showProblems();
};

void YamlPane::Private::build()
{
    files = new QComboBox(pane);
    files->setAccessibleName(YamlPane::tr("File shown"));
    files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    files->setMinimumContentsLength(10);
    subject = new ElidedLabel(pane);
    subject->setProperty("role", QStringLiteral("muted"));
    subject->setTextFormat(Qt::PlainText);
    showSecrets = new QToolButton(pane);
    showSecrets->setCheckable(true);
    showSecrets->setText(YamlPane::tr("Show secrets"));
    showSecrets->setAccessibleName(YamlPane::tr("Show the values of Secrets"));
    showSecrets->setToolTip(look::toolTipOf(YamlPane::tr("Values of Secrets are covered, except where the caret is.")));
    showSecrets->hide();
    view = new ScintillaView(pane);
    afterTyping = new QTimer(pane);
    afterTyping->setSingleShot(true);
    afterTyping->setInterval(60);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(look::metric::gapWide, look::metric::gap, look::metric::gapWide, look::metric::gap);
    head->setSpacing(look::metric::gap);
    head->addWidget(files, 1);
    head->addWidget(subject);
    head->addWidget(showSecrets);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(view, 1);
    QWidget::setTabOrder(files, showSecrets);
    QWidget::setTabOrder(showSecrets, view);
    connectAll();
}

void YamlPane::Private::connectAll()
{
    QObject::connect(files, &QComboBox::activated, pane,
                     [this](int index) { chooseFile(files->itemData(index).toString()); });
    QObject::connect(showSecrets, &QToolButton::toggled, view, &ScintillaView::setSecretsShown);
    QObject::connect(view, &ScintillaView::edited, pane, [this](const TextEdits &edits) { onEdited(edits); });
    QObject::connect(view, &QsciScintilla::cursorPositionChanged, pane, [this] { onCursor(); });
    QObject::connect(view, &QWidget::customContextMenuRequested, pane, [this](const QPoint &at) { showMenu(at); });
    QObject::connect(document, &model::Document::changed, pane,
                     [this](const model::ChangeSet &changes, model::Origin origin) { onChanged(changes, origin); });
    QObject::connect(selection, &model::Selection::changed, pane,
                     [this](model::Origin origin) { onSelection(origin); });
    QObject::connect(afterTyping, &QTimer::timeout, pane, [this] {
        view->setFolds(document->text(file));
        markSelected();
        nameSubject();
        showProblems();
    });
}

// First what can be done about what the caret is at.
void YamlPane::Private::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(pane);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const model::Problems here = pane->problemsAtCaret(); fillMenu && !here.empty()) fillMenu(menu, here);
    addTextActions(menu, view, document->history());
    menu->popup(view->mapToGlobal(place));
}

void YamlPane::Private::reloadFiles()
{
    const QStringList names = document->files(), shown = shortFileNames(names);
    const QSignalBlocker quiet(files);
    files->clear();
    for (qsizetype i = 0; i < names.size(); ++i) {
        files->addItem(shown[i], names[i]);
        files->setItemData(int(i), look::toolTipOf(names[i]), Qt::ToolTipRole);
    }
    if (!names.contains(file)) {
        file.clear();
        if (!names.isEmpty())
            pane->showFile(names.first());
        else
            showText();
    }
    files->setCurrentIndex(files->findData(file));
    view->setReadOnly(file.isEmpty() || document->isReadOnly(file));
}

void YamlPane::Private::onEdited(const TextEdits &edits)
{
    if (file.isEmpty()) return;
    QByteArray text = document->text(file);
    model::ChangeSet changes;
    for (const TextEdit &edit : edits) {
        changes.changes.push_back(
            model::TextChange{file, edit.offset, text.mid(edit.offset, edit.removed), edit.added});
        if (edits.size() > 1) text.replace(edit.offset, edit.removed, edit.added);
    }
    changes = changes.simplified();
    const auto *only = changes.changes.size() == 1 ? std::get_if<model::TextChange>(&changes.changes.front()) : nullptr;
    // A line end starts a new step, so that undo goes back in pieces that one can follow.
    const auto isLetter = [](const QByteArray &bytes) {
        return !bytes.contains('\n') && QString::fromUtf8(bytes).toUcs4().size() <= 1;
    };
    const bool types = only && isLetter(only->before) && isLetter(only->after);
    const model::Intent intent{YamlPane::tr("Typing in %1").arg(file.section(u'/', -1)), model::Origin::Text,
                               types ? QStringLiteral("typing:") + file : QString()};
    document->perform(intent, changes);
    onCursor();
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
        mineChanged |= view->isComposing();
        if (mineChanged) continue;
        view->splice(long(text->offset), long(text->before.size()), text->after);
        placedAt = view->caret();
    }
    if (filesChanged) reloadFiles();
    if (!file.isEmpty() && mineChanged) showText();
    if (origin == model::Origin::History) showChange(changes);
    if (origin != model::Origin::Text) markSelected();
    nameSubject();
    maskSecrets();
    afterTyping->start();
}

// History may reach where nobody looks.
void YamlPane::Private::showChange(const model::ChangeSet &changes)
{
    const ChangedPlace place = changedPlace(changes, file);
    if (place.file.isEmpty()) return;
    pane->showFile(place.file);
    view->revealChange(place.span);
    placedAt = view->caret();
}

void YamlPane::Private::showText()
{
    view->setBytes(document->text(file));
    view->setReadOnly(file.isEmpty() || document->isReadOnly(file));
    placedAt = view->caret();
    maskSecrets();
    nameSubject();
}

void YamlPane::Private::maskSecrets()
{
    const std::vector<model::Span> spans = secretSpans(*document->resources(), file);
    view->setSecrets(spans);
    showSecrets->setVisible(!spans.empty());
}

// What was selected before is in another file: what the user looks at now is what the caret is in, or nothing.
void YamlPane::Private::chooseFile(const QString &name)
{
    if (name == file) return;
    pane->showFile(name);
    const auto resources = document->resources();
    if (const model::Resource *resource = resources->at(file, view->caret()))
        selection->select(resource->key, {}, model::Origin::Text);
    else
        selection->clear(model::Origin::Text);
}

// The selected resource while it stands in what is shown, else the one that the caret is in.
void YamlPane::Private::nameSubject()
{
    const auto resources = document->resources();
    const model::Resource *resource = resources->find(selection->single());
    if (!resource || resource->file != file) resource = resources->at(file, view->caret());
    const QString text = resource ? resource->key.kind + QStringLiteral(" / ") + resource->key.name : QString();
    subject->setText(text);
    subject->setToolTip(look::toolTipOf(text));
}

void YamlPane::Private::onCursor()
{
    if (view->isChanging()) return; // the document does not know yet
    const qsizetype offset = view->caret();
    nameSubject();
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
    // History's place is the one that it changed.
    if (origin != model::Origin::Text && origin != model::Origin::History) showSelected();
    nameSubject();
    markSelected();
}

void YamlPane::Private::showSelected()
{
    const auto resources = document->resources();
    const model::Resource *resource = resources->find(selection->single());
    if (!resource) return;
    pane->showFile(resource->file);
    const model::YamlRef node = resource->at(selection->field());
    view->reveal(resource->spanInFile(node ? node : resource->root()).begin);
    placedAt = view->caret();
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
    mine.clear();
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
    d->showSecrets->setChecked(false); // it was said of another file
    d->showText();
    d->files->setCurrentIndex(d->files->findData(file));
    d->markSelected();
    d->showProblems();
    Q_EMIT fileShown(file);
}

void YamlPane::goTo(const QString &file, qsizetype offset)
{
    showFile(file);
    d->view->reveal(offset);
    d->placedAt = d->view->caret();
    d->nameSubject();
    d->view->setFocus();
}

void YamlPane::showSelected() { d->showSelected(); }

model::Problems YamlPane::problemsAtCaret() const
{
    model::Problems found;
    for (const size_t index : d->view->problemsAtCaret()) found.push_back(d->mine[index]);
    return found;
}

QPoint YamlPane::belowCaret() const { return d->view->mapToGlobal(d->view->belowCaret()); }

void YamlPane::setProblemMenu(MenuFiller filler) { d->fillMenu = std::move(filler); }

void YamlPane::setProblems(const model::Problems &problems)
{
    d->problems = problems;
    d->showProblems();
}

// Not by a focus proxy: Tab would come to the text through the pane, before the box above it.
void YamlPane::focusInEvent(QFocusEvent *event) { d->view->setFocus(event->reason()); }

void YamlPane::setReadOnly(bool readOnly) { d->view->setReadOnly(readOnly); }
void YamlPane::applyTheme() { d->view->applyTheme(); }

} // namespace editor
