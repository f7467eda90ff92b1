// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/scintillaview.h"

#include "editor/text/folds.h"
#include "editor/text/viewmarks.h"
#include "look/tooltip.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace editor {

using namespace mark;

namespace {
constexpr int dwellMs = 400;
}

ScintillaView::ScintillaView(QWidget *parent) : QsciScintilla(parent)
{
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("YAML text"));
    setAccessibleDescription(tr("Tab indents. To leave the text, press Escape and then Tab or Shift+Tab."));
    setContextMenuPolicy(Qt::CustomContextMenu); // QScintilla's has its own undo in it
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);   // the document has the one history
    setIndentationsUseTabs(false);
    setTabWidth(2);
    setAutoIndent(false); // see newLine()
    setBackspaceUnindents(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setUpMarks();
    auto *lexer = new QsciLexerYAML(this);
    lexer->setFoldComments(false);
    setLexer(lexer);
    SendScintilla(SCI_SETPROPERTY, "fold", "0");
    SendScintilla(SCI_SETMOUSEDWELLTIME, dwellMs);
    SendScintilla(SCI_SETCARETLINEVISIBLEALWAYS, 1UL);
    setCaretLineVisible(true);
    setUpKeys();
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char *text, int length) { onModified(position, type, text, length); });
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this] { viewport()->update(); });
    connect(this, &QsciScintillaBase::SCN_DWELLSTART, this, &ScintillaView::onDwell);
    connect(this, &QsciScintillaBase::SCN_DWELLEND, this, [] { QToolTip::hideText(); });
    applyTheme();
}

void ScintillaView::setBytes(const QByteArray &text)
{
    if (m_isComposing) {
        m_edits.clear();
        endComposing();
        QGuiApplication::inputMethod()->reset();
    }
    m_quiet = true;
    const bool readOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0UL);
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_APPENDTEXT, static_cast<unsigned long>(text.size()), text.constData());
    setEolMode(text.contains("\r\n") ? EolWindows : EolUnix);
    SendScintilla(SCI_SETREADONLY, readOnly ? 1UL : 0UL);
    SendScintilla(SCI_GOTOPOS, 0UL);
    m_quiet = false;
    setFolds(text);
    setMarginWidth(numberMargin, QStringLiteral("0%1").arg(std::max(lines(), 100)));
}

void ScintillaView::splice(long offset, long length, const QByteArray &text)
{
    m_quiet = true;
    const bool readOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0UL);
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(offset), offset + length);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.constData());
    SendScintilla(SCI_SETREADONLY, readOnly ? 1UL : 0UL);
    m_quiet = false;
}

void ScintillaView::setFolds(const QByteArray &text)
{
    setIndentationWidth(indentStepOf(text));
    const std::vector<FoldLine> folds = foldLines(text);
    for (size_t line = 0; line <= folds.size(); ++line) {
        const FoldLine wanted = line < folds.size() ? folds[line] : FoldLine{};
        const long level = (SC_FOLDLEVELBASE + wanted.depth) | (wanted.isHead ? SC_FOLDLEVELHEADERFLAG : 0);
        // A head that is not one for a moment unfolds.
        if (SendScintilla(SCI_GETFOLDLEVEL, line) != level) SendScintilla(SCI_SETFOLDLEVEL, line, level);
    }
}

void ScintillaView::setProblems(const model::Problems &problems, const QByteArray &text)
{
    m_problems = problems;
    for (int indicator : {errorIndicator, warningIndicator}) {
        SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, long(text.size()));
    }
    for (model::Problem &problem : m_problems) {
        model::Span &span = problem.span;
        if (span.isEmpty() && problem.line > 0) {
            const long line = problem.line - 1;
            span.begin = SendScintilla(SCI_GETLINEINDENTPOSITION, static_cast<unsigned long>(line));
            span.end = SendScintilla(SCI_GETLINEENDPOSITION, static_cast<unsigned long>(line));
        }
        // A whole block underlined says nothing: its first line is enough.
        const qsizetype lineEnd = text.indexOf('\n', span.begin);
        if (lineEnd >= 0) span.end = std::min(span.end, lineEnd);
        span.end = std::clamp<qsizetype>(span.end, 0, text.size());
        if (span.isEmpty()) continue;
        SendScintilla(
            SCI_SETINDICATORCURRENT,
            static_cast<unsigned long>(problem.severity == model::Severity::Error ? errorIndicator : warningIndicator));
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(span.begin), long(span.size()));
    }
}

void ScintillaView::onDwell(int position, int x, int y)
{
    QStringList messages;
    for (const model::Problem &problem : m_problems)
        if (position >= problem.span.begin && position <= problem.span.end)
            messages << (problem.fix.isEmpty() ? problem.message
                                               : problem.message + QStringLiteral(" — ") + problem.fix);
    if (!messages.isEmpty()) QToolTip::showText(mapToGlobal(QPoint(x, y)), look::toolTipOf(messages.join(u'\n')), this);
}

void ScintillaView::setSecrets(const std::vector<model::Span> &spans)
{
    if (spans.empty() && !m_hasSecrets) return;
    m_hasSecrets = !spans.empty();
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(secretIndicator));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    for (const model::Span &span : spans)
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(span.begin), long(span.size()));
    viewport()->update();
}

void ScintillaView::setSecretsShown(bool shown)
{
    m_secretsShown = shown;
    viewport()->update();
}

std::vector<model::Span> ScintillaView::maskedSpans() const
{
    std::vector<model::Span> spans;
    if (m_secretsShown || !m_hasSecrets) return spans;
    constexpr auto secret = static_cast<unsigned long>(secretIndicator);
    const long length = SendScintilla(SCI_GETLENGTH);
    const qsizetype here = hasFocus() ? caret() : -1;
    for (long at = 0, end = 0; at < length; at = end) {
        end = SendScintilla(SCI_INDICATOREND, secret, at);
        if (end <= at) break; // there is none
        const bool holdsCaret = here >= at && here <= end;
        if (SendScintilla(SCI_INDICATORVALUEAT, secret, at) && !holdsCaret) spans.push_back({at, end});
    }
    return spans;
}

qsizetype ScintillaView::caret() const { return SendScintilla(SCI_GETCURRENTPOS); }

void ScintillaView::reveal(qsizetype offset)
{
    constexpr long linesAbove = 3;
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(offset));
    const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(offset));
    ensureLineVisible(int(line));
    const long shown = SendScintilla(SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(line));
    const long first = SendScintilla(SCI_GETFIRSTVISIBLELINE), height = SendScintilla(SCI_LINESONSCREEN);
    if (shown >= first && shown < first + height / 2) return; // nothing jumps that can be seen with what follows it
    SendScintilla(SCI_SETFIRSTVISIBLELINE, static_cast<unsigned long>(std::max(0L, shown - linesAbove)));
}

bool ScintillaView::isSeen(qsizetype offset) const
{
    const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(offset));
    const long shown = SendScintilla(SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(line));
    const long first = SendScintilla(SCI_GETFIRSTVISIBLELINE);
    return SendScintilla(SCI_GETLINEVISIBLE, static_cast<unsigned long>(line)) && shown >= first &&
           shown < first + SendScintilla(SCI_LINESONSCREEN);
}

void ScintillaView::revealChange(model::Span span)
{
    if (!isSeen(span.begin) || !isSeen(span.end)) reveal(span.begin);
    ensureLineVisible(int(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(span.end))));
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(span.end));
}

QPoint ScintillaView::belowCaret() const
{
    const auto x = int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, long(caret())));
    const auto y = int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, long(caret())));
    return viewport()->mapTo(this, QPoint(x, y + int(SendScintilla(SCI_TEXTHEIGHT, 0UL))));
}

std::vector<size_t> ScintillaView::problemsAtCaret() const
{
    constexpr qsizetype behind = std::numeric_limits<qsizetype>::max() / 2; // farther than all that stands before it
    const qsizetype here = caret();
    const auto line = static_cast<unsigned long>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(here)));
    const qsizetype begin = SendScintilla(SCI_POSITIONFROMLINE, line),
                    end = SendScintilla(SCI_GETLINEENDPOSITION, line);
    std::vector<size_t> nearest;
    qsizetype best = std::numeric_limits<qsizetype>::max();
    for (size_t i = 0; i < m_problems.size(); ++i) {
        const model::Span &span = m_problems[i].span;
        if (span.isEmpty() || span.end < begin || span.begin > end) continue;
        const qsizetype far = span.end < here ? here - span.end : span.begin > here ? behind + span.begin - here : 0;
        if (far > best) continue;
        if (far < best) nearest.clear();
        best = far;
        nearest.push_back(i);
    }
    return nearest;
}

void ScintillaView::markLines(int first, int last)
{
    markerDeleteAll(selectedMarker);
    for (int line = first; line <= last; ++line) markerAdd(line, selectedMarker);
}

} // namespace editor
