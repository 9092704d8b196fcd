#include "core/store/read_store.h"

#include "core/store/files_p.h"
#include "core/store/sql_read_store_p.h"

namespace countersign::store {

namespace {

class FileReadStore final : public SqlReadStore {
public:
    explicit FileReadStore(std::unique_ptr<Connection> connection)
        : SqlReadStore(*connection), m_own(std::move(connection)) {}

private:
    std::unique_ptr<Connection> m_own;
};

/// Every file is open once the meta row was read.
Result<std::unique_ptr<ReadStore>> openAt(const std::string& path) {
    TRY(auto connection, Connection::open(path, Access::Read));
    std::unique_ptr<ReadStore> store = std::make_unique<FileReadStore>(std::move(connection));
    CHECK(store->meta());
    return store;
}

/// The copy's names are gone before this returns, so a killed reader leaves none behind.
Result<std::unique_ptr<ReadStore>> openCopy(const std::string& path) {
    TRY(const PrivateCopy copy, PrivateCopy::of(path));
    return openAt(copy.path());
}

} // namespace

std::string_view entityTable(EntityKind kind) {
    switch (kind) {
    case EntityKind::User:
        return "state_user";
    case EntityKind::Operator:
        return "state_operator";
    case EntityKind::Group:
        return "state_group";
    case EntityKind::Agent:
        return "state_agent";
    case EntityKind::Enrolment:
        return "state_enrolment";
    case EntityKind::Scope:
        return "state_scope";
    case EntityKind::Action:
        return "state_action";
    case EntityKind::Role:
        return "state_role";
    case EntityKind::Assignment:
        return "state_assignment";
    case EntityKind::Grant:
        return "state_grant";
    case EntityKind::Delegation:
        return "state_delegation";
    case EntityKind::Approval:
        return "state_approval";
    case EntityKind::Counter:
        return "state_counter";
    case EntityKind::Outcome:
        return "state_outcome";
    case EntityKind::Setting:
        return "state_setting";
    }
    std::unreachable();
}

const std::vector<EntityKind>& entityKinds() {
    static const std::vector<EntityKind> kKinds = {
        EntityKind::User,       EntityKind::Operator, EntityKind::Group,      EntityKind::Agent,
        EntityKind::Enrolment,  EntityKind::Scope,    EntityKind::Action,     EntityKind::Role,
        EntityKind::Assignment, EntityKind::Grant,    EntityKind::Delegation, EntityKind::Approval,
        EntityKind::Counter,    EntityKind::Outcome,  EntityKind::Setting,
    };
    return kKinds;
}

Result<std::unique_ptr<ReadStore>> ReadStore::open(const std::string& path) {
    TRY(const std::string real, canonicalPath(path));
    CHECK(checkHeader(real));
    if (hasWal(real) && !isOwned(real)) {
        auto copied = openCopy(real);
        if (copied || copied.error().code != Code::StoreBusy || !isOwned(real)) {
            return copied;
        }
        // An owner came while the copy was made: its live state is the one to read.
    }
    auto opened = openAt(real);
    if (!opened && opened.error().code == Code::StoreUnreadable && !isOwned(real)) {
        // In a folder that cannot be written SQLite cannot make the files that it reads a WAL store with.
        return openCopy(real);
    }
    return opened;
}

} // namespace countersign::store
