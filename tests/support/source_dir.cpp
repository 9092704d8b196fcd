#include "tests/support/source_dir.h"

namespace countersign {

QString sourcePath(std::string_view relative) {
    return QStringLiteral(COUNTERSIGN_SOURCE_DIR "/") +
           QString::fromUtf8(relative.data(), static_cast<qsizetype>(relative.size()));
}

} // namespace countersign
