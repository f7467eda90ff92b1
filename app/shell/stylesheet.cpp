// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/stylesheet.h"

namespace app {

namespace {

// @name is replaced by a token.
const char *const sheet = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 6px; }
QMainWindow, QDialog { background: @surface; }
QWidget[role="bar"] { background: @surface; border-bottom: 1px solid @line; }
QWidget[role="rail"] { background: @surface; border-right: 1px solid @line; }
QWidget[role="status"] { background: @surface; border-top: 1px solid @line; }
QWidget[role="panel"] { background: @surface; }
QWidget[role="panel-left"] { background: @surface; border-left: 1px solid @line; }
QWidget[role="panel-top"] { background: @surface; border-top: 1px solid @line; }
QLabel[role="caption"] { color: @muted; font-size: 11px; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="problem"] { color: @bad; font-size: 11px; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="heading"] { font-size: 16px; font-weight: 600; }
QLabel[role="mono"] { font-family: "@mono"; font-size: 12px; }
QLabel[role="notice"] { background: @accentGround; color: @text; border-radius: 6px; padding: 8px 12px; }
QLabel[role="warning"] { color: @warn; border: 1px solid @warn; border-radius: 6px; padding: 7px 11px; }
QLabel[role="failure"] { background: @surface; color: @bad; border: 1px solid @bad; border-radius: 6px; padding: 7px 11px; }
QPushButton { background: @raised; color: @text; border: 1px solid @line; border-radius: 6px; padding: 5px 12px; min-height: 18px; }
QPushButton:hover { background: @sunk; }
QPushButton:focus { border: 2px solid @accent; padding: 4px 11px; }
QPushButton:disabled { color: @faint; }
QPushButton[role="primary"] { background: @accent; color: @surface; border-color: @accent; font-weight: 600; padding: 5px 18px; }
QPushButton[role="primary"]:focus { border: 2px solid @text; padding: 4px 17px; }
QPushButton[role="primary"]:hover { background: @text; border-color: @text; }
QPushButton[role="primary"]:disabled { background: @sunk; color: @faint; border-color: @line; }
QPushButton[role="link"] { background: transparent; border: none; color: @accent; font-weight: 600; padding: 2px 4px; }
QPushButton[role="link"]:focus { border: 1px solid @accent; padding: 1px 3px; }
QPushButton[role="link"]:hover { color: @text; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; }
QToolButton:hover { background: @sunk; }
QToolButton:focus { border-color: @accent; }
QToolButton:checked { background: @accentGround; color: @accent; font-weight: 600; }
QToolButton:disabled { color: @faint; }
QToolButton[role="filter"] { color: @muted; padding: 3px 8px; }
QToolButton[role="filter"]:checked { background: @sunk; color: @text; font-weight: normal; }
QToolButton[role="filter"]:focus { border-color: @accent; }
QToolButton[popupMode="2"]::menu-indicator, QToolButton[popupMode="1"]::menu-indicator { image: none; }
QFileDialog QToolButton { padding: 3px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolButton[role="rail-button"] { font-size: 11px; padding: 6px 2px; color: @muted; }
QToolButton[role="rail-button"]:checked { color: @accent; }
QLineEdit, QSpinBox, QComboBox, QPlainTextEdit, QTextEdit { background: @surface; color: @text; border: 1px solid @faint; border-radius: 6px;
    padding: 4px 8px; selection-background-color: @accent; selection-color: @surface; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border-color: @accent; }
QLineEdit:read-only { background: @sunk; }
QLineEdit[role="search"] { background: @sunk; border-color: @sunk; padding: 5px 12px; }
QLineEdit[role="search"]:focus { border-color: @accent; background: @surface; }
QLineEdit[role="mono"] { font-family: "@mono"; font-size: 12px; }
QLineEdit[invalid="true"] { border-color: @bad; }
QComboBox[role="filter"] { background: transparent; border-color: transparent; padding: 3px 8px; color: @muted; }
QComboBox[role="filter"]:hover { background: @sunk; }
QComboBox[role="filter"]:focus { border-color: @accent; }
QTextBrowser[role="page"] { border: none; padding: 0; background: @surface; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(:/icons/chevron.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @line; selection-background-color: @accentGround; selection-color: @text; }
QMenu { background: @raised; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accentGround; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenuBar { background: @surface; color: @text; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: @sunk; }
QTabBar { background: @surface; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; padding: 9px 4px 7px 4px; margin: 0 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @text; }
QTabWidget::pane { border: none; }
QTreeView, QTableView, QListView { background: @surface; color: @text; border: none; outline: none; alternate-background-color: @surface;
    selection-background-color: @accentGround; selection-color: @text; }
QListView[role="popup"] { border: 1px solid @line; background: @raised; }
QTreeView::item, QListView::item { padding: 4px; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: @sunk; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: @accentGround; color: @text; }
QHeaderView { background: @surface; }
QHeaderView::section { background: @surface; color: @muted; border: none; border-bottom: 1px solid @line; padding: 6px 8px; font-size: 11px; }
QTableView { gridline-color: @line; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QAbstractScrollArea::corner { background: @surface; border: none; }
QScrollArea { border: none; background: @surface; }
QScrollArea > QWidget > QWidget { background: @surface; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 1px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCheckBox { color: @text; spacing: 8px; }
QGroupBox { border: none; margin-top: 20px; color: @muted; font-size: 11px; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
)";

} // namespace

QString styleSheet(const look::Tokens &t)
{
    QString text = QString::fromLatin1(sheet);
    const std::pair<QString, QString> values[] = {{QStringLiteral("@accentGround"), t.accentGround.name()},
                                                  {QStringLiteral("@accent"), t.accent.name()},
                                                  {QStringLiteral("@surface"), t.surface.name()},
                                                  {QStringLiteral("@raised"), t.raised.name()},
                                                  {QStringLiteral("@sunk"), t.sunk.name()},
                                                  {QStringLiteral("@line"), t.line.name()},
                                                  {QStringLiteral("@text"), t.text.name()},
                                                  {QStringLiteral("@muted"), t.muted.name()},
                                                  {QStringLiteral("@faint"), t.faint.name()},
                                                  {QStringLiteral("@warn"), t.warn.name()},
                                                  {QStringLiteral("@bad"), t.bad.name()},
                                                  {QStringLiteral("@mono"), look::font(look::Text::Mono).family()}};
    for (const auto &[name, value] : values) text.replace(name, value);
    return text;
}

} // namespace app
