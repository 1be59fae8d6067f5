#include "app/scene_file.h"

#include <algorithm>
#include <array>

#include "app/io/base64.h"
#include "app/io/files.h"
#include "app/io/paths.h"
#include "app/io/sentences.h"
#include "app/ui/text.h"
#include "core/spec_words.h"

namespace app {
namespace {

using core::Word;
using scenes::Fields;

constexpr std::uintmax_t k_largest_scene_file = std::uintmax_t{64} << 20;
constexpr std::int64_t k_newest_version = 1'000'000;

constexpr std::array k_picture_kinds{Word<ScenePicture::Kind>{"drawn", ScenePicture::Kind::drawn},
                                     Word<ScenePicture::Kind>{"file", ScenePicture::Kind::file}};
constexpr std::array k_theme_words{Word<ui::ThemeId>{"dark", ui::ThemeId::dark},
                                   Word<ui::ThemeId>{"light", ui::ThemeId::light},
                                   Word<ui::ThemeId>{"projector", ui::ThemeId::projector}};
constexpr std::array k_scale_words{Word<float>{"1", 1.0F}, Word<float>{"1.25", 1.25F}, Word<float>{"1.5", 1.5F},
                                   Word<float>{"2", 2.0F}};

std::string utf8(const std::filesystem::path& path) {
    const std::u8string text = path.generic_u8string();
    return {text.begin(), text.end()};
}

std::filesystem::path path_of(std::string_view utf8) { return {std::u8string(utf8.begin(), utf8.end())}; }

void describe(Fields& fields, Appearance& appearance) {
    std::string_view language = appearance.language;
    std::vector<Word<std::string_view>> languages;
    for (const std::string_view each : ui::Text::languages()) languages.push_back({each, each});
    fields.choice("language", language, languages);
    appearance.language = std::string(language);
    fields.choice("theme", appearance.theme, k_theme_words);
    fields.choice("text_size", appearance.text_scale, k_scale_words);
    fields.truth("reduced_motion", appearance.reduced_motion);
    fields.truth("settings_open", appearance.settings_open);
}

// A picture in a file: its path, and its bytes where they travel with it.
struct PictureFields {
    ScenePicture picture;
    std::string path;
    std::string base64;
};

void describe(Fields& fields, PictureFields& of) {
    fields.choice("kind", of.picture.kind, k_picture_kinds);
    if (of.picture.kind != ScenePicture::Kind::file) return;
    fields.text("path", of.path);
    if (fields.reading() || !of.base64.empty()) fields.text("base64", of.base64);
}

void write(Json& json, const SceneContent& content, Scenes scenes, PictureFields& picture) {
    JsonWriter fields(json);
    std::int64_t version = k_scene_file_version;
    std::string scene = content.scene;
    Appearance appearance = content.appearance;
    fields.whole("poolscope", version, 1, k_newest_version);
    fields.text("scene", scene);
    fields.group("appearance", [&](Fields& of) { describe(of, appearance); });
    fields.group("picture", [&](Fields& of) { describe(of, picture); });
    std::vector<std::string> hidden = content.hidden;
    fields.names("hidden", hidden);
    fields.group("scenes", [&](Fields& of) {
        for (const auto& each : scenes) of.group(each->id(), [&](Fields& inside) { each->write(inside); });
    });
}

// The line of a byte, counted from 1.
std::int64_t line_of(std::string_view text, std::size_t byte) {
    return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size())), '\n');
}

core::Result<Json> parse(const std::string& bytes, const std::string& where) {
    Json json;
    try {
        json = Json::parse(bytes);
    } catch (const Json::parse_error& error) {
        return io::error("error.scene_not_json", where, {{"line", std::to_string(line_of(bytes, error.byte))}});
    }
    if (!json.is_object() || !json.contains("poolscope"))
        return io::error("error.scene_not_scene", where, {}, core::Error::Kind::not_my_format);
    return json;
}

// A picture that came inside a scene file becomes a file of the cache, so that it is opened like every other: in a
// worker process, since its bytes come from outside.
core::Result<std::filesystem::path> unpack_picture(const std::string& base64, const std::string& name,
                                                   const std::string& where) {
    const std::optional<std::string> bytes = io::from_base64(base64);
    if (!bytes) return io::error("error.scene_picture_damaged", where);
    const std::filesystem::path folder =
        io::cache_folder() / "pictures" / std::to_string(std::hash<std::string>{}(*bytes));
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::filesystem::path file = folder / path_of(name).filename();
    if (const auto written = io::write_whole_file(file, *bytes); !written) return written.error();
    return file;
}

core::Result<ScenePicture> picture_of(const PictureFields& fields, const std::filesystem::path& scene_file) {
    if (fields.picture.kind == ScenePicture::Kind::drawn) return ScenePicture{};
    const std::string where = io::path_text(scene_file);
    if (fields.path.empty()) return io::error("error.scene_picture_nameless", where);
    if (fields.base64.empty())
        return ScenePicture{ScenePicture::Kind::file, scene_file.parent_path() / path_of(fields.path)};
    auto unpacked = unpack_picture(fields.base64, fields.path, where);
    if (!unpacked) return unpacked.error();
    return ScenePicture{ScenePicture::Kind::file, std::move(unpacked).value()};
}

// As the path reads from the folder of the scene file, so that both can move together.
std::string seen_from(const std::filesystem::path& folder, const std::filesystem::path& picture) {
    std::error_code error;
    const std::filesystem::path relative = std::filesystem::relative(picture, folder, error);
    return utf8(error || relative.empty() ? picture : relative);
}

}  // namespace

core::Result<OpenedScene> open_scene_file(const std::filesystem::path& path, Scenes scenes,
                                          const SceneContent& otherwise) {
    const std::string where = io::path_text(path);
    const auto bytes = io::read_whole_file(path, k_largest_scene_file);
    if (!bytes) return bytes.error();
    auto json = parse(bytes.value(), where);
    if (!json) return json.error();

    OpenedScene opened{otherwise, std::move(json).value(), {}};
    PictureFields picture{otherwise.picture, utf8(otherwise.picture.path), {}};
    std::vector<Word<std::string_view>> ids;
    for (const auto& each : scenes) ids.push_back({each->id(), each->id()});
    std::string_view scene = opened.content.scene;
    std::int64_t version = k_scene_file_version;

    JsonReader fields(opened.kept, where);
    fields.whole("poolscope", version, 1, k_newest_version);
    fields.choice("scene", scene, ids);
    fields.group("appearance", [&](Fields& of) { describe(of, opened.content.appearance); });
    fields.group("picture", [&](Fields& of) { describe(of, picture); });
    fields.names("hidden", opened.content.hidden);
    fields.group("scenes", [&](Fields& of) {
        for (const auto& each : scenes)
            of.group(each->id(), [&](Fields& inside) { opened.show.push_back(each->read(inside)); });
    });
    if (fields.error()) return *fields.error();
    auto found = picture_of(picture, path);
    if (!found) return found.error();
    opened.content.scene = std::string(scene);
    opened.content.picture = std::move(found).value();
    return opened;
}

Json scene_json(const SceneContent& content, Scenes scenes) {
    Json json = Json::object();
    PictureFields picture{content.picture, utf8(content.picture.path), {}};
    write(json, content, scenes, picture);
    return json;
}

core::Result<core::Done> save_scene_file(const std::filesystem::path& path, const SceneContent& content, Scenes scenes,
                                         PicturePlace place, Json kept) {
    PictureFields picture{content.picture, {}, {}};
    if (content.picture.kind == ScenePicture::Kind::file) {
        std::error_code error;
        picture.path = seen_from(std::filesystem::absolute(path, error).parent_path(), content.picture.path);
        const auto size = io::regular_file_size(content.picture.path);
        if (place == PicturePlace::inside && size && size.value() <= k_largest_inside) {
            const auto bytes = io::read_whole_file(content.picture.path, k_largest_inside);
            if (!bytes) return bytes.error();
            picture.path = utf8(content.picture.path.filename());
            picture.base64 = io::to_base64(bytes.value());
        }
    }
    Json json = Json::object();
    write(json, content, scenes, picture);
    if (kept.is_object()) kept.erase("picture");  // its bytes may be of another one
    return io::write_whole_file(
        path, laid_over(std::move(kept), json).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace app
