#include "core/error_words.h"

#include <algorithm>
#include <array>

#include "core/check.h"

namespace core {
namespace {

struct Reason {
    std::errc code;
    std::string_view key;
    std::string_view what;  // in the words of POSIX systems, which a search finds
};

constexpr std::array k_reasons{
    Reason{std::errc::no_such_file_or_directory, "reason.not_there", "No such file or directory"},
    Reason{std::errc::permission_denied, "reason.permission_denied", "Permission denied"},
    Reason{std::errc::operation_not_permitted, "reason.not_permitted", "Operation not permitted"},
    Reason{std::errc::no_space_on_device, "reason.disk_full", "No space left on device"},
    Reason{std::errc::read_only_file_system, "reason.read_only", "Read-only file system"},
    Reason{std::errc::io_error, "reason.device_failed", "Input/output error"},
    Reason{std::errc::too_many_files_open, "reason.too_many_open", "Too many open files"},
    Reason{std::errc::filename_too_long, "reason.name_too_long", "File name too long"},
    Reason{std::errc::too_many_symbolic_link_levels, "reason.links_in_a_circle", "Too many levels of symbolic links"},
    Reason{std::errc::file_too_large, "reason.file_too_large", "File too large"},
    Reason{std::errc::not_a_directory, "reason.not_a_folder", "Not a directory"},
    Reason{std::errc::is_a_directory, "reason.is_a_folder", "Is a directory"},
    Reason{std::errc::not_enough_memory, "reason.no_memory", "Cannot allocate memory"},
    Reason{std::errc::resource_unavailable_try_again, "reason.try_again", "Resource temporarily unavailable"},
    Reason{std::errc::device_or_resource_busy, "reason.busy", "Device or resource busy"},
    Reason{std::errc::executable_format_error, "reason.not_a_program", "Exec format error"},
};

constexpr auto k_reason_words = [] {
    std::array<ErrorWords, k_reasons.size()> words{};
    std::transform(k_reasons.begin(), k_reasons.end(), words.begin(), [](const Reason& reason) {
        return ErrorWords{reason.key, reason.what};
    });
    return words;
}();

const ErrorWords* find_words(std::span<const ErrorWords> table, std::string_view key) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const ErrorWords& each) { return each.key == key; });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::string fill_places(std::string_view pattern, const Places& values) {
    std::string text;
    std::size_t at = 0;
    while (at < pattern.size()) {
        const std::size_t open = pattern.find('{', at);
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        const auto found =
            std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
        text += pattern.substr(at, open - at);
        text += found == values.end() ? pattern.substr(open, close + 1 - open) : std::string_view(found->second);
        at = close + 1;
    }
    return text.append(pattern.substr(std::min(at, pattern.size())));
}

Error make_error(std::span<const ErrorWords> table, std::string_view key, std::string where, Places args,
                 Error::Kind kind) {
    const ErrorWords* words = find_words(table, key);
    CORE_CHECK(words != nullptr);
    Places english = args;
    for (auto& [name, value] : english) {
        const ErrorWords* said = name == "reason" ? find_words(k_reason_words, value) : nullptr;
        if (said != nullptr) value = said->what;
    }
    return {.what = fill_places(words->what, english),
            .where = std::move(where),
            .hint = fill_places(words->hint, english),
            .kind = kind,
            .key = std::string(key),
            .args = std::move(args)};
}

std::string reason(const std::error_code& code) {
    const auto known =
        std::find_if(k_reasons.begin(), k_reasons.end(), [&](const Reason& each) { return code == each.code; });
    return known == k_reasons.end() ? code.message() : std::string(known->key);
}

std::string reason(int error_number) { return reason(std::error_code(error_number, std::generic_category())); }

std::span<const ErrorWords> reason_words() { return k_reason_words; }

}  // namespace core
