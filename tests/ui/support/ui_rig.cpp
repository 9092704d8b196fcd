#include "tests/ui/support/ui_rig.h"

#include "tests/ui/support/pictures.h"

#include "core/crypto/sealed.h"
#include "ui/pages/pages.h"
#include "ui/support/style.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plain_label.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>

namespace uirig {

using rig::must;

Rig::Rig(Content content)
    : reviewer{must(identity::AgentId::parse("agent-code-reviewer-01")), crypto::SigningKey::generate(store.random)},
      release{must(identity::AgentId::parse("agent-release-bot")), crypto::SigningKey::generate(store.random)},
      triage{must(identity::AgentId::parse("agent-triage")), crypto::SigningKey::generate(store.random)},
      room(store.clock, store.random, backend::Pins(store.folder.filePath(QStringLiteral("pins.json")).toStdString())),
      settings(folder.filePath(QStringLiteral("console.ini"))) {
    // The rig owns the engine; whoever shares it here lets go before the rig does.
    m_engine = {store.engine.get(), [](service::Engine*) {}};
    QFile file(QString::fromStdString(keyFile()));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        qFatal("cannot write the key file");
    }
    const auto sealed = crypto::sealKeyFile(store.alice.key, crypto::SecretBytes::copyOf(asBytes(kPassphrase)),
                                            store.random, {.passes = 1, .bytes = 8192});
    file.write(sealed.data(), static_cast<qint64>(sealed.size()));
    if (content != Content::Empty) {
        fill();
    }
    if (content == Content::Hostile) {
        fillHostile();
    }
}

Rig::~Rig() {
    m_window.reset();
    m_engine.reset();
}

ui::OpenedStore Rig::opened(const rig::Person& person) {
    auto identity = std::make_shared<const backend::Identity>(backend::Identity{person.id, person.key.clone()});
    return {.backend = std::make_shared<backend::LocalBackend>(m_engine, identity, store.random),
            .identity = identity,
            .kind = ui::StoreKind::Own,
            .place = store.path()};
}

ui::MainWindow& Rig::emptyWindow() {
    if (!m_window) {
        ui::dress(*qApp, ui::Scheme::Light);
        m_window.reset(new ui::MainWindow(
            {.room = room, .settings = settings, .clock = store.clock, .pages = ui::consolePages()}));
        m_window->show();
        if (!QTest::qWaitForWindowExposed(m_window.get())) {
            qFatal("the window does not show");
        }
    }
    return *m_window;
}

ui::MainWindow& Rig::window() {
    auto& window = emptyWindow();
    if (window.workspace() == nullptr) {
        window.add(opened(store.alice), keyFile());
        const auto& session = window.workspace()->session();
        if (!QTest::qWaitFor([&] { return session.info().has_value() && !session.roles().empty(); })) {
            qFatal("the store does not answer");
        }
    }
    return window;
}

void Rig::settle() {
    window();
    const auto settled = [this] {
        return session().link().link == backend::Link::Connected &&
               session().verification().state != ui::Verification::State::None;
    };
    if (!QTest::qWaitFor(settled)) {
        qWarning("the session does not settle");
    }
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::processEvents(); // layouts settle one after the other
    }
}

void Rig::standStill() {
    settle();
    (void)stillPicture(window());
}

ui::Workspace& Rig::workspace() {
    return *window().workspace();
}

ui::Page& Rig::page(ui::PageId id) {
    workspace().go(id);
    return *workspace().page(id);
}

std::unique_ptr<ui::Session> Rig::sessionOf(const rig::Person& person) {
    return std::make_unique<ui::Session>(ui::Session::Options{.store = opened(person), .keyFile = keyFile()}, room,
                                         store.clock);
}

ApprovalId Rig::hold(const rig::Agent& agent, json::Object arguments, const std::string& repo) {
    const auto* action = &agent == &triage ? "db.delete" : "pr.create";
    const auto answer = must(store.act(
        store.session(agent), {.action = action, .resource = {{"repo", repo}}, .arguments = std::move(arguments)}));
    if (!answer.approval) {
        qFatal("it was not held");
    }
    return answer.approval->id;
}

void Rig::allow(const rig::Agent& agent) {
    const auto answer = must(store.act(store.session(agent), {.action = "issue.read"}));
    if (answer.decision != decision::Verdict::Allow) {
        qFatal("it was not allowed");
    }
}

void Rig::deny(const rig::Agent& agent) {
    const auto answer = must(store.act(store.session(agent), {.action = "deploy.start"}));
    if (answer.decision != decision::Verdict::Deny) {
        qFatal("it was not denied");
    }
}

std::string Rig::keyFile() const {
    return folder.filePath(QStringLiteral("alice.key")).toStdString();
}

QImage Rig::picture(const QString& name) {
    settle();
    const auto image = window().grab().toImage();
    keepPicture(image, name);
    return image;
}

void click(QWidget* widget, Qt::MouseButton button) {
    if (widget == nullptr || !widget->isVisible()) {
        qFatal("what should be clicked is not there");
    }
    QTest::mouseClick(widget, button);
}

void activate(QWidget& window) {
    // The application's own idea of it is what focus and shortcuts go by.
    window.activateWindow();
    QApplication::setActiveWindow(&window);
    if (!QTest::qWaitFor([&window] { return QApplication::activeWindow() == &window; })) {
        qFatal("the window does not become active");
    }
}

QAbstractButton* buttonWith(QWidget& parent, const QString& text) {
    for (auto* button : parent.findChildren<QAbstractButton*>()) {
        auto label = button->text();
        if (button->isVisible() && label.remove(QLatin1Char('&')) == text) {
            return button;
        }
    }
    return nullptr;
}

QStringList wordsOn(QWidget& parent) {
    QStringList words;
    for (auto* child : parent.findChildren<QWidget*>()) {
        if (!child->isVisible()) {
            continue;
        }
        if (auto* label = qobject_cast<ui::PlainLabel*>(child)) {
            words << label->shown();
        } else if (auto* chip = qobject_cast<ui::Chip*>(child)) {
            words << chip->text();
        } else if (auto* button = qobject_cast<QAbstractButton*>(child)) {
            words << button->text();
        }
    }
    return words;
}

} // namespace uirig
