#pragma once

#include "app/console/hosted_store.h"
#include "ui/support/engine_room.h"

#include <QThreadPool>

#include <map>
#include <mutex>

namespace countersign::console {

/// Opens, makes and serves stores, on threads of its own.
class ConsoleEngineRoom final : public ui::EngineRoom {
public:
    /// `clock` and `random` outlive it, and whatever it opened.
    ConsoleEngineRoom(const Clock& clock, Random& random, backend::Pins pins);
    ~ConsoleEngineRoom() override;

    QFuture<Result<ui::KeyFileInfo>> inspectKey(std::string path) override;
    QFuture<Result<ui::UnlockedKey>> openKey(std::string path, ui::Passphrase passphrase) override;
    QFuture<Result<ui::UnlockedKey>> makeKey(std::string path, ui::Passphrase passphrase) override;
    QFuture<Result<void>> createStore(ui::NewStoreOptions options) override;
    QFuture<Result<ui::OpenedStore>> open(ui::OpenStoreOptions options) override;
    QFuture<Result<void>> pinHead(StoreId store, std::optional<backend::Pins::Pin> before,
                                  backend::Pins::Pin head) override;
    QFuture<Result<void>> acceptHead(StoreId store, backend::Pins::Pin head) override;
    QFuture<Result<ui::OpenedSample>> openSample() override;
    ui::ServingState serving(const std::string& place) const override;
    QFuture<Result<ui::ServingState>> serveAgents(std::string place, std::uint16_t port) override;
    QFuture<Result<ui::ServingState>> stopServingAgents(std::string place) override;

private:
    Result<ui::OpenedStore> reach(const ui::OpenStoreOptions& options);
    Result<ui::OpenedStore> openNow(const ui::OpenStoreOptions& options);
    [[nodiscard]] std::shared_ptr<HostedStore> hosted(const std::string& place) const;
    template <class T, class F>
    QFuture<Result<T>> run(F work);

    const Clock& m_clock;
    Random& m_random;
    const backend::Pins m_pins;
    mutable std::mutex m_mutex;
    std::map<std::string, std::weak_ptr<HostedStore>> m_hosted;
    /// Last, so that its threads are joined first.
    QThreadPool m_pool;
};

} // namespace countersign::console
