#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string>

namespace countersign::ledger {
class Record;
}

namespace countersign::audit {

/// JSON lines, exact: per record one line `{"leaf":HEX,"record":RECORD,"seq":N}` and LF, where RECORD is the record's
/// canonical bytes (RFC 8785, as the leaf hash covers them) and the line itself is canonical too. Characters that RFC
/// 8785 does not escape (bidi controls, U+2028) stand as they are: a program that shows them escapes them.
///
/// Appended in time and space proportional to the record's length. Thread-safe.
void appendJsonLine(std::string& out, std::uint64_t seq, const Digest& leaf, const ledger::Record& record);

} // namespace countersign::audit
