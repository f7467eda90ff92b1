// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/placekeeper.h"

#include <algorithm>
#include <utility>

namespace app {

namespace {
constexpr int writeAfterMs = 500;
} // namespace

PlaceKeeper::PlaceKeeper(model::Document *document, const model::DocumentFiles *files, Worker *worker,
                         const model::PlaceMemory &memory)
    : m_document(document), m_files(files), m_worker(worker), m_memory(memory)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(writeAfterMs);
    connect(&m_timer, &QTimer::timeout, this, &PlaceKeeper::write);
    connect(document, &model::Document::changed, this, &PlaceKeeper::onChanged);
    // A new file gets its name when it is saved.
    connect(document, &model::Document::fileModifiedChanged, this, [this] {
        if (!m_document->pins().isEmpty()) schedule();
    });
}

PlaceKeeper::~PlaceKeeper()
{
    // The worker leaves out what it has not begun.
    if (const auto &kept = m_waiting ? m_waiting : m_inWork)
        tell(m_memory.remember(*kept->resources, kept->files, kept->pins));
}

void PlaceKeeper::onChanged(const model::ChangeSet &changes, model::Origin origin)
{
    const bool moved = std::ranges::any_of(
        changes.changes, [](const model::Change &change) { return std::holds_alternative<model::MoveChange>(change); });
    // What is opened or closed takes its places from the memory, or leaves them there.
    if (moved && !(origin == model::Origin::File && m_document->files().isEmpty())) schedule();
}

void PlaceKeeper::schedule()
{
    Kept kept{m_document->resources(), {}, m_document->pins()};
    for (const model::SourceFile &file : kept.resources->files())
        if (!m_files->stamp(file.path).isNull() || m_document->isReadOnly(file.path)) kept.files.append(file.path);
    m_waiting = std::move(kept);
    m_timer.start();
}

void PlaceKeeper::write()
{
    if (!m_waiting) return;
    m_inWork = std::exchange(m_waiting, std::nullopt);
    m_worker->run(this,
                  [this, memory = m_memory, kept = *m_inWork,
                   write = ++m_writes](const std::atomic_bool &) -> std::function<void()> {
                      const auto written = memory.remember(*kept.resources, kept.files, kept.pins);
                      return [this, written, write] {
                          if (write == m_writes) m_inWork.reset();
                          tell(written);
                      };
                  });
}

void PlaceKeeper::tell(const model::Result<void> &written)
{
    if (!written && !m_failing) Q_EMIT failed(written.error());
    m_failing = !written;
}

} // namespace app
