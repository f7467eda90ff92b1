// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/scintillaview.h"
#include "editor/text/viewmarks.h"
#include "look/contrast.h"
#include "look/tokens.h"

#include <QPainter>

#include <algorithm>

// How the text looks.
namespace editor {

using namespace mark;

namespace {

// Scintilla knows sizes in points only.
QFont inPoints(QFont font, const QWidget &widget)
{
    if (font.pixelSize() > 0) font.setPointSizeF(font.pixelSize() * 72.0 / widget.logicalDpiY());
    return font;
}

} // namespace

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
    // The caret's line has the weaker contrast of the two grounds.
    const auto setInk = [&](const QColor &ink, int style) {
        yaml->setColor(look::readableOn(t.accentGround, look::readableOn(t.surface, ink)), style);
    };
    setInk(t.muted, QsciLexerYAML::Comment);
    setInk(t.network, QsciLexerYAML::Identifier);
    setInk(t.config, QsciLexerYAML::Number);
    setInk(t.config, QsciLexerYAML::Keyword);
    setInk(t.access, QsciLexerYAML::Reference);
    setInk(t.muted, QsciLexerYAML::DocumentDelimiter);
    setInk(t.muted, QsciLexerYAML::TextBlockMarker);
    setInk(t.bad, QsciLexerYAML::SyntaxErrorMarker);
    setColor(t.text);
    setPaper(t.surface);
    setCaretForegroundColor(t.text);
    setCaretLineBackgroundColor(t.accentGround);
    setSelectionBackgroundColor(t.accent);
    setSelectionForegroundColor(t.surface);
    setMarginsFont(inPoints(look::font(look::Text::MonoCaption), *this));
    setMarginsBackgroundColor(t.surface);
    setMarginsForegroundColor(t.muted);
    setFoldMarginColors(t.surface, t.surface);
    setMarkerBackgroundColor(t.accent, selectedMarker);
    setIndicatorForegroundColor(t.bad, errorIndicator);
    setIndicatorForegroundColor(t.warn, warningIndicator);
    SendScintilla(SCI_SETEXTRAASCENT, 2UL);
    SendScintilla(SCI_SETEXTRADESCENT, 2UL);
}

void ScintillaView::setUpMarks()
{
    setMarginType(numberMargin, NumberMargin);
    setMarginType(selectedMargin, SymbolMargin);
    setMarginWidth(selectedMargin, 4);
    setMarginMarkerMask(selectedMargin, 1 << selectedMarker);
    markerDefine(FullRectangle, selectedMarker);
    setFolding(PlainFoldStyle, foldMargin);
    // Scintilla's own marks are boxes and filled arrows: see paintFolds().
    for (int marker = int(SC_MARKNUM_FOLDEREND); marker <= int(SC_MARKNUM_FOLDEROPEN); ++marker)
        SendScintilla(SCI_MARKERDEFINE, static_cast<unsigned long>(marker), long(SC_MARK_EMPTY));
    SendScintilla(SCI_SETFOLDFLAGS, 0UL);
    for (const int indicator : {errorIndicator, warningIndicator})
        SendScintilla(SCI_INDICSETSTYLE, static_cast<unsigned long>(indicator), long(INDIC_SQUIGGLE));
    // It only keeps the ranges while the text changes: what covers them is painted over everything.
    SendScintilla(SCI_INDICSETSTYLE, static_cast<unsigned long>(secretIndicator), long(INDIC_HIDDEN));
}

void ScintillaView::paintEvent(QPaintEvent *event)
{
    QsciScintilla::paintEvent(event);
    int left = 0;
    for (int margin = 0; margin < marginCount; ++margin) left += marginWidth(margin);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    paintFolds(painter, left);
    painter.setClipRect(viewport()->rect().adjusted(left, 0, 0, 0));
    for (const model::Span &span : maskedSpans()) paintMask(painter, span);
}

// A chevron at each head in the fold margin, which ends at `right`; dots where something is folded away.
void ScintillaView::paintFolds(QPainter &painter, int right)
{
    const look::Tokens &t = look::tokens();
    const int height = int(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    const long top = SendScintilla(SCI_GETFIRSTVISIBLELINE);
    const long shown = std::min(top + viewport()->height() / std::max(height, 1) + 1,
                                SendScintilla(SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(lines())));
    for (long row = top; row < shown; ++row) {
        const auto line =
            static_cast<unsigned long>(SendScintilla(SCI_DOCLINEFROMVISIBLE, static_cast<unsigned long>(row)));
        if (!(SendScintilla(SCI_GETFOLDLEVEL, line) & SC_FOLDLEVELHEADERFLAG)) continue;
        const bool open = SendScintilla(SCI_GETFOLDEXPANDED, line);
        const QPointF at(right - marginWidth(foldMargin) / 2.0, qreal(row - top) * height + height / 2.0);
        constexpr qreal wide = 3.5, flat = 2;
        painter.setPen(QPen(t.muted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(
            open ? QPolygonF({at + QPointF(-wide, -flat), at + QPointF(0, flat), at + QPointF(wide, -flat)})
                 : QPolygonF({at + QPointF(-flat, -wide), at + QPointF(flat, 0), at + QPointF(-flat, wide)}));
        if (open) continue;
        const long end = SendScintilla(SCI_GETLINEENDPOSITION, line);
        const QRectF pill(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, end) + look::metric::gap, at.y() - 5, 22, 11);
        if (pill.left() < right) continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.sunk);
        painter.drawRoundedRect(pill, look::metric::grid, look::metric::grid);
        painter.setBrush(t.muted);
        for (int dot = -1; dot <= 1; ++dot) painter.drawEllipse(pill.center() + QPointF(dot * 5, 0), 1.25, 1.25);
    }
}

// Line by line: a value may be a block of text.
void ScintillaView::paintMask(QPainter &painter, model::Span span)
{
    const look::Tokens &t = look::tokens();
    constexpr int dots = 8;
    constexpr qreal radius = 1.75, pitch = 7;
    const auto at = [this](unsigned int message, qsizetype position) {
        return int(SendScintilla(message, 0UL, long(position)));
    };
    const long top = SendScintilla(SCI_DOCLINEFROMVISIBLE, SendScintilla(SCI_GETFIRSTVISIBLELINE));
    const int height = int(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    const auto lineOf = [this](qsizetype position) {
        return SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position));
    };
    const long last = lineOf(span.end);
    for (long line = std::max(lineOf(span.begin), top); line <= last; ++line) {
        const auto number = static_cast<unsigned long>(line);
        const qsizetype begin = std::max<qsizetype>(span.begin, SendScintilla(SCI_GETLINEINDENTPOSITION, number));
        const qsizetype end = std::min<qsizetype>(span.end, SendScintilla(SCI_GETLINEENDPOSITION, number));
        const int y = at(SCI_POINTYFROMPOSITION, begin);
        if (y > viewport()->height()) return;
        if (begin >= end || !SendScintilla(SCI_GETLINEVISIBLE, number)) continue;
        const int x = at(SCI_POINTXFROMPOSITION, begin);
        // What is short at the end of a line does not tell that it is.
        const bool atEnd = end == SendScintilla(SCI_GETLINEENDPOSITION, number);
        const int width = std::max(at(SCI_POINTXFROMPOSITION, end) - x, atEnd ? int(dots * pitch) : 0);
        const QRectF box(x, y, width, height);
        painter.fillRect(box, line == lineOf(caret()) ? t.accentGround : t.surface); // the corners too
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.sunk);
        painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), look::metric::grid, look::metric::grid);
        painter.setBrush(t.muted);
        for (int dot = 0; dot < dots && (dot + 1) * pitch <= box.width(); ++dot)
            painter.drawEllipse(QPointF(x + (dot + 0.5) * pitch, box.center().y()), radius, radius);
    }
}

} // namespace editor
