#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string>

namespace countersign::ledger {
class Record;
}

namespace countersign::audit {

/// CSV for people and their spreadsheets (RFC 4180: UTF-8, comma, CRLF, a header, quotes where needed). One row per
/// record: seq, time, kind, agent, user, action, resource, scope, outcome, reasons, approval, request, operator,
/// policy, id, leaf. Times are RFC 3339 in UTC, digests lower-case hex. Sets are joined by "; ": a resource as
/// key=value, a reason as its code, or code: text.
///
/// No cell becomes a formula (CWE-1236): one that begins with `=`, `+`, `-`, `@`, their full-width forms, tab, CR or
/// LF, after spaces or not, gets an apostrophe in front; so does such a beginning after a `;`, at which some
/// spreadsheets cut. Control, bidi and zero-width characters are spelt as by escapeControls(), so a row is always one
/// line. Both change the text: what must be exact is exported as JSON lines.
///
/// Values are appended whole, in time and space proportional to their length. Thread-safe.
void appendCsvHeader(std::string& out);
void appendCsvRow(std::string& out, std::uint64_t seq, const Digest& leaf, const ledger::Record& record);

} // namespace countersign::audit
