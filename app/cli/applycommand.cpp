// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/applycommand.h"

#include "app/apply/serverproblems.h"
#include "app/apply/words.h"
#include "app/cli/commands.h"
#include "app/cli/report.h"
#include "app/cli/talk.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

using namespace cluster;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 defaultWaitMs = 5 * 60 * 1000;
constexpr int discoverySilenceMs = 7000; // the server has just answered the probe

QString kubectlWordOf(ItemResult::State state)
{
    switch (state) {
    case ItemResult::State::Created: return u"created"_s;
    case ItemResult::State::Configured: return u"configured"_s;
    case ItemResult::State::Unchanged: return u"unchanged"_s;
    default: return {};
    }
}

bool isWritten(const ItemResult &result) { return !kubectlWordOf(result.state).isEmpty(); }

// Kubectl's words. What the server could not try, because this apply makes what it needs, will be created.
QString kubectlWordOf(ItemPreview::State state)
{
    switch (state) {
    case ItemPreview::State::Create:
    case ItemPreview::State::AfterNamespace:
    case ItemPreview::State::AfterDefinition: return u"created"_s;
    case ItemPreview::State::Change: return u"configured"_s;
    case ItemPreview::State::Same: return u"unchanged"_s;
    default: return {};
    }
}

} // namespace

ApplyCommand::ApplyCommand(const Arguments &arguments, const Inputs &inputs, ClusterAccess access)
    : m_arguments(arguments),
      m_resources(inputs.resources),
      m_access(std::move(access)),
      m_transport(m_access.makeTransport())
{
    const QString dryRun = arguments.has("dry-run") ? arguments.value("dry-run", u"server"_s) : u"none"_s;
    if (dryRun == "server"_L1) m_dryRun = DryRun::Server;
    if (dryRun == "client"_L1) m_dryRun = DryRun::Client;
    m_options.defaultNamespace = m_access.nameSpace;
    m_options.force = arguments.has("force-conflicts");
    m_options.server = m_dryRun != DryRun::Client;
    connect(&m_signals, &StopSignals::stopAsked, this, &ApplyCommand::onStopAsked);
}

int ApplyCommand::run()
{
    say(tr("applying to %1").arg(m_access.describe()));
    if (!collectItems()) {
        complain(tr("nothing was written: some manifests cannot be applied"));
        return 1;
    }
    m_probe = probeServer(*m_transport, [this](const std::optional<model::Error> &error) { onProbed(error); });
    return QCoreApplication::exec();
}

bool ApplyCommand::collectItems()
{
    bool fine = true;
    const auto &resources = m_resources->resources();
    const QString asked = m_arguments.value("namespace");
    for (size_t i = 0; i < resources.size(); ++i) {
        const model::Resource &resource = resources[i];
        auto item = applyItemOf(resource, int(i));
        std::optional<model::Error> error;
        if (!item)
            error = item.error();
        else if (!asked.isEmpty() && !resource.key.ns.isEmpty() && resource.key.ns != asked) // as kubectl has it
            error = {model::Error::Code::Invalid,
                     tr("its namespace “%1” is not that of --namespace, “%2”").arg(resource.key.ns, asked)};
        if (!error) {
            m_items += *std::move(item);
            continue;
        }
        for (model::Problem &problem : serverProblems(resource, apiFailureOf(*error), {})) {
            problem.rule = u"not-sent"_s;
            putLine(problemLine(problem));
        }
        fine = false;
    }
    m_items = inApplyOrder(std::move(m_items));
    for (qsizetype i = 0; i < m_items.size(); ++i) m_itemOf[m_items[i].source] = i;
    return fine;
}

void ApplyCommand::onProbed(const std::optional<model::Error> &error)
{
    if (error) return exit(cannotRun(error->toString()));
    m_discovery = std::make_unique<Discovery>(*m_transport, nullptr, discoverySilenceMs);
    connect(m_discovery.get(), &Discovery::throttled, this, &ApplyCommand::onThrottled);
    connect(m_discovery.get(), &Discovery::finished, this, &ApplyCommand::onDiscovered);
}

void ApplyCommand::onDiscovered(const Discovered &discovered)
{
    for (const QString &warning : discovered.warnings) say(tr("warning: %1").arg(inertText(warning)));
    if (discovered.failure) return exit(cannotRun(discovered.failure->error.toString()));
    m_kinds = discovered.resources;
    m_preview = std::make_unique<ApplyPreview>(*m_transport, m_kinds, m_items, m_options);
    connect(m_preview.get(), &ApplyPreview::throttled, this, &ApplyCommand::onThrottled);
    connect(m_preview.get(), &ApplyPreview::finished, this, &ApplyCommand::onPreviewed);
}

void ApplyCommand::onPreviewed(const QList<ItemPreview> &previews)
{
    int refused = 0;
    for (const ItemPreview &preview : previews) {
        tellWarnings(preview.source, preview.warnings);
        if (!kubectlWordOf(preview.state).isEmpty()) continue;
        ++refused;
        tellProblems(preview.source, preview.failure, preview.conflicts);
    }
    if (refused > 0) {
        complain(tr("nothing was written: %1 of %2 objects were refused").arg(refused).arg(previews.size()));
        return exit(1);
    }
    if (m_dryRun != DryRun::None) return tellDryRun(previews);
    if (m_arguments.has("wait"))
        prepareWait();
    else
        write();
}

void ApplyCommand::tellDryRun(const QList<ItemPreview> &previews)
{
    const QString kind = m_dryRun == DryRun::Server ? u" (server dry run)"_s : u" (dry run)"_s;
    for (const ItemPreview &preview : previews) {
        const auto target = targetOf(preview.source);
        const QString title = target ? target->title() : titleOf(m_items[m_itemOf.value(preview.source)]);
        putLine(inertText(title) + u' ' + kubectlWordOf(preview.state) + kind);
        if (preview.state != ItemPreview::State::Change) continue;
        for (const cluster::FieldChange &change : preview.changes) {
            const QString owners = change.owners.join(u", "_s);
            putLine(u"  "_s + inertText(change.path.toString()) + u": "_s +
                    inertText(textOf(change.before, change.hidden)) + u" → "_s +
                    inertText(textOf(change.after, change.hidden)) +
                    (owners.isEmpty() ? QString() : inertText(tr(" (owned by %1)").arg(owners))));
        }
    }
    exit(0);
}

void ApplyCommand::prepareWait()
{
    QList<ApplyTarget> targets;
    for (const ApplyItem &item : std::as_const(m_items))
        if (const auto target = targetOf(item.source)) targets += *target;
    const qint64 timeoutMs = m_arguments.duration("wait").value_or(defaultWaitMs);
    m_reconciliation = std::make_unique<Reconciliation>(m_access, targets, timeoutMs);
    connect(m_reconciliation.get(), &Reconciliation::listed, this, &ApplyCommand::write);
    connect(m_reconciliation.get(), &Reconciliation::finished, this, &ApplyCommand::onReconciled);
}

void ApplyCommand::write()
{
    if (m_reconciliation) m_reconciliation->begin();
    m_run = std::make_unique<ApplyRun>(*m_transport, m_kinds, m_items, m_options);
    connect(m_run.get(), &ApplyRun::throttled, this, &ApplyCommand::onThrottled);
    connect(m_run.get(), &ApplyRun::applied, this, &ApplyCommand::onApplied);
    connect(m_run.get(), &ApplyRun::finished, this, &ApplyCommand::onWritten);
}

void ApplyCommand::onApplied(const ItemResult &result)
{
    if (result.state == ItemResult::State::Skipped) return putLine(inertText(result.title) + u" not tried"_s);
    if (!isWritten(result)) return tellProblems(result.source, result.failure, result.conflicts);
    ++m_written;
    putLine(inertText(result.title) + u' ' + kubectlWordOf(result.state));
    const auto target = targetOf(result.source);
    if (m_reconciliation && target) m_reconciliation->wrote(*target, result);
}

void ApplyCommand::onWritten(const QList<ItemResult> &results)
{
    if (m_written < results.size()) {
        complain(tr("%1 of %2 objects were not written").arg(results.size() - m_written).arg(results.size()));
        return exit(1);
    }
    if (m_reconciliation)
        m_reconciliation->await();
    else
        exit(0);
}

void ApplyCommand::onReconciled(bool ready)
{
    if (ready) {
        say(tr("all %1 objects are ready after %2 s").arg(m_written).arg(m_reconciliation->seconds(), 0, 'f', 1));
        return exit(0);
    }
    const QStringList lines = m_reconciliation->unready();
    complain(tr("not ready after %1 s: %2 of %3 objects")
                 .arg(m_reconciliation->seconds(), 0, 'f', 1)
                 .arg(lines.size())
                 .arg(m_written));
    for (const QString &line : lines) say(line);
    exit(1);
}

void ApplyCommand::onStopAsked()
{
    if (m_run && m_written < m_items.size()) m_run.reset(); // after the request that is under way, if there is one
    complain(tr("stopped: %1 of %2 objects were written for certain").arg(m_written).arg(m_items.size()));
    exit(1);
}

// Many requests may be told to wait at the same time.
void ApplyCommand::onThrottled(int waitMs)
{
    constexpr qint64 onceInMs = 1000;
    if (m_sinceThrottled.isValid() && m_sinceThrottled.elapsed() < onceInMs) return;
    m_sinceThrottled.start();
    tellOfWait(waitMs);
}

void ApplyCommand::tellProblems(int source, const std::optional<ApiFailure> &failure,
                                const QList<FieldConflict> &conflicts)
{
    for (model::Problem &problem : serverProblems(m_resources->resources()[size_t(source)], failure, conflicts)) {
        if (problem.rule == "server-conflict"_L1) problem.fix = tr("--force-conflicts takes it over");
        putLine(problemLine(problem));
    }
}

void ApplyCommand::tellWarnings(int source, const QStringList &warnings)
{
    const model::Resource &resource = m_resources->resources()[size_t(source)];
    for (const QString &warning : warnings)
        say(inertText(tr("warning: %1: %2: %3").arg(resource.file, resource.key.title(), warning)));
}

std::optional<ApplyTarget> ApplyCommand::targetOf(int source) const
{
    auto target = applyTarget(m_items[m_itemOf.value(source)], m_kinds, m_options.defaultNamespace);
    return target ? std::optional(*std::move(target)) : std::nullopt;
}

void ApplyCommand::exit(int status) { QCoreApplication::exit(status); }

int runApply(const Arguments &arguments)
{
    const QStringList paths = arguments.values("filename") + arguments.paths();
    if (paths.isEmpty()) return cannotRun(ApplyCommand::tr("apply: -f PATH is missing"));
    const Inputs inputs =
        readInputs(paths, arguments.has("recursive") ? model::Folders::Recursive : model::Folders::Flat);
    if (!inputs.report()) return 2;
    bool broken = false;
    model::Problems found = inputs.resources->problems();
    inputs.relocate(found);
    found.insert(found.end(), inputs.problems.begin(), inputs.problems.end());
    for (const model::Problem &problem : found) {
        putLine(problemLine(problem));
        broken = broken || problem.severity == model::Severity::Error;
    }
    if (!inputs.apart.empty()) {
        complain(ApplyCommand::tr("nothing was written: others define the same objects as %1; name one of them")
                     .arg(inputs.apartNames()));
        return 1;
    }
    if (broken) {
        complain(ApplyCommand::tr("nothing was written: some manifests cannot be read"));
        return 1;
    }
    if (inputs.isEmpty()) return 0;
    auto access = ClusterAccess::open(arguments);
    if (!access) return cannotRun(access.error().toString());
    return ApplyCommand(arguments, inputs, *std::move(access)).run();
}

} // namespace app
