// Fields in JSON: the two readings of a describe() function, see app/scenes/fields.h. Names become members, groups
// objects, tables lists of rows. Invariant of JsonReader: the sentence of error() names the first wrong field by its
// path ("scenes.stride.pooling.kernel.h"), what was expected and what stands there.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/scenes/fields.h"
#include "core/result.h"

namespace app {

using Json = nlohmann::ordered_json;

class JsonWriter final : public scenes::Fields {
public:
    explicit JsonWriter(Json& object) : object_(object) {}

    bool reading() const override { return false; }
    bool ok() const override { return true; }
    void truth(std::string_view name, bool& value) override;
    void whole(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most) override;
    void real(std::string_view name, double& value, double least, double most) override;
    void text(std::string_view name, std::string& value) override;
    void names(std::string_view name, std::vector<std::string>& values) override;
    void word(std::string_view name, std::size_t& place, std::span<const std::string_view> words) override;
    void table(std::string_view name, std::vector<float>& values, std::int64_t& rows, std::int64_t& cols,
               std::int64_t most_side) override;
    void group(std::string_view name, const std::function<void(Fields&)>& describe) override;
    bool present(std::string_view name, bool is_there) override;

private:
    Json& member(std::string_view name);
    Json& object_;
};

class JsonReader final : public scenes::Fields {
public:
    // `where`: the file, for the sentence. `path`: of `object` in it, empty for the whole.
    JsonReader(const Json& object, std::string where, std::string path = {})
        : object_(object), where_(std::move(where)), path_(std::move(path)) {}

    const std::optional<core::Error>& error() const { return error_; }

    bool reading() const override { return true; }
    bool ok() const override { return !error_; }
    void truth(std::string_view name, bool& value) override;
    void whole(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most) override;
    void real(std::string_view name, double& value, double least, double most) override;
    void text(std::string_view name, std::string& value) override;
    void names(std::string_view name, std::vector<std::string>& values) override;
    void word(std::string_view name, std::size_t& place, std::span<const std::string_view> words) override;
    void table(std::string_view name, std::vector<float>& values, std::int64_t& rows, std::int64_t& cols,
               std::int64_t most_side) override;
    void group(std::string_view name, const std::function<void(Fields&)>& describe) override;
    bool present(std::string_view name, bool is_there) override;

private:
    const Json* find(std::string_view name) const;  // null: not there, or something was wrong before
    void refuse(std::string_view name, const Json& found, std::string_view key, core::Places places = {});
    std::string path_of(std::string_view name) const;

    const Json& object_;
    std::string where_;
    std::string path_;
    std::optional<core::Error> error_;
};

// `changed` laid over `kept`: members of objects one by one, everything else whole. What `changed` does not name stays,
// so that a file of a newer program keeps what this one does not know.
Json laid_over(Json kept, const Json& changed);

}  // namespace app
