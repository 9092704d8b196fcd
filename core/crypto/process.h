#pragma once

namespace countersign::crypto {

/// For a program that has keys in its memory, first of all: no core file, no other program of the same user looks at
/// that memory, no file that it makes is for others.
void guardProcess();

} // namespace countersign::crypto
