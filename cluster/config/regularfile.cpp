// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/regularfile.h"

#include "model/base/say.h"

#include <QFile>
#include <QScopeGuard>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace cluster {

using model::Error;

namespace {

using model::say;

Error fileError(Error::Code code, const QString &message, const QString &path)
{
    return {code, message, model::Location{path}};
}

Error systemError(int number, const QString &path)
{
    if (number == ENOENT) return fileError(Error::Code::NotFound, say("there is no such file"), path);
    return fileError(Error::Code::Io, say("the file can't be read: %1").arg(qt_error_string(number)), path);
}

} // namespace

// POSIX calls because QFile would wait for ever in open() on a FIFO that nobody writes to.
model::Result<QByteArray> readRegularFile(const QString &path, qint64 maxBytes)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return systemError(errno, path);
    const auto closer = qScopeGuard([file] { ::close(file); });

    struct stat status;
    if (::fstat(file, &status) != 0) return systemError(errno, path);
    if (!S_ISREG(status.st_mode)) return fileError(Error::Code::Invalid, say("this is not a regular file"), path);
    const auto tooLarge = [&] {
        return fileError(Error::Code::TooLarge, say("the file is larger than %1 bytes").arg(maxBytes), path);
    };
    if (status.st_size > maxBytes) return tooLarge();

    // Files of /proc say 0 and grow while they are read; so may any other.
    QByteArray content(qsizetype(status.st_size) + 1, Qt::Uninitialized);
    qsizetype used = 0;
    while (true) {
        const ssize_t count = ::read(file, content.data() + used, size_t(content.size() - used));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return systemError(errno, path);
        if (count == 0) break;
        used += count;
        if (used > maxBytes) return tooLarge();
        if (used == content.size()) content.resize(content.size() * 2 + 4096);
    }
    content.resize(used);
    return content;
}

} // namespace cluster
