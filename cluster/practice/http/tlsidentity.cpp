// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpserver.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>

namespace practice {
namespace {

template<auto free>
struct Freer
{
    template<typename T>
    void operator()(T *object) const
    {
        free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free_all>>;

constexpr qint64 hourSeconds = 3600;
constexpr qint64 yearSeconds = 365 * 24 * hourSeconds;

struct ExtensionText
{
    int id;
    const char *text;
};
constexpr std::array authorityExtensions{
    ExtensionText{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
    ExtensionText{NID_key_usage, "critical,digitalSignature,keyCertSign,cRLSign"},
    ExtensionText{NID_subject_key_identifier, "hash"},
};
constexpr std::array serverExtensions{
    ExtensionText{NID_basic_constraints, "critical,CA:FALSE"},
    ExtensionText{NID_key_usage, "critical,digitalSignature"},
    ExtensionText{NID_ext_key_usage, "serverAuth"},
    ExtensionText{NID_subject_key_identifier, "hash"},
    ExtensionText{NID_authority_key_identifier, "keyid:always"},
    ExtensionText{NID_subject_alt_name,
                  "DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,"
                  "IP:127.0.0.1,IP:::1"},
};

// 127 random bits: positive, and the same number never comes twice.
bool setSerial(X509 *certificate)
{
    const Number number(BN_new());
    return number && BN_rand(number.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool setName(X509_NAME *name, const char *commonName)
{
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(commonName), -1,
                                      -1, 0) == 1;
}

bool setValidity(X509 *certificate, qint64 nowMs)
{
    const qint64 from = nowMs / 1000 - hourSeconds;
    return ASN1_TIME_set(X509_getm_notBefore(certificate), time_t(from)) &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), time_t(from + yearSeconds));
}

template<std::size_t n>
bool addExtensions(X509 *certificate, X509 *issuer, const std::array<ExtensionText, n> &extensions)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    for (const ExtensionText &text : extensions) {
        const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, text.id, text.text));
        if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) return false;
    }
    return true;
}

// issuer null: signed by itself. Null when libcrypto refuses.
template<std::size_t n>
Certificate makeCertificate(const char *commonName, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey, qint64 nowMs,
                            const std::array<ExtensionText, n> &extensions)
{
    Certificate certificate(X509_new());
    if (!certificate) return {};
    X509 *raw = certificate.get();
    const bool filled = X509_set_version(raw, X509_VERSION_3) == 1 && setSerial(raw) &&
                        setName(X509_get_subject_name(raw), commonName) && setValidity(raw, nowMs) &&
                        X509_set_issuer_name(raw, X509_get_subject_name(issuer ? issuer : raw)) == 1 &&
                        X509_set_pubkey(raw, key) == 1 && addExtensions(raw, issuer ? issuer : raw, extensions) &&
                        X509_sign(raw, issuerKey, EVP_sha256()) > 0;
    return filled ? std::move(certificate) : Certificate();
}

QByteArray textOf(BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, size};
}

QByteArray pem(X509 *certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1) return {};
    return textOf(memory.get());
}

QByteArray pem(EVP_PKEY *key)
{
    const Memory memory(BIO_new(BIO_s_secmem()));
    if (!memory || PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) return {};
    return textOf(memory.get());
}

model::Error refusal()
{
    std::array<char, 256> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    ERR_clear_error();
    return {model::Error::Code::Unsupported, QStringLiteral("no certificate can be made for the practice cluster"),
            std::nullopt, QByteArray(reason.data())};
}

} // namespace

model::Result<TlsIdentity> TlsIdentity::make(qint64 nowMs)
{
    const Key authorityKey(EVP_EC_gen("P-256"));
    const Key serverKey(EVP_EC_gen("P-256"));
    if (!authorityKey || !serverKey) return refusal();
    const Certificate authority = makeCertificate("kubewright-practice-ca", authorityKey.get(), nullptr,
                                                  authorityKey.get(), nowMs, authorityExtensions);
    if (!authority) return refusal();
    const Certificate server = makeCertificate("kube-apiserver", serverKey.get(), authority.get(), authorityKey.get(),
                                               nowMs, serverExtensions);
    if (!server) return refusal();
    TlsIdentity identity{pem(authority.get()), pem(server.get()), pem(serverKey.get())};
    if (identity.authority.isEmpty() || identity.certificate.isEmpty() || identity.key.isEmpty()) return refusal();
    return identity;
}

} // namespace practice
