// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>
#include <memory>

namespace signoff {

// Owners of what OpenSSL allocates.
template <auto Free>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using PkeyHandle = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using PkeyContextHandle = std::unique_ptr<EVP_PKEY_CTX, FreedBy<EVP_PKEY_CTX_free>>;
using EcdsaSignatureHandle = std::unique_ptr<ECDSA_SIG, FreedBy<ECDSA_SIG_free>>;
using BignumHandle = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;
using BioHandle = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using X509Handle = std::unique_ptr<X509, FreedBy<X509_free>>;
using X509NameHandle = std::unique_ptr<X509_NAME, FreedBy<X509_NAME_free>>;
using CmsHandle = std::unique_ptr<CMS_ContentInfo, FreedBy<CMS_ContentInfo_free>>;
using ParamBuilderHandle = std::unique_ptr<OSSL_PARAM_BLD, FreedBy<OSSL_PARAM_BLD_free>>;
using ParamsHandle = std::unique_ptr<OSSL_PARAM, FreedBy<OSSL_PARAM_free>>;

}  // namespace signoff
