#include "engine_cases.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>
#include <type_traits>

#include "cases.h"
#include "core/geometry.h"
#include "core/problem.h"
#include "instruction_sets.h"

namespace test {
namespace {

using core::Op;

class Draw {
public:
    explicit Draw(std::mt19937& random) : random_(random) {}
    std::int64_t operator()(std::int64_t low, std::int64_t high) const {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
    }
    bool percent(int chance) const { return (*this)(1, 100) <= chance; }
    double real(double low, double high) const { return std::uniform_real_distribution<double>(low, high)(random_); }

private:
    std::mt19937& random_;
};

std::int64_t random_kernel(const Draw& draw) {
    if (draw.percent(40)) return draw(1, 4);
    return draw.percent(50) ? draw(5, 12) : draw(13, 40);
}

std::int64_t random_stride(const Draw& draw, std::int64_t kernel) {
    if (draw.percent(50)) return 1;
    return draw.percent(50) ? 2 : draw(1, kernel + 3);
}

std::int64_t random_padding(const Draw& draw, std::int64_t kernel) {
    return draw(0, draw.percent(80) ? kernel / 2 : kernel + 2);
}

// The settings of well-known networks, which have methods of their own.
void choose_popular(core::PoolSpec& spec, const Draw& draw) {
    constexpr std::int64_t k_popular[][3] = {{2, 2, 0}, {2, 2, 0}, {3, 2, 1}, {3, 2, 0}, {3, 1, 1}, {7, 1, 3}};
    const auto& [kernel, stride, padding] = k_popular[draw(0, 5)];
    spec.kernel = {kernel, kernel};
    spec.stride = {stride, stride};
    spec.padding = {padding, padding, padding, padding};
}

void choose_window(core::PoolSpec& spec, const Draw& draw) {
    spec.kernel = {random_kernel(draw), random_kernel(draw)};
    if (draw.percent(40)) spec.kernel.w = spec.kernel.h;
    spec.stride = {random_stride(draw, spec.kernel.h), random_stride(draw, spec.kernel.w)};
    if (draw.percent(50)) {
        const auto [h, w] = spec.kernel;
        spec.padding = {random_padding(draw, h), random_padding(draw, w), random_padding(draw, h),
                        random_padding(draw, w)};
    }
    if (draw.percent(20)) spec.dilation = {draw(1, 4), draw(1, 4)};
    if (draw.percent(20)) spec.auto_pad = static_cast<core::AutoPad>(draw(1, 3));
}

core::PoolSpec random_spec(const Draw& draw) {
    core::PoolSpec spec;
    // Sliding windows have more settings than the other kinds.
    constexpr Op k_ops[] = {Op::max,          Op::max,
                            Op::max,          Op::min,
                            Op::min,          Op::average,
                            Op::average,      Op::average,
                            Op::sum,          Op::lp,
                            Op::global_max,   Op::global_average,
                            Op::adaptive_max, Op::adaptive_average};
    spec.op = k_ops[draw(0, static_cast<std::int64_t>(std::size(k_ops)) - 1)];
    if (draw.percent(25)) {
        choose_popular(spec, draw);
    } else {
        choose_window(spec, draw);
    }
    spec.ceil = draw.percent(40);
    spec.count_include_pad = draw.percent(60);
    constexpr std::int64_t k_divisors[] = {1, 3, 7, -2};
    if (draw.percent(20)) spec.divisor = k_divisors[draw(0, 3)];
    constexpr double k_powers[] = {1.0, 2.0, 3.0, 1.5, 7.0, 400.0, std::numeric_limits<double>::infinity()};
    spec.p = k_powers[draw(0, 6)];
    spec.output_size = {draw(1, 20), draw(1, 20)};
    spec.rule = static_cast<core::Rule>(draw(0, 2));
    return spec;
}

double definition_taps(const EngineCase& c) {
    const core::Geometry where = core::geometry(c.spec, c.height, c.width);
    return static_cast<double>(c.planes) * static_cast<double>(where.windows()) *
           static_cast<double>(std::min(where.h.kernel, c.height)) *
           static_cast<double>(std::min(where.w.kernel, c.width));
}

template <class T>
T random_value(Content content, const Draw& draw) {
    if constexpr (std::is_same_v<T, std::uint8_t>) {
        return static_cast<T>(content == Content::ties || content == Content::zeros ? draw(0, 3) : draw(0, 255));
    } else {
        // Doubles that round to the same float are not ties.
        const double nudge = std::is_same_v<T, double> ? static_cast<double>(draw(-1, 1)) * 1e-12 : 0.0;
        switch (content) {
            case Content::zeros:
                return static_cast<T>(draw.percent(50) ? 0.0 : -0.0);
            case Content::decimals:
                return static_cast<T>(draw(-9999, 9999)) / static_cast<T>(100) + static_cast<T>(nudge);
            case Content::wide:
                return static_cast<T>(std::exp(draw.real(-12.0, 12.0)) * (draw.percent(50) ? 1.0 : -1.0));
            case Content::photo:
                return static_cast<T>(draw(0, 255));
            case Content::specials:
                if (draw.percent(4)) return std::numeric_limits<T>::quiet_NaN();
                if (draw.percent(4)) return std::numeric_limits<T>::infinity();
                if (draw.percent(10)) return -std::numeric_limits<T>::infinity();
                break;
            case Content::ties:
                break;
        }
        const double whole = static_cast<double>(draw(-3, 3));
        return static_cast<T>(whole == 0.0 && draw.percent(50) ? -0.0 : whole + nudge);
    }
}

struct Strides {
    std::int64_t plane = 0;
    std::int64_t row = 0;
    std::int64_t col = 0;
};

Strides strides_of(const EngineCase& c) {
    const std::int64_t gap = 1 + c.seed % 9;
    switch (c.layout) {
        case Layout::dense:
            break;
        case Layout::padded_rows:
            return {c.height * (c.width + gap) + gap, c.width + gap, 1};
        case Layout::interleaved:
            return {1, c.width * c.planes, c.planes};
        case Layout::spread_columns:
            return {c.height * (2 * c.width + gap), 2 * c.width + gap, 2};
        case Layout::upside_down:
            return {c.height * (c.width + gap), -(c.width + gap), c.seed % 2 == 0 ? 1 : -1};
    }
    return {c.height * c.width, c.width, 1};
}

template <class T>
T poison() {
    if constexpr (std::is_same_v<T, std::uint8_t>) return 255;
    return std::numeric_limits<T>::quiet_NaN();
}

std::int64_t count_of(const EngineCase& c) { return c.planes * core::geometry(c.spec, c.height, c.width).windows(); }

// What no result is: a NaN of its own, and a number of no cell.
constexpr std::uint32_t k_unwritten = 0x7fa5a5a5;
constexpr std::int64_t k_unwritten_index = -77;
constexpr std::size_t k_guard = 64;

bool is_unwritten(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits == k_unwritten;
}

float unwritten() {
    float value = 0.0F;
    std::memcpy(&value, &k_unwritten, sizeof value);
    return value;
}

// What an average of the window divides by, from the definition in pool.h.
std::int64_t divisor_of(const EngineCase& c, const core::Geometry& where, const core::Span& rows,
                        const core::Span& cols, std::int64_t inside) {
    if (c.spec.op == Op::sum) return 1;
    if (c.spec.op != Op::average) return inside;
    if (c.spec.divisor) return *c.spec.divisor;
    if (!c.spec.count_include_pad || c.spec.rule == core::Rule::keras) return inside;
    const auto padded = [](const core::Span& taps, const core::Axis& axis) {
        return core::clipped(taps, -axis.pad_begin, axis.input + axis.pad_end).count;
    };
    return padded(rows, where.h) * padded(cols, where.w);
}

bool sums_up(Op op) { return op == Op::sum || core::is_average(op); }

}  // namespace

std::string describe(const EngineCase& c) {
    constexpr const char* k_layouts[] = {"dense", "padded rows", "interleaved", "spread columns", "upside down"};
    constexpr const char* k_contents[] = {"ties", "zeros", "decimals", "wide", "photo", "specials"};
    std::ostringstream out;
    out << describe(c.spec, c.height, c.width) << " planes " << c.planes << ", "
        << k_layouts[static_cast<int>(c.layout)] << ", " << k_contents[static_cast<int>(c.content)]
        << (c.indices ? ", indices" : ", no indices") << ", seed " << c.seed;
    return out.str();
}

EngineCase random_engine_case(std::mt19937& random, double most_taps) {
    const Draw draw(random);
    while (true) {
        EngineCase c;
        c.spec = random_spec(draw);
        c.planes = draw(1, 4);
        c.height = draw(1, 70);
        c.width = draw(1, 70);
        if (draw.percent(20)) c.height = draw(70, 300);
        if (draw.percent(30)) c.width = draw(70, 300);
        c.layout = static_cast<Layout>(draw.percent(40) ? 0 : draw(1, 4));
        c.content = static_cast<Content>(draw(0, 5));
        c.indices = core::picks_one_cell(c.spec.op) && draw.percent(50);
        c.seed = static_cast<unsigned>(random());
        if (core::problem(c.spec, c.height, c.width)) continue;
        if (definition_taps(c) <= most_taps) return c;
    }
}

template <class T>
Planes<T> make_planes(const EngineCase& c) {
    const Strides strides = strides_of(c);
    std::int64_t lowest = 0;
    std::int64_t highest = 0;
    for (const auto& [count, stride] :
         {std::pair{c.planes, strides.plane}, std::pair{c.height, strides.row}, std::pair{c.width, strides.col}}) {
        (stride < 0 ? lowest : highest) += (count - 1) * stride;
    }
    Planes<T> planes;
    planes.storage.assign(static_cast<std::size_t>(highest - lowest + 1), poison<T>());
    planes.view = {
        planes.storage.data() - lowest, c.planes, c.height, c.width, strides.plane, strides.row, strides.col};
    std::mt19937 random(c.seed);
    const Draw draw(random);
    for (std::int64_t p = 0; p < c.planes; ++p) {
        for (std::int64_t y = 0; y < c.height; ++y) {
            for (std::int64_t x = 0; x < c.width; ++x) {
                const std::int64_t at = p * strides.plane + y * strides.row + x * strides.col - lowest;
                planes.storage[static_cast<std::size_t>(at)] = random_value<T>(c.content, draw);
            }
        }
    }
    return planes;
}

template <class T>
Results reference_results(const EngineCase& c, const core::View<T>& input) {
    Results results;
    results.values.resize(static_cast<std::size_t>(count_of(c)));
    results.indices.resize(c.indices ? results.values.size() : 0);
    core::reference_pool(input, c.spec, {results.values.data(), c.indices ? results.indices.data() : nullptr});
    return results;
}

template <class T>
std::optional<Results> engine_results(const EngineCase& c, const core::View<T>& input,
                                      const core::PoolOptions& options) {
    const auto count = static_cast<std::size_t>(count_of(c));
    std::vector<float> values(count + 2 * k_guard, unwritten());
    std::vector<std::int64_t> indices(count + 2 * k_guard, k_unwritten_index);
    core::pool(input, c.spec, {values.data() + k_guard, c.indices ? indices.data() + k_guard : nullptr}, options);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool inside = i >= k_guard && i < k_guard + count;
        if (is_unwritten(values[i]) == inside) return std::nullopt;
        if ((indices[i] == k_unwritten_index) == (inside && c.indices)) return std::nullopt;
    }
    const auto inner = [&](const auto& all) {
        return std::vector(all.begin() + k_guard, all.begin() + k_guard + static_cast<std::ptrdiff_t>(count));
    };
    Results results{inner(values), {}};
    if (c.indices) results.indices = inner(indices);
    return results;
}

template <class T>
std::vector<ExactMean> exact_means(const EngineCase& c, const core::View<T>& input) {
    if (!sums_up(c.spec.op)) return {};
    const core::Geometry where = core::geometry(c.spec, c.height, c.width);
    std::vector<ExactMean> means;
    means.reserve(static_cast<std::size_t>(c.planes * where.windows()));
    for (std::int64_t cell = 0; cell < c.planes * where.windows(); ++cell) {
        const std::int64_t window = cell % where.windows();
        const core::Span rows = core::span(where.h, window / where.w.output);
        const core::Span cols = core::span(where.w, window % where.w.output);
        const core::Span in_rows = core::clipped(rows, 0, c.height);
        const core::Span in_cols = core::clipped(cols, 0, c.width);
        ExactMean exact;
        for (std::int64_t i = 0; i < in_rows.count; ++i) {
            for (std::int64_t j = 0; j < in_cols.count; ++j) {
                const auto value = static_cast<long double>(input.at(
                    cell / where.windows(), in_rows.start + i * in_rows.step, in_cols.start + j * in_cols.step));
                exact.mean += value;
                exact.size += std::abs(value);
            }
        }
        const std::int64_t inside = in_rows.count * in_cols.count;
        if (inside > 0) {
            const auto divisor = static_cast<long double>(divisor_of(c, where, rows, cols, inside));
            exact.mean /= divisor;
            exact.size /= std::abs(divisor);
        }
        means.push_back(exact);
    }
    return means;
}

long double ulp(long double value) {
    int exponent = 0;
    std::frexp(value, &exponent);
    return std::ldexp(1.0L, std::max(exponent, -125) - 24);
}

bool near_mean(float actual, const ExactMean& exact, core::Sums sums) {
    if (std::isnan(exact.mean)) return std::isnan(actual);
    if (std::isinf(exact.mean)) return static_cast<long double>(actual) == exact.mean;
    // Doubles lose something too where values cancel.
    const long double allowed =
        sums == core::Sums::single ? 8.0L * ulp(exact.size) : 0.52L * ulp(exact.mean) + 1e-13L * exact.size;
    return std::abs(static_cast<long double>(actual) - exact.mean) <= allowed;
}

std::string difference(const EngineCase& c, const Results& actual, const Results& expected,
                       const std::vector<ExactMean>& exact, core::Sums sums) {
    std::ostringstream out;
    out.precision(9);
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
        const float value = actual.values[i];
        const float wanted = expected.values[i];
        const bool right = sums_up(c.spec.op)    ? near_mean(value, exact[i], sums)
                           : c.spec.op == Op::lp ? nearly_identical(value, wanted)
                                                 : identical(value, wanted);
        if (!right) out << "value " << i << " is " << value << ", not " << wanted;
        if (right && c.indices && actual.indices[i] != expected.indices[i]) {
            out << "index " << i << " is " << actual.indices[i] << ", not " << expected.indices[i];
        }
        if (!out.str().empty()) return out.str();
    }
    return "";
}

bool same_bits(const Results& a, const Results& b) {
    return a.indices == b.indices && a.values.size() == b.values.size() &&
           std::equal(a.values.begin(), a.values.end(), b.values.begin(), identical);
}

namespace {

template <class T>
std::string fault_now(const EngineCase& c, const core::View<T>& input, const Results& expected,
                      const std::vector<ExactMean>& exact, core::Sums sums, const Workspaces& workspaces) {
    core::PoolOptions options;
    options.sums = sums;
    options.workspace = workspaces.all.front().get();
    const std::optional<Results> one = engine_results(c, input, options);
    if (!one) return "a value was not written, or one beside the output was";
    if (std::string found = difference(c, *one, expected, exact, sums); !found.empty()) return found;
    // One of the others is enough: there are many cases.
    options.workspace = workspaces.all[1 + c.seed % (workspaces.all.size() - 1)].get();
    const std::optional<Results> several = engine_results(c, input, options);
    if (several && same_bits(*several, *one)) return "";
    return "differs on " + std::to_string(options.workspace->threads()) + " threads";
}

}  // namespace

template <class T>
std::string engine_fault(const EngineCase& c, const Workspaces& workspaces) {
    const Planes<T> planes = make_planes<T>(c);
    const Results expected = reference_results(c, planes.view);
    const std::vector<ExactMean> exact = exact_means(c, planes.view);
    std::string fault;
    for_each_instruction_set([&](const char* set) {
        for (const core::Sums sums : {core::Sums::single, core::Sums::exact}) {
            if (!fault.empty() || (sums == core::Sums::exact && exact.empty())) continue;
            const std::string found = fault_now(c, planes.view, expected, exact, sums, workspaces);
            const char* const kind = sums == core::Sums::exact ? ", exact sums: " : ": ";
            if (!found.empty()) fault = set + (kind + found) + "\n  " + describe(c);
        }
    });
    return fault;
}

#define TEST_INSTANTIATE(T)                                                                                            \
    template Planes<T> make_planes(const EngineCase&);                                                                 \
    template Results reference_results(const EngineCase&, const core::View<T>&);                                       \
    template std::optional<Results> engine_results(const EngineCase&, const core::View<T>&, const core::PoolOptions&); \
    template std::vector<ExactMean> exact_means(const EngineCase&, const core::View<T>&);                              \
    template std::string engine_fault<T>(const EngineCase&, const Workspaces&);
TEST_INSTANTIATE(float)
TEST_INSTANTIATE(double)
TEST_INSTANTIATE(std::uint8_t)
#undef TEST_INSTANTIATE

}  // namespace test
