// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/practice/practicebar.h"

#include "app/shell/marks.h"
#include "cluster/api/exchange.h"
#include "look/tokens.h"
#include "look/tooltip.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace app {

namespace {

constexpr double speeds[] = {0.1, 0.5, 1, 2, 5, 10, 20, 50, 100};
constexpr qsizetype shownFaults = 3;
constexpr int listedAtMost = 100;
constexpr int barHeight = 36;

QToolButton *button(const QString &text, const QString &name, const QString &tip)
{
    auto *made = new QToolButton;
    made->setText(text);
    made->setAccessibleName(name);
    made->setToolTip(tip);
    made->setAutoRaise(true);
    return made;
}

QString literal(QString text) { return text.replace(u'&', QStringLiteral("&&")); } // no mnemonics in foreign names

QString textAt(const QJsonObject &object, const QString &part, const QString &field)
{
    return object.value(part).toObject().value(field).toString();
}

} // namespace

PracticeBar::PracticeBar(PracticeControl *control, ClusterLink *link, QWidget *parent)
    : QWidget(parent),
      m_control(control),
      m_link(link),
      m_pause(button({}, {}, {})),
      m_step(button(tr("Step"), tr("Let the next thing happen"), tr("Let the next thing happen, and stop again"))),
      m_break(button(tr("Break…"), tr("Break something on purpose"), tr("Break something on purpose, and watch"))),
      m_speed(new QComboBox),
      m_chips(new QWidget),
      m_chipRow(new QHBoxLayout(m_chips)),
      m_menu(new QMenu(this))
{
    setProperty("role", QStringLiteral("bar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(barHeight);
    setAccessibleName(tr("Practice cluster"));
    auto *title = new QLabel(tr("Practice cluster"));
    title->setProperty("role", QStringLiteral("caption"));
    m_speed->setAccessibleName(tr("Speed of its time"));
    m_speed->setToolTip(tr("How fast its time goes"));
    for (const double speed : speeds) m_speed->addItem(QStringLiteral("× %1").arg(speed), speed);
    m_break->setPopupMode(QToolButton::InstantPopup);
    m_break->setMenu(m_menu);
    m_chipRow->setContentsMargins(0, 0, 0, 0);
    m_chipRow->setSpacing(look::metric::gap);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(look::metric::gapWide, 0, look::metric::gapWide, 0);
    row->setSpacing(look::metric::gap);
    row->addWidget(title);
    row->addSpacing(look::metric::gap);
    row->addWidget(m_pause);
    row->addWidget(m_step);
    row->addWidget(m_speed);
    row->addStretch(1);
    row->addWidget(m_chips);
    row->addWidget(m_break);

    connect(m_pause, &QToolButton::clicked, this, [this] { m_control->setPaused(!m_control->isPaused()); });
    connect(m_step, &QToolButton::clicked, m_control, &PracticeControl::step);
    connect(m_speed, &QComboBox::activated, this, [this] { m_control->setSpeed(m_speed->currentData().toDouble()); });
    connect(m_menu, &QMenu::aboutToShow, this, &PracticeBar::fillMenu);
    connect(control, &PracticeControl::changed, this, &PracticeBar::update);
    update();
}

void PracticeBar::applyTheme() { update(); }

void PracticeBar::update()
{
    const bool isPaused = m_control->isPaused();
    m_pause->setText(isPaused ? tr("Go on") : tr("Pause"));
    m_pause->setAccessibleName(isPaused ? tr("Let time go on") : tr("Stop time"));
    m_pause->setToolTip(m_pause->accessibleName());
    m_step->setEnabled(isPaused);
    const auto known = std::ranges::find(speeds, m_control->speed());
    m_speed->setCurrentIndex(known == std::end(speeds) ? -1 : int(known - std::begin(speeds)));
    showFaults();
}

void PracticeBar::showFaults()
{
    while (QLayoutItem *item = m_chipRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto &faults = m_control->faults();
    for (qsizetype i = 0; i < std::min(faults.size(), shownFaults); ++i) {
        const PracticeControl::Fault &fault = faults[i];
        auto *chip = button(literal(fault.text) + QStringLiteral("  ✕"), tr("Mend: %1").arg(fault.text),
                            look::toolTipOf(tr("Broken on purpose: %1. Click to mend it.").arg(fault.text)));
        chip->setIcon(markPixmap(look::State::Warn));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(chip, &QToolButton::clicked, m_control, [control = m_control, id = fault.id] { control->mend(id); });
        m_chipRow->addWidget(chip);
    }
    if (faults.size() > shownFaults)
        m_chipRow->addWidget(new QLabel(tr("and %1 more").arg(faults.size() - shownFaults)));
}

void PracticeBar::addFault(QMenu *menu, const QString &text, const QString &kind, const QString &target, qint64 amount)
{
    connect(menu->addAction(text), &QAction::triggered, m_control,
            [control = m_control, kind, target, amount] { control->breakIt(kind, target, amount); });
}

void PracticeBar::fillMenu()
{
    m_menu->clear();
    QMenu *nodes = m_menu->addMenu(tr("A node"));
    connect(nodes, &QMenu::aboutToShow, this, [this, nodes] {
        fillFromList(nodes, QStringLiteral("/api/v1/nodes"), [this](QMenu *menu, const QJsonObject &node) {
            addNode(menu, textAt(node, QStringLiteral("metadata"), QStringLiteral("name")));
        });
    });
    QMenu *pods = m_menu->addMenu(tr("A pod"));
    connect(pods, &QMenu::aboutToShow, this, [this, pods] {
        const QString space =
            m_link->context().nameSpace.isEmpty() ? QStringLiteral("default") : m_link->context().nameSpace;
        fillFromList(pods, QStringLiteral("/api/v1/namespaces/%1/pods").arg(space),
                     [this](QMenu *menu, const QJsonObject &pod) { addPod(menu, pod); });
    });
    QMenu *components = m_menu->addMenu(tr("A component"));
    for (const QString &name : m_control->components())
        addFault(components, tr("Stop %1").arg(name), QStringLiteral("stop-component"), name);
    QMenu *server = m_menu->addMenu(tr("The API server"));
    addFault(server, tr("Make it slow"), QStringLiteral("slow-store"), {});
    addFault(server, tr("Refuse requests: too many (429)"), QStringLiteral("refuse-requests"), {}, 429);
    addFault(server, tr("Refuse requests: internal error (500)"), QStringLiteral("refuse-requests"), {}, 500);
    addFault(server, tr("Drop all watches"), QStringLiteral("drop-watches"), {});
    addFault(server, tr("Forget its history"), QStringLiteral("compact-history"), {});
    const auto &faults = m_control->faults();
    if (faults.isEmpty()) return;
    m_menu->addSeparator();
    for (const PracticeControl::Fault &fault : faults)
        connect(m_menu->addAction(tr("Mend: %1").arg(literal(fault.text))), &QAction::triggered, m_control,
                [control = m_control, id = fault.id] { control->mend(id); });
}

void PracticeBar::openMenuFor(const QString &space, const QString &name, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (space.isEmpty()) {
        addNodeFaults(menu, name);
    } else {
        addFault(menu, tr("Kill it"), QStringLiteral("kill-pod"), space + u'/' + name);
        addFault(menu, tr("Crash its first container"), QStringLiteral("crash-container"), space + u'/' + name + u'/');
    }
    menu->popup(at);
}

void PracticeBar::fillFromList(QMenu *menu, const QString &path,
                               const std::function<void(QMenu *menu, const QJsonObject &item)> &add)
{
    if (!m_link->isOpen()) return;
    menu->clear();
    menu->addAction(tr("Asking…"))->setEnabled(false);
    cluster::Request request;
    request.path = path + QStringLiteral("?limit=%1").arg(listedAtMost);
    m_list = std::make_unique<cluster::Exchange>(*m_link->requests(), request);
    connect(m_list.get(), &cluster::Exchange::finished, menu, [menu, add](const cluster::Reply &reply) {
        menu->clear();
        for (const QJsonValue &item : reply.object.value(QStringLiteral("items")).toArray()) add(menu, item.toObject());
        if (menu->isEmpty())
            menu->addAction(reply.ok() ? tr("There is none") : reply.failure->error.message)->setEnabled(false);
    });
}

void PracticeBar::addNode(QMenu *menu, const QString &node) { addNodeFaults(menu->addMenu(literal(node)), node); }

void PracticeBar::addNodeFaults(QMenu *one, const QString &node)
{
    addFault(one, tr("Stop its kubelet"), QStringLiteral("stop-kubelet"), node);
    addFault(one, tr("Lose it, with all that runs there"), QStringLiteral("lose-node"), node);
    addFault(one, tr("Cut it off from the API server"), QStringLiteral("partition-node"), node);
    addFault(one, tr("Let it run out of memory"), QStringLiteral("press-memory"), node);
    addFault(one, tr("Drain it"), QStringLiteral("drain-node"), node);
}

void PracticeBar::addPod(QMenu *menu, const QJsonObject &pod)
{
    const QString name = textAt(pod, QStringLiteral("metadata"), QStringLiteral("name"));
    const QString key = textAt(pod, QStringLiteral("metadata"), QStringLiteral("namespace")) + u'/' + name;
    QMenu *one = menu->addMenu(literal(name));
    addFault(one, tr("Kill it"), QStringLiteral("kill-pod"), key);
    for (const QJsonValue &value :
         pod.value(QStringLiteral("spec")).toObject().value(QStringLiteral("containers")).toArray()) {
        const QString container = value[QStringLiteral("name")].toString();
        const QString image = value[QStringLiteral("image")].toString();
        addFault(one, tr("Crash its container %1").arg(literal(container)), QStringLiteral("crash-container"),
                 key + u'/' + container);
        addFault(one, tr("Make %1 impossible to pull").arg(literal(image)), QStringLiteral("break-image"), image);
    }
}

} // namespace app
