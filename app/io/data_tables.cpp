#include "app/io/data_tables.h"

#include <array>
#include <charconv>
#include <cmath>

#include "app/io/csv.h"
#include "app/io/npy.h"

namespace io {
namespace {

std::string text_of(float value) { return number_text(value); }
std::string text_of(std::int64_t value) { return std::to_string(value); }
std::string text_of(double value) {
    if (!std::isfinite(value)) return number_text(static_cast<float>(value));
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), end.ptr};
}

// A cell of words: quoted where it could be taken for something else (RFC 4180).
std::string cell(const std::string& words) {
    if (words.find_first_of(",;\"\n\r\t") == std::string::npos) return words;
    std::string quoted = "\"";
    for (const char c : words) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

// rows x cols numbers from `first` on.
template <class T>
void add_lines(std::string& text, const core::DataTable& table, std::span<const T> values, std::size_t cols) {
    const bool heads = !table.rows.empty();
    if (!table.columns.empty()) {
        for (std::size_t col = 0; col < table.columns.size(); ++col)
            text += (col > 0 || heads ? "," : "") + cell(table.columns[col]);
        text += '\n';
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool starts_line = i % cols == 0;
        if (starts_line && heads) text += cell(table.rows[i / cols]) + ",";
        if (!starts_line) text += ',';
        text += text_of(values[i]);
        if ((i + 1) % cols == 0) text += '\n';
    }
}

template <class T>
void add_table(std::string& text, const core::DataTable& table, const std::vector<T>& values) {
    const std::size_t axes = table.shape.size();
    const auto planes = static_cast<std::size_t>(axes == 3 ? table.shape[0] : 1);
    const auto cols = static_cast<std::size_t>(axes == 1 && !table.rows.empty() ? 1 : table.shape.back());
    const std::size_t plane_size = values.size() / planes;
    const std::span<const std::int64_t> shown_shape = std::span(table.shape).subspan(axes == 3 ? 1 : 0);
    for (std::size_t plane = 0; plane < planes; ++plane) {
        if (!text.empty()) text += '\n';
        const std::string number = planes > 1 ? " " + std::to_string(plane + 1) : std::string();
        text += cell(table.title + number + " (" + shape_text(shown_shape) + ")") + "\n";
        add_lines(text, table, std::span(values).subspan(plane * plane_size, plane_size), cols);
    }
}

}  // namespace

std::string data_tables_text(std::span<const core::DataTable> tables) {
    std::string text;
    for (const core::DataTable& table : tables)
        std::visit([&](const auto& values) { add_table(text, table, values); }, table.values);
    return text;
}

core::Result<core::Done> write_data_table_npy(const std::filesystem::path& path, const core::DataTable& table) {
    return std::visit([&](const auto& values) { return write_npy(path, table.shape, std::span(values)); },
                      table.values);
}

}  // namespace io
