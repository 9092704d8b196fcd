#include "core/crypto/hash.h"
#include "core/crypto/mac.h"
#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

namespace countersign::policy::detail {

namespace {

using crypto::HashFunction;

template <HashFunction function>
BuiltinResult hash(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(context.step(text.size() / 16));
    return madeString(context, toHex(crypto::hashOf(function, asBytes(text))));
}

template <HashFunction function>
BuiltinResult hmac(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view key, stringOperand(arguments, 1));
    CHECK(context.step(text.size() / 16));
    return madeString(context, toHex(crypto::hmac(function, asBytes(key), asBytes(text))));
}

BuiltinResult hmacEqual(BuiltinContext&, Arguments arguments) {
    TRY(const std::string_view a, stringOperand(arguments, 0));
    TRY(const std::string_view b, stringOperand(arguments, 1));
    return Value::boolean(crypto::constantTimeEqual(asBytes(a), asBytes(b)));
}

constexpr Declaration kHash = takes({kString}, kString);
constexpr Declaration kHmac = takes({kString, kString}, kString);

constexpr std::array kTable = std::to_array<Builtin>({
    {"crypto.md5", kHash, hash<HashFunction::Md5>, "MD5 of the string, in hexadecimal. It protects nothing."},
    {"crypto.sha1", kHash, hash<HashFunction::Sha1>, "SHA-1 of the string, in hexadecimal. It protects nothing."},
    {"crypto.sha256", kHash, hash<HashFunction::Sha256>, "SHA-256 of the string, in hexadecimal."},
    {"crypto.hmac.md5", kHmac, hmac<HashFunction::Md5>, "HMAC-MD5 of the string under the key, in hexadecimal."},
    {"crypto.hmac.sha1", kHmac, hmac<HashFunction::Sha1>, "HMAC-SHA-1 of the string under the key, in hexadecimal."},
    {"crypto.hmac.sha256", kHmac, hmac<HashFunction::Sha256>,
     "HMAC-SHA-256 of the string under the key, in hexadecimal."},
    {"crypto.hmac.sha512", kHmac, hmac<HashFunction::Sha512>,
     "HMAC-SHA-512 of the string under the key, in hexadecimal."},
    {"crypto.hmac.equal", takes({kString, kString}, kBoolean), hmacEqual,
     "Whether two MACs are equal, in constant time."},
});

} // namespace

std::span<const Builtin> cryptoBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
