// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/scintillaview.h"

#include "look/tokens.h"

#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace editor {

namespace {

constexpr int errorIndicator = 8, warningIndicator = 9, selectedMarker = 4, numberMargin = 0, selectedMargin = 1,
              foldMargin = 2;
constexpr int dwellMs = 400;

int indentOf(QByteArrayView line)
{
    int indent = 0;
    while (indent < line.size() && line[indent] == ' ') ++indent;
    return indent;
}

bool isBlank(QByteArrayView line)
{
    const qsizetype at = indentOf(line);
    return at >= line.size() || line[at] == '#' || line[at] == '\r' || line[at] == '\n';
}

// Scintilla knows sizes in points only.
QFont inPoints(QFont font, const QWidget &widget)
{
    if (font.pixelSize() > 0) font.setPointSizeF(font.pixelSize() * 72.0 / widget.logicalDpiY());
    return font;
}

// kubectl's own style puts a list's dashes at the key's indent: an item counts as one deeper than a key.
int depthOf(QByteArrayView line)
{
    const int indent = indentOf(line) * 2;
    return line[indentOf(line)] == '-' ? indent + 1 : indent;
}

} // namespace

ScintillaView::ScintillaView(QWidget *parent) : QsciScintilla(parent)
{
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("YAML text"));
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL); // the document has the one history
    setIndentationsUseTabs(false);
    setTabWidth(2);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setMarginType(numberMargin, NumberMargin);
    setMarginType(selectedMargin, SymbolMargin);
    setMarginWidth(selectedMargin, 4);
    setMarginMarkerMask(selectedMargin, 1 << selectedMarker);
    markerDefine(FullRectangle, selectedMarker);
    setFolding(PlainFoldStyle, foldMargin);
    auto *lexer = new QsciLexerYAML(this);
    lexer->setFoldComments(false);
    setLexer(lexer);
    SendScintilla(SCI_SETPROPERTY, "fold", "0");
    SendScintilla(SCI_INDICSETSTYLE, static_cast<unsigned long>(errorIndicator), long(INDIC_SQUIGGLE));
    SendScintilla(SCI_INDICSETSTYLE, static_cast<unsigned long>(warningIndicator), long(INDIC_SQUIGGLE));
    SendScintilla(SCI_SETMOUSEDWELLTIME, dwellMs);
    SendScintilla(SCI_SETCARETLINEVISIBLEALWAYS, 1UL);
    setCaretLineVisible(true);
    setUpKeys();
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char *text, int length) { onModified(position, type, text, length); });
    connect(this, &QsciScintillaBase::SCN_DWELLSTART, this, &ScintillaView::onDwell);
    connect(this, &QsciScintillaBase::SCN_DWELLEND, this, [] { QToolTip::hideText(); });
    applyTheme();
}

// Keys that belong to the window's actions.
void ScintillaView::setUpKeys()
{
    constexpr int ctrl = SCMOD_CTRL << 16, shift = SCMOD_SHIFT << 16;
    for (int key : {'Z' + ctrl, 'Y' + ctrl, 'Z' + ctrl + shift, 'D' + ctrl, 'L' + ctrl, 'T' + ctrl})
        SendScintilla(SCI_CLEARCMDKEY, static_cast<unsigned long>(key));
}

void ScintillaView::setBytes(const QByteArray &text)
{
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

void ScintillaView::onModified(int position, int type, const char *text, int length)
{
    if (m_quiet) return;
    if (type & SC_MOD_INSERTTEXT) Q_EMIT edited(position, 0, QByteArray(text, length));
    // Without a history of its own Scintilla does not say what it deletes, only how much.
    if (type & SC_MOD_DELETETEXT) Q_EMIT edited(position, length, {});
}

bool ScintillaView::event(QEvent *event)
{
    // QScintilla claims every key that it knows; the window's actions go first, and what they leave comes here anyway.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    return QsciScintilla::event(event);
}

void ScintillaView::applyTheme()
{
    const look::Tokens &t = look::tokens();
    const QFont mono = inPoints(look::font(look::Text::Mono), *this);
    QsciLexer *yaml = lexer();
    yaml->setDefaultFont(mono);
    yaml->setDefaultPaper(t.surface);
    yaml->setDefaultColor(t.text);
    for (int style = 0; style < 128; ++style) {
        yaml->setFont(mono, style);
        yaml->setPaper(t.surface, style);
        yaml->setColor(t.text, style);
    }
    yaml->setColor(t.muted, QsciLexerYAML::Comment);
    yaml->setColor(t.network, QsciLexerYAML::Identifier);
    yaml->setColor(t.config, QsciLexerYAML::Number);
    yaml->setColor(t.config, QsciLexerYAML::Keyword);
    yaml->setColor(t.access, QsciLexerYAML::Reference);
    yaml->setColor(t.muted, QsciLexerYAML::DocumentDelimiter);
    yaml->setColor(t.muted, QsciLexerYAML::TextBlockMarker);
    yaml->setColor(t.bad, QsciLexerYAML::SyntaxErrorMarker);
    setColor(t.text);
    setPaper(t.surface);
    setCaretForegroundColor(t.text);
    setCaretLineBackgroundColor(t.accentGround);
    setSelectionBackgroundColor(t.accent);
    setSelectionForegroundColor(t.surface);
    setMarginsFont(inPoints(look::font(look::Text::MonoCaption), *this));
    setMarginsBackgroundColor(t.surface);
    setMarginsForegroundColor(t.faint);
    setFoldMarginColors(t.surface, t.surface);
    setMarkerBackgroundColor(t.accent, selectedMarker);
    for (int marker = int(SC_MARKNUM_FOLDEREND); marker <= int(SC_MARKNUM_FOLDEROPEN); ++marker) {
        setMarkerForegroundColor(t.muted, marker);
        setMarkerBackgroundColor(t.surface, marker);
    }
    setIndicatorForegroundColor(t.bad, errorIndicator);
    setIndicatorForegroundColor(t.warn, warningIndicator);
    SendScintilla(SCI_SETEXTRAASCENT, 2UL);
    SendScintilla(SCI_SETEXTRADESCENT, 2UL);
}

void ScintillaView::setFolds(const QByteArray &text)
{
    // Each line's level is the number of open ancestors; a line is a header when the next one lies deeper.
    std::vector<int> open;
    int line = 0, previous = -1, previousLevel = 0, previousDepth = -1;
    for (qsizetype at = 0; at < text.size(); ++line) {
        qsizetype end = text.indexOf('\n', at);
        end = end < 0 ? text.size() : end + 1;
        const QByteArrayView bytes = QByteArrayView(text).sliced(at, end - at);
        at = end;
        int level = int(open.size());
        if (!isBlank(bytes)) {
            const int depth = depthOf(bytes);
            while (!open.empty() && open.back() >= depth) open.pop_back();
            if (previous >= 0 && depth > previousDepth && (open.empty() || open.back() < previousDepth))
                open.push_back(previousDepth);
            level = int(open.size());
            if (previous >= 0) {
                const int header = level > previousLevel ? SC_FOLDLEVELHEADERFLAG : 0;
                SendScintilla(SCI_SETFOLDLEVEL, static_cast<unsigned long>(previous),
                              long((SC_FOLDLEVELBASE + previousLevel) | header));
            }
            previous = line;
            previousLevel = level;
            previousDepth = depth;
            if (bytes.startsWith("---")) open.clear();
        }
        SendScintilla(SCI_SETFOLDLEVEL, static_cast<unsigned long>(line), long(SC_FOLDLEVELBASE + level));
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
    if (!messages.isEmpty())
        QToolTip::showText(mapToGlobal(QPoint(x, y)),
                           messages.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")), this);
}

void ScintillaView::markLines(int first, int last)
{
    markerDeleteAll(selectedMarker);
    for (int line = first; line <= last; ++line) markerAdd(line, selectedMarker);
}

} // namespace editor
