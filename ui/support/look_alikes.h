#pragma once

namespace countersign::ui {

/// Whether the character, outside ASCII, is commonly drawn like one of ASCII that means something else in ids,
/// commands, paths and queries (after UTS #39, what stands in for a single ASCII character): a dot leader for a dot, a
/// division slash for a slash, letters of phonetics, Roman numerals, full-width and mathematical forms. Letters of
/// another script that people write in are not among them: see isTwin().
[[nodiscard]] bool isLookAlike(char32_t c);

/// Whether this letter of Cyrillic, Greek or another script is drawn like a Latin one. A word of nothing else reads as
/// a Latin word.
[[nodiscard]] bool isTwin(char32_t c);

} // namespace countersign::ui
