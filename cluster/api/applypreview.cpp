// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applypreview.h"

#include "cluster/api/requests.h"
#include "cluster/api/secretmask.h"

#include <QPointer>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;

// One item's questions, one after the other: the object as it is, the dry-run, and in a conflict the dry-run with
// force.
class ApplyPreview::Job
{
public:
    Job(Transport &transport, const ApplyItem &item, ApplyTarget target, const ApplyOptions &options)
        : m_transport(transport), m_item(item), m_target(std::move(target)), m_options(options), m_mask(item)
    {
        m_preview.source = item.source;
        m_preview.place = m_target.path();
    }

    std::function<void(const ItemPreview &)> done;
    std::function<void(int)> throttled;

    void start()
    {
        ask(getRequest(m_target.resource, m_target.ns, m_target.name),
            [this](const Reply &reply) { onCurrent(reply); });
    }

private:
    static constexpr int maxRepeats = 2;

    void ask(const Request &request, std::function<void(const Reply &)> then)
    {
        if (m_exchange) m_exchange.release()->deleteLater();
        m_exchange = std::make_unique<Exchange>(m_transport, request);
        QObject::connect(m_exchange.get(), &Exchange::throttled, m_exchange.get(), throttled);
        QObject::connect(m_exchange.get(), &Exchange::finished, m_exchange.get(),
                         [this, request, then = std::move(then)](const Reply &reply) {
                             // A connection that was idle may close just when it is used again. Nothing here writes.
                             const bool broke = !reply.ok() && reply.failure->status == 0 &&
                                                reply.failure->error.code == model::Error::Code::Unreachable;
                             if (broke && m_repeats++ < maxRepeats) return ask(request, then);
                             then(reply);
                         });
    }

    void onCurrent(const Reply &reply)
    {
        const int status = reply.ok() ? 200 : reply.failure->status;
        // Whoever may not read may still write.
        m_isUnknown = status == 403 && m_options.server;
        if (!reply.ok() && status != 404 && !m_isUnknown) return fail(*reply.failure);
        if (reply.ok() && !isObjectOf(reply.object, m_target)) return fail(notTheObject(m_target));
        m_current = reply.object;
        const QJsonObject metadata = m_current.value("metadata"_L1).toObject();
        m_preview.uid = metadata["uid"_L1].toString();
        m_preview.resourceVersion = metadata["resourceVersion"_L1].toString();
        if (m_options.server) return tryOut(false);
        m_preview.state = m_current.isEmpty() ? ItemPreview::State::Create : ItemPreview::State::Change;
        done(m_preview);
    }

    void tryOut(bool force)
    {
        const ApplyFlags flags{.fieldManager = QString::fromLatin1(fieldManager), .dryRun = true, .force = force};
        ask(applyRequest(m_target.resource, m_target.ns, m_target.name, m_item.body, flags),
            [this](const Reply &reply) { onTried(reply); });
    }

    void onTried(const Reply &reply)
    {
        m_preview.warnings += m_mask.masked(reply.warnings);
        m_preview.warnings.removeDuplicates();
        if (!reply.ok()) return onRefused(*reply.failure);
        if (!isObjectOf(reply.object, m_target)) return fail(notTheObject(m_target));
        if (!m_current.isEmpty()) m_preview.changes = diffObjects(m_current, reply.object);
        if (m_preview.conflicts.isEmpty() || m_options.force) m_preview.state = stateAfter(reply.head.status);
        done(m_preview);
    }

    ItemPreview::State stateAfter(int status) const
    {
        if (m_isUnknown) return status == 201 ? ItemPreview::State::Create : ItemPreview::State::Change;
        if (m_current.isEmpty()) return ItemPreview::State::Create;
        return m_preview.changes.isEmpty() ? ItemPreview::State::Same : ItemPreview::State::Change;
    }

    void onRefused(const ApiFailure &told)
    {
        const ApiFailure failure = m_mask.masked(readApplyFailure(told));
        const QList<FieldConflict> conflicts = conflictsOf(failure);
        const bool tryingForce = !m_preview.conflicts.isEmpty();
        if (conflicts.isEmpty() || tryingForce) return fail(failure);
        m_preview.state = ItemPreview::State::Conflict;
        m_preview.conflicts = conflicts;
        if (!m_options.force) m_preview.failure = failure;
        tryOut(true);
    }

    void fail(const ApiFailure &failure)
    {
        m_preview.failure = m_mask.masked(failure);
        const bool refused = failure.error.code == model::Error::Code::Invalid;
        m_preview.state = refused ? ItemPreview::State::Invalid : ItemPreview::State::Failed;
        done(m_preview);
    }

    Transport &m_transport;
    const ApplyItem &m_item;
    const ApplyTarget m_target;
    const ApplyOptions &m_options;
    const SecretMask m_mask;
    QJsonObject m_current;
    bool m_isUnknown = false; // whether there is one, and how it is
    int m_repeats = 0;
    ItemPreview m_preview;
    std::unique_ptr<Exchange> m_exchange;
};

QHash<int, QList<FieldConflict>> conflictsBySource(const QList<ItemPreview> &previews)
{
    QHash<int, QList<FieldConflict>> conflicts;
    for (const ItemPreview &preview : previews)
        if (!preview.conflicts.isEmpty()) conflicts.insert(preview.source, preview.conflicts);
    return conflicts;
}

ApplyPreview::ApplyPreview(Transport &transport, ApiResources resources, QList<ApplyItem> items, ApplyOptions options,
                           QObject *parent)
    : QObject(parent),
      m_transport(transport),
      m_resources(std::move(resources)),
      m_items(inApplyOrder(std::move(items))),
      m_options(std::move(options)),
      m_previews(m_items.size()),
      m_jobs(size_t(m_items.size()))
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_items.isEmpty()) Q_EMIT finished({});
            for (qsizetype i = 0; i < m_items.size(); ++i) preview(i);
        },
        Qt::QueuedConnection);
}

ApplyPreview::~ApplyPreview() = default;

bool ApplyPreview::createsNamespace(const QString &name) const
{
    return std::any_of(m_items.begin(), m_items.end(), [&](const ApplyItem &item) {
        return item.key.group.isEmpty() && item.key.kind == "Namespace"_L1 && item.key.name == name;
    });
}

void ApplyPreview::preview(qsizetype i)
{
    const ApplyItem &item = m_items[i];
    auto target = applyTarget(item, m_resources, m_options.defaultNamespace);
    if (!target) {
        const bool defined = std::any_of(m_items.begin(), m_items.end(),
                                         [&](const ApplyItem &other) { return definesKindOf(other, item); });
        const auto state = target.error().code == model::Error::Code::NotFound && defined
                               ? ItemPreview::State::AfterDefinition
                           : target.error().code == model::Error::Code::Invalid ? ItemPreview::State::Invalid
                                                                                : ItemPreview::State::Failed;
        done(i, {.source = item.source, .state = state, .failure = apiFailureOf(target.error())});
        return;
    }
    const QString ns = target->ns;
    auto &job = m_jobs[size_t(i)];
    job = std::make_unique<Job>(m_transport, item, std::move(target).value(), m_options);
    job->throttled = [this](int waitMs) { Q_EMIT throttled(waitMs); };
    job->done = [this, i, ns](ItemPreview preview) {
        if (preview.failure && lacksNamespace(*preview.failure) && createsNamespace(ns))
            preview.state = ItemPreview::State::AfterNamespace;
        done(i, std::move(preview));
    };
    job->start();
}

void ApplyPreview::done(qsizetype i, ItemPreview preview)
{
    m_previews[i] = std::move(preview);
    ++m_done;
    const QPointer<ApplyPreview> self(this);
    Q_EMIT progressed(m_done, int(m_items.size()));
    if (!self) return;
    if (m_done == m_items.size()) Q_EMIT finished(m_previews);
}

} // namespace cluster
