#include "app/cli/policy_files.h"

#include "app/cli/context.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace countersign::cli {

namespace {

namespace fs = std::filesystem;

Outcome<void> collect(const std::string& path, std::vector<std::string>& files) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        files.push_back(path);
        return {};
    }
    std::vector<std::string> below;
    for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() == ".rego" && entry->is_regular_file(error)) {
            below.push_back(entry->path().string());
        }
    }
    if (error) {
        return std::unexpected(Failure(Error{Code::NotFound, "`" + path + "` cannot be read: " + error.message()}));
    }
    std::ranges::sort(below);
    files.insert(files.end(), below.begin(), below.end());
    return {};
}

/// Adds what is not there yet; false where both have a value and it is not the same.
bool merge(json::Object& into, const json::Object& from) {
    for (const auto& [name, value] : from) {
        auto* there = into.find(name);
        if (there == nullptr) {
            into.set(name, value);
            continue;
        }
        const auto* added = value.asObject();
        if (there->asObject() != nullptr && added != nullptr) {
            auto both = *there->asObject();
            if (!merge(both, *added)) {
                return false;
            }
            into.set(name, std::move(both));
        } else if (*there != value) {
            return false;
        }
    }
    return true;
}

} // namespace

Outcome<std::vector<policy::SourceFile>> readSources(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const auto& path : paths) {
        CHECK(collect(path, files));
    }
    std::vector<policy::SourceFile> sources;
    for (const auto& file : files) {
        TRY(auto text, readTextFile(file));
        sources.push_back({.name = file, .text = std::move(text)});
    }
    if (sources.empty()) {
        return std::unexpected(Failure(Error{Code::NotFound, "there is no module: no file that ends in `.rego`"}));
    }
    return sources;
}

Outcome<policy::Value> readData(const std::vector<std::string>& paths) {
    json::Object all;
    for (const auto& path : paths) {
        TRY(const auto text, readTextFile(path));
        auto value = json::parse(text);
        if (!value || value->asObject() == nullptr) {
            return std::unexpected(
                Failure(Error{Code::InvalidArgument,
                              "`" + path + "` is no JSON object" + (value ? "" : ": " + value.error().detail)}));
        }
        if (!merge(all, *value->asObject())) {
            return std::unexpected(
                Failure(Error{Code::InvalidArgument, "`" + path + "` says other things than a file before it"}));
        }
    }
    return policy::fromJson(json::Value(std::move(all)));
}

policy::Checked<std::vector<policy::Module>> parseSources(const std::vector<policy::SourceFile>& sources,
                                                          policy::Syntax syntax) {
    std::vector<policy::Module> modules;
    std::vector<policy::Diagnostic> problems;
    for (const auto& source : sources) {
        auto module = policy::parseModule(source.name, source.text, syntax);
        if (module) {
            modules.push_back(*std::move(module));
        } else {
            problems.insert(problems.end(), module.error().begin(), module.error().end());
        }
    }
    if (!problems.empty()) {
        return std::unexpected(std::move(problems));
    }
    return modules;
}

Outcome<void> replaceText(const std::string& path, const std::string& text) {
    const auto fresh = path + ".new";
    std::error_code error;
    {
        std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
        file << text;
        file.flush();
        if (!file) {
            fs::remove(fresh, error);
            return std::unexpected(Failure(Error{Code::StoreReadOnly, "`" + path + "` cannot be written"}));
        }
    }
    const auto status = fs::status(path, error);
    if (!error) {
        fs::permissions(fresh, status.permissions(), error);
    }
    fs::rename(fresh, path, error);
    return error ? Outcome<void>(std::unexpected(
                       Failure(Error{Code::StoreReadOnly, "`" + path + "` cannot be replaced: " + error.message()})))
                 : Outcome<void>();
}

void printDiagnostics(const Output& output, const std::vector<policy::Diagnostic>& problems) {
    json::Array errors;
    for (const auto& one : problems) {
        output.isJson() ? static_cast<void>(0) : output.warn(one.text());
        errors.push_back(json::Object{{"code", policy::faultName(one.fault)},
                                      {"column", json::Value::integer(one.at.column)},
                                      {"file", one.file},
                                      {"message", one.message},
                                      {"row", json::Value::integer(one.at.row)}});
    }
    output.json(json::Object{{"errors", std::move(errors)}});
}

} // namespace countersign::cli
