#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the throw-away certificates beside it, for tests only. Run it again to replace all of them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rm -f ./*.crt ./*.key

authority() { # NAME
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.crt" -days 36500 -subj "/CN=$1" 2>/dev/null
}

signed() { # NAME DAYS SAN KEY-OPTION...
    openssl req "${@:4}" -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -out "$1.crt" -days "$2" -extfile <(printf 'subjectAltName=%s' "$3") 2>/dev/null
    rm "$1.csr"
}

expired() { # only `openssl ca` takes dates
    local box; box=$(mktemp -d)
    touch "$box/index"
    printf '[ca]\ndefault_ca=own\n[own]\ndatabase=%s/index\nserial=%s/serial\nnew_certs_dir=%s\ndefault_md=sha256\npolicy=any\nx509_extensions=san\n[any]\ncommonName=supplied\n[san]\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n' "$box" "$box" "$box" >"$box/config"
    openssl req "${ec[@]}" -nodes -keyout expired.key -out "$box/csr" -subj /CN=expired 2>/dev/null
    openssl ca -batch -rand_serial -config "$box/config" -in "$box/csr" -cert ca.crt -keyfile ca.key -out expired.crt -notext \
        -startdate 20200101000000Z -enddate 20210102000000Z 2>/dev/null
    rm -r "$box"
}

ec=(-newkey ec -pkeyopt ec_paramgen_curve:P-256)
authority ca
authority other-ca
signed server 36500 DNS:localhost,IP:127.0.0.1 "${ec[@]}"
signed elsewhere 36500 DNS:elsewhere.example "${ec[@]}"
expired
openssl req -x509 "${ec[@]}" -nodes -keyout self.key -out self.crt -days 36500 -subj /CN=self -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
signed client-ec 36500 DNS:client "${ec[@]}"
signed client-rsa 36500 DNS:client -newkey rsa:2048
signed client-ed25519 36500 DNS:client -newkey ed25519
openssl ec -in client-ec.key -out client-ec-sec1.key 2>/dev/null
openssl rsa -in client-rsa.key -traditional -out client-rsa-pkcs1.key 2>/dev/null
openssl ec -in client-ec.key -aes128 -passout pass:secret -out client-encrypted.key 2>/dev/null
rm ca.srl other-ca.key 2>/dev/null || true
