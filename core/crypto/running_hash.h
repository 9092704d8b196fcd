#pragma once

#include "core/base/bytes.h"

#include <memory>

namespace countersign::crypto {

/// SHA-256 (FIPS 180-4) of something that comes piece by piece.
class RunningSha256 {
public:
    RunningSha256();
    ~RunningSha256();
    RunningSha256(const RunningSha256&) = delete;
    RunningSha256& operator=(const RunningSha256&) = delete;

    void add(ByteView piece);
    /// Of all pieces so far; more may follow.
    [[nodiscard]] Digest digest() const;

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace countersign::crypto
