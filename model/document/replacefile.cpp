// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/replacefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace model {

namespace {

Error notSaved(const QString &path, const QString &why)
{
    return {Error::Code::Io, QCoreApplication::translate("Files", "cannot be saved: %1").arg(why), Location{path}};
}

Error notSaved(const QString &path, int error) { return notSaved(path, qt_error_string(error)); }

// 0, or errno.
int writeAll(int descriptor, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t count = ::pwrite(descriptor, bytes.constData() + done, size_t(bytes.size() - done), done);
        if (count < 0 && errno != EINTR) return errno;
        if (count > 0) done += count;
    }
    return ::ftruncate(descriptor, bytes.size()) == 0 ? 0 : errno;
}

// 0, or errno. Some file systems have nothing to force.
int forceToDisk(int descriptor)
{
    if (::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOSYS) return 0;
    return errno;
}

Result<void> overwrite(const QString &path, const QByteArray &bytes, qsizetype oldSize)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return notSaved(path, errno);
    // Without the space, the old bytes would be half gone when the disk is full.
    int error = bytes.size() > oldSize ? ::posix_fallocate(descriptor, 0, bytes.size()) : 0;
    if (error != 0) {
        if (::ftruncate(descriptor, oldSize) != 0) error = errno;
    } else {
        error = writeAll(descriptor, bytes);
        if (error == 0) error = forceToDisk(descriptor);
    }
    if (::close(descriptor) != 0 && error == 0) error = errno;
    if (error != 0) return notSaved(path, error);
    return {};
}

// A new file that is renamed over the old one would belong to somebody else, and cannot be given away.
bool losesOwner(const QSaveFile &file, const struct stat &old)
{
    struct stat fresh = {};
    if (::fstat(file.handle(), &fresh) != 0) return true;
    if (fresh.st_uid == old.st_uid && fresh.st_gid == old.st_gid) return false;
    return ::fchown(file.handle(), old.st_uid, old.st_gid) != 0 || ::fchmod(file.handle(), old.st_mode & 07777) != 0;
}

} // namespace

Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    struct stat old = {};
    const bool exists = ::stat(QFile::encodeName(path).constData(), &old) == 0;
    if (!exists && errno != ENOENT) return notSaved(path, errno);
    if (exists && !S_ISREG(old.st_mode))
        return Error{Error::Code::Unsupported, QCoreApplication::translate("Files", "this is not a regular file"),
                     Location{path}};
    if (exists && old.st_nlink > 1) return overwrite(path, bytes, old.st_size);

    QSaveFile file(path);
    // A buffer would be written by commit(), which renames the file even when that fails.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
        const QString folder = QFileInfo(QFileInfo(path).canonicalFilePath()).path();
        const bool folderRefuses = exists && ::access(QFile::encodeName(folder).constData(), W_OK) != 0;
        if (folderRefuses) return overwrite(path, bytes, old.st_size);
        return notSaved(path, file.errorString());
    }
    if (exists && losesOwner(file, old)) {
        file.cancelWriting();
        return overwrite(path, bytes, old.st_size);
    }
    // A disk that fills up takes a part without a word; only asking again tells why.
    for (qsizetype done = 0; done < bytes.size();) {
        const qint64 count = file.write(bytes.constData() + done, bytes.size() - done);
        if (count <= 0) return notSaved(path, file.errorString());
        done += count;
    }
    if (const int error = forceToDisk(file.handle())) return notSaved(path, error);
    if (!file.commit()) return notSaved(path, file.errorString());
    return {};
}

} // namespace model
