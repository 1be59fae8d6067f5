#include "app/io/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "app/io/files.h"
#include "app/io/sentences.h"
#include "core/number_text.h"

namespace io {
namespace {

constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view k_no_break_space = "\xC2\xA0";
constexpr std::string_view k_minus_sign = "\xE2\x88\x92";
constexpr std::string_view k_infinity_sign = "\xE2\x88\x9E";
constexpr std::size_t k_quoted_cell_length = 24;

enum class Separator { tab, semicolon, comma, blanks };

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }

std::string_view trimmed(std::string_view text) {
    while (true) {
        if (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
        } else if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(k_no_break_space)) {
            text.remove_prefix(k_no_break_space.size());
        } else if (text.ends_with(k_no_break_space)) {
            text.remove_suffix(k_no_break_space.size());
        } else {
            return text;
        }
    }
}

// Takes the next line off `text`; lines end with LF, CRLF or CR.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (text.starts_with("\r\n")) {
        text.remove_prefix(2);
    } else if (!text.empty()) {
        text.remove_prefix(1);
    }
    return line;
}

// The table without the blank lines around it.
std::string_view without_blank_lines(std::string_view text) {
    while (!text.empty()) {
        std::string_view rest = text;
        if (!trimmed(take_line(rest)).empty()) break;
        text = rest;
    }
    while (!text.empty()) {
        const std::size_t end = text.find_last_of("\r\n");
        const bool one_line = end == std::string_view::npos;
        if (!trimmed(one_line ? text : text.substr(end + 1)).empty()) break;
        text = text.substr(0, one_line ? 0 : end);
    }
    return text;
}

Separator find_separator(std::string_view text) {
    bool quoted = false, tab = false, semicolon = false, comma = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        tab = tab || c == '\t';
        semicolon = semicolon || c == ';';
        comma = comma || c == ',';
    }
    if (tab) return Separator::tab;
    if (semicolon) return Separator::semicolon;
    return comma ? Separator::comma : Separator::blanks;
}

bool separates(char c, Separator separator) {
    switch (separator) {
        case Separator::tab:
            return c == '\t';
        case Separator::semicolon:
            return c == ';';
        case Separator::comma:
            return c == ',';
        case Separator::blanks:
            return is_blank(c);
    }
    return false;
}

// Walks over the cells of one line: for (Cells cells(line, separator); cells.next();) use(cells.cell());
class Cells {
public:
    Cells(std::string_view line, Separator separator)
        : rest_(separator == Separator::blanks ? trimmed(line) : line), separator_(separator) {}

    bool next() {
        if (done_) return false;
        bool quoted = false;
        std::size_t end = 0;
        for (; end < rest_.size(); ++end) {
            if (rest_[end] == '"') quoted = !quoted;
            if (!quoted && separates(rest_[end], separator_)) break;
        }
        cell_ = trimmed(rest_.substr(0, end));
        if (cell_.size() >= 2 && cell_.front() == '"' && cell_.back() == '"')
            cell_ = trimmed(cell_.substr(1, cell_.size() - 2));
        done_ = end == rest_.size();
        rest_.remove_prefix(done_ ? end : end + 1);
        if (separator_ == Separator::blanks) rest_ = trimmed(rest_);
        return true;
    }
    std::string_view cell() const { return cell_; }

private:
    std::string_view rest_;
    std::string_view cell_;
    Separator separator_;
    bool done_ = false;
};

std::int64_t count_cells(std::string_view line, Separator separator) {
    std::int64_t count = 0;
    for (Cells cells(line, separator); cells.next();) ++count;
    return count;
}

std::string counted_from_one(std::int64_t index) { return std::to_string(index + 1); }

// A cell's text, cut to a readable length at the start of a UTF-8 character.
std::string shortened(std::string_view cell) {
    if (cell.size() <= k_quoted_cell_length) return std::string(cell);
    std::size_t end = k_quoted_cell_length;
    while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0U) == 0x80U) --end;
    return std::string(cell.substr(0, end)) + "...";
}

// One cell: what stands in it, and where, counted from 0.
struct Cell {
    std::string_view text;
    std::int64_t row = 0;
    std::int64_t col = 0;

    core::Error wrong(std::string_view key) const {
        return error(key, "",
                     {{"row", counted_from_one(row)}, {"col", counted_from_one(col)}, {"cell", shortened(text)}});
    }
};

std::optional<float> special_value(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::string word(text);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (word == "nan") return std::numeric_limits<float>::quiet_NaN();
    if (word != "inf" && word != "infinity" && word != k_infinity_sign) return std::nullopt;
    return negative ? -std::numeric_limits<float>::infinity() : std::numeric_limits<float>::infinity();
}

// Which decimal marks the table uses, to notice when both occur.
struct DecimalMarks {
    bool point = false;
    bool comma = false;
};

// One cell's value, or what is wrong with it.
core::Result<float> parse_cell(const Cell& cell, Separator separator, DecimalMarks& marks) {
    if (cell.text.empty()) return cell.wrong("error.cell_empty");
    std::string text;
    if (cell.text.starts_with(k_minus_sign)) {
        text = "-" + std::string(cell.text.substr(k_minus_sign.size()));
    } else {
        text = cell.text.starts_with('+') && !cell.text.starts_with("+-") ? cell.text.substr(1) : cell.text;
    }
    if (const std::optional<float> special = special_value(text)) return *special;
    if (text.find_first_not_of("+-0123456789.,eE") != std::string::npos) return cell.wrong("error.cell_not_a_number");

    marks.point = marks.point || text.find('.') != std::string::npos;
    if (const std::size_t comma = text.find(','); comma != std::string::npos) {
        if (separator != Separator::tab && separator != Separator::semicolon) return cell.wrong("error.cell_comma");
        marks.comma = true;
        text[comma] = '.';
    }
    if (marks.point && marks.comma) return cell.wrong("error.cell_two_marks");
    float value = 0.0F;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || code == std::errc::invalid_argument)
        return cell.wrong("error.cell_not_a_number");
    if (code == std::errc::result_out_of_range) {
        // Too small becomes 0, as everywhere in float32; too large is refused rather than turned into infinity.
        const std::size_t exponent = text.find_first_of("eE");
        double wide = 0.0;
        const bool in_double = std::from_chars(text.data(), text.data() + text.size(), wide).ec == std::errc();
        const bool small =
            in_double ? std::abs(wide) < 1.0 : exponent != std::string::npos && text[exponent + 1] == '-';
        if (!small) return cell.wrong("error.cell_beyond_float");
        value = text.starts_with('-') ? -0.0F : 0.0F;
    }
    return value;
}

struct TableSize {
    std::int64_t rows = 0;
    std::int64_t cols = 0;      // of the first row
    std::int64_t max_cols = 0;  // of the widest one
};

TableSize measure(std::string_view text, Separator separator) {
    TableSize size;
    while (!text.empty()) {
        const std::int64_t cols = count_cells(take_line(text), separator);
        if (size.rows == 0) size.cols = cols;
        size.max_cols = std::max(size.max_cols, cols);
        ++size.rows;
    }
    return size;
}

// Reads one row behind the ones in `values`.
core::Result<core::Done> parse_row(std::string_view line, std::int64_t row, std::int64_t cols, Separator separator,
                                   DecimalMarks& marks, std::vector<float>& values) {
    if (trimmed(line).empty()) return error("error.row_empty", "", {{"row", counted_from_one(row)}});
    if (std::count(line.begin(), line.end(), '"') % 2 != 0)
        return error("error.row_open_quote", "", {{"row", counted_from_one(row)}});
    if (const std::int64_t found = count_cells(line, separator); found != cols) {
        core::Places places{{"row", counted_from_one(row)}, {"cols", std::to_string(cols)}};
        if (found == 1) return error("error.row_one_cell", "", std::move(places));
        places.emplace_back("found", std::to_string(found));
        return error("error.row_ragged", "", std::move(places));
    }
    std::int64_t col = 0;
    for (Cells cells(line, separator); cells.next(); ++col) {
        const core::Result<float> value = parse_cell({cells.cell(), row, col}, separator, marks);
        if (!value) return value.error();
        values.push_back(value.value());
    }
    return core::Done{};
}

core::Error located(core::Error failure, const std::string& where) {
    failure.where = where;
    return failure;
}

}  // namespace

core::Result<core::Grid> parse_table(std::string_view text, const TableLimits& limits, const std::string& where) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return error("error.table_utf16", where);
    if (text.starts_with(k_utf8_mark)) text.remove_prefix(k_utf8_mark.size());
    if (text.find('\0') != std::string_view::npos)
        return error("error.table_not_text", where, {}, core::Error::Kind::not_my_format);
    text = without_blank_lines(text);
    if (text.empty()) return error("error.table_no_numbers", where);

    const Separator separator = find_separator(text);
    const TableSize size = measure(text, separator);
    if (size.rows > limits.max_rows || size.max_cols > limits.max_cols)
        return error("error.table_too_large", where,
                     {{"rows", std::to_string(size.rows)},
                      {"cols", std::to_string(size.max_cols)},
                      {"most_rows", std::to_string(limits.max_rows)},
                      {"most_cols", std::to_string(limits.max_cols)}});
    std::vector<float> values;
    DecimalMarks marks;
    for (std::int64_t row = 0; row < size.rows; ++row) {
        const core::Result<core::Done> parsed = parse_row(take_line(text), row, size.cols, separator, marks, values);
        if (!parsed) return located(parsed.error(), where);
    }
    return core::Grid(size.rows, size.cols, std::move(values));
}

core::Result<core::Grid> read_table(const std::filesystem::path& path, const TableLimits& limits) {
    const core::Result<std::string> text = read_whole_file(path);
    if (!text) return text.error();
    return parse_table(text.value(), limits, path_text(path));
}

std::string number_text(float value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    if (value == 0.0F) return std::signbit(value) ? "-0" : "0";
    return core::exact_decimal(value);
}

std::string table_text(const core::Grid& grid) {
    std::string text;
    for (std::int64_t row = 0; row < grid.rows; ++row) {
        for (std::int64_t col = 0; col < grid.cols; ++col) {
            if (col > 0) text += ',';
            text += number_text(grid.at(row, col));
        }
        text += '\n';
    }
    return text;
}

core::Result<core::Done> write_table(const std::filesystem::path& path, const core::Grid& grid) {
    return write_whole_file(path, table_text(grid));
}

}  // namespace io
