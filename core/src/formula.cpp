// The formula of one window and of an output size, as coloured pieces.
// A negative number after an operator stands in brackets, 12+(−3), so that each term is the cell's own value.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/explain.h"
#include "decimal.h"

namespace core {
namespace {

using Role = FormulaPiece::Role;

constexpr int k_approximate_decimals = 4;
constexpr int k_most_decimals = 12;
constexpr double k_largest_checked_power = 16;  // beyond it the digits of |x|^p are not written out to compare

// Four decimals, or for small results as many as leave four digits.
int approximate_decimals(float result) {
    int decimals = k_approximate_decimals;
    for (double size = std::abs(static_cast<double>(result)); size < 0.1 && decimals <= k_most_decimals; size *= 10) {
        ++decimals;
    }
    return decimals;
}

bool takes_largest_size(const PoolSpec& spec) { return spec.op == Op::lp && std::isinf(spec.p); }
bool adds_sizes(const PoolSpec& spec) { return spec.op == Op::lp && spec.p == 1.0; }

// Writes the pieces of one formula.
class FormulaWriter {
public:
    FormulaWriter(const WindowExplanation& explanation, const PoolSpec& spec, int max_terms, Minus minus)
        : explanation_(explanation), spec_(spec), minus_(minus) {
        for (std::size_t i = 0; i < explanation.cells.size(); ++i) {
            if (explanation.cells[i].kind != WindowCell::Kind::outside) shown_.push_back(i);
        }
        const auto most = static_cast<std::size_t>(std::max(2, max_terms));
        if (shown_.size() > most) {
            shown_[most - 1] = shown_.back();
            shown_.resize(most);
            cut_ = true;
        }
    }

    std::vector<FormulaPiece> write() {
        if (picks_one_cell(spec_.op) || takes_largest_size(spec_)) {
            write_comparison();
        } else if (is_average(spec_.op)) {
            write_average();
        } else if (spec_.op == Op::sum || adds_sizes(spec_)) {
            write_terms("+", "");
        } else {
            write_root();
        }
        write_result();
        return std::move(pieces_);
    }

private:
    void add(Role role, std::string text, std::int64_t cell = -1) { pieces_.push_back({role, std::move(text), cell}); }

    void write_comparison() {
        add(Role::function, spec_.op == Op::min ? "min" : "max");
        add(Role::operation, "(");
        write_terms(", ", "");
        add(Role::operation, ")");
    }

    void write_average() {
        add(Role::operation, "(");
        write_terms("+", "");
        add(Role::operation, explanation_.divisor == 0.0 ? ")" : ")/");
        if (explanation_.divisor == 0.0) return;  // nothing is counted: the empty sum itself is the result
        const std::int64_t divisor =
            spec_.op == Op::average && spec_.divisor ? *spec_.divisor : static_cast<std::int64_t>(explanation_.divisor);
        add(Role::divisor, divisor < 0 ? "(" + whole(divisor) + ")" : whole(divisor));
    }

    void write_root() {
        const std::string p = exact_decimal(static_cast<float>(spec_.p), minus_);
        add(Role::operation, "(");
        write_terms("+", "^" + p);
        add(Role::operation, ")^(1/" + p + ")");
    }

    void write_terms(const char* between, const std::string& after) {
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            if (i > 0) add(Role::operation, between);
            if (cut_ && i + 1 == shown_.size()) {
                add(Role::operation, "…");
                add(Role::operation, between);
            }
            write_term(shown_[i], i > 0 && between[0] == '+');
            if (!after.empty()) add(Role::operation, after);
        }
    }

    void write_term(std::size_t index, bool after_plus) {
        const WindowCell& cell = explanation_.cells[index];
        const bool padding = cell.kind == WindowCell::Kind::padding;
        std::string text = exact_decimal(cell.value, minus_);
        if (spec_.op == Op::lp) {
            text = "|" + text + "|";
        } else if (after_plus && cell.value < 0) {
            text = "(" + text + ")";
        }
        add(padding       ? Role::padding
            : cell.winner ? Role::winner
                          : Role::value,
            std::move(text), static_cast<std::int64_t>(index));
    }

    void write_result() {
        const float result = explanation_.result;
        if (is_true()) {
            add(Role::operation, " = ");
            add(Role::result, exact_decimal(result, minus_));
            return;
        }
        add(Role::operation, " ≈ ");
        const int decimals = approximate_decimals(result);
        const bool exact = decimals > k_most_decimals || is_exact(result, decimals);
        add(Role::result, exact ? exact_decimal(result, minus_) : fixed_decimal(result, decimals, minus_));
    }

    // Whether the equation holds for the numbers as they are printed, worked out in decimals.
    bool is_true() const {
        if (picks_one_cell(spec_.op) || takes_largest_size(spec_)) return true;
        if (!std::isfinite(explanation_.result) || !all_finite()) return true;  // ∞ and NaN follow their own rules
        if (spec_.op == Op::lp) return root_is_true();
        DecimalSum difference;
        for (const WindowCell& cell : explanation_.cells) {
            if (cell.value != 0.0F) difference.add(Decimal::of(cell.value));
        }
        Decimal product = Decimal::of(explanation_.result);
        if (is_average(spec_.op) && explanation_.divisor != 0.0) product = product.times(divisor_decimal());
        difference.subtract(product);
        return difference.is_zero();
    }

    bool root_is_true() const {
        if (spec_.p != std::floor(spec_.p) || spec_.p > k_largest_checked_power) return explanation_.result == 0.0F;
        const int p = static_cast<int>(spec_.p);
        DecimalSum difference;
        for (const WindowCell& cell : explanation_.cells) {
            if (cell.value != 0.0F) difference.add(Decimal::of(std::abs(cell.value)).power(p));
        }
        difference.subtract(Decimal::of(explanation_.result).power(p));
        return difference.is_zero();
    }

    Decimal divisor_decimal() const {
        if (spec_.op == Op::average && spec_.divisor) return Decimal::of(*spec_.divisor);
        return Decimal::of(static_cast<std::int64_t>(explanation_.divisor));
    }

    bool all_finite() const {
        return std::all_of(explanation_.cells.begin(), explanation_.cells.end(),
                           [](const WindowCell& cell) { return std::isfinite(cell.value); });
    }

    std::string whole(std::int64_t value) const {
        std::string text = std::to_string(value);
        if (value < 0 && minus_ == Minus::typographic) text.replace(0, 1, "\u2212");
        return text;
    }

    const WindowExplanation& explanation_;
    const PoolSpec& spec_;
    const Minus minus_;
    std::vector<std::size_t> shown_;  // cells that are written
    bool cut_ = false;                // some are not: "…" before the last
    std::vector<FormulaPiece> pieces_;
};

}  // namespace

std::vector<FormulaPiece> formula(const WindowExplanation& explanation, const PoolSpec& spec, int max_terms,
                                  Minus minus) {
    return FormulaWriter(explanation, spec, max_terms, minus).write();
}

std::string formula_text(const std::vector<FormulaPiece>& pieces) {
    std::string text;
    for (const FormulaPiece& piece : pieces) text += piece.text;
    return text;
}

}  // namespace core
