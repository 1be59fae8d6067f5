#include "pool_bench_cases.h"

#include <array>
#include <initializer_list>
#include <utility>

namespace bench {
namespace {

using core::Op;

constexpr Shape k_a{'A', 64, 224, 224, false};
constexpr Shape k_b{'B', 3, 3000, 4000, false};
constexpr Shape k_c{'C', 3, 750, 1000, false};
constexpr Shape k_d{'D', 3, 3000, 4000, true};
constexpr Shape k_e{'E', 2048, 7, 7, false};

constexpr std::array k_max_and_average{Op::max, Op::average};

Case sliding(const Shape& shape, Op op, std::int64_t kernel, std::int64_t stride, std::int64_t padding) {
    Case made;
    made.shape = shape;
    made.spec.op = op;
    made.spec.kernel = {kernel, kernel};
    made.spec.stride = {stride, stride};
    made.spec.padding = {padding, padding, padding, padding};
    return made;
}

// Stride 1 with as many outputs as inputs, so that all libraries compute the same.
Case same_size(const Shape& shape, Op op, std::int64_t kernel) { return sliding(shape, op, kernel, 1, kernel / 2); }

Case with_indices(Case made) {
    made.indices = true;
    return made;
}
Case exact(Case made) {
    made.sums = core::Sums::exact;
    return made;
}
Case on_two_threads(Case made) {
    made.threads = 2;
    return made;
}

Case whole(const Shape& shape, Op op) {
    Case made = sliding(shape, op, 1, 1, 0);
    made.spec.output_size = {7, 7};
    return made;
}

using Kernels = std::initializer_list<std::int64_t>;

class Matrix {
public:
    void add(const Case& one) { cases_.push_back(one); }
    void add_same_size(const Shape& shape, Kernels kernels, int threads = 1) {
        for (const std::int64_t kernel : kernels) {
            for (const Op op : k_max_and_average) {
                Case made = same_size(shape, op, kernel);
                made.threads = threads;
                add(made);
            }
        }
    }
    void add_strided(const Shape& shape, std::initializer_list<std::pair<std::int64_t, std::int64_t>> kernels) {
        for (const auto& [kernel, stride] : kernels)
            for (const Op op : k_max_and_average) add(sliding(shape, op, kernel, stride, 0));
    }
    // The poolings of networks: 2x2 and 3x3, stride 2, and the first with indices.
    void add_stem(const Shape& shape) {
        for (const auto& [kernel, padding] : {std::pair{2, 0}, std::pair{3, 1}}) {
            add(sliding(shape, Op::max, kernel, 2, padding));
            add(with_indices(sliding(shape, Op::max, kernel, 2, padding)));
            add(sliding(shape, Op::average, kernel, 2, padding));
        }
    }
    void add_whole() {
        for (const Shape& shape : {k_a, k_e}) add(whole(shape, Op::global_average));
        add(whole(k_a, Op::global_max));
        add(whole(k_a, Op::adaptive_average));
    }
    std::vector<Case> take() { return std::move(cases_); }

private:
    std::vector<Case> cases_;
};

void add_rare(Matrix& matrix) {
    for (const std::int64_t kernel : {7, 31}) matrix.add(with_indices(same_size(k_a, Op::max, kernel)));
    matrix.add(with_indices(same_size(k_b, Op::max, 7)));
    matrix.add(exact(sliding(k_b, Op::average, 2, 2, 0)));
    for (const std::int64_t kernel : {7, 31}) matrix.add(exact(same_size(k_b, Op::average, kernel)));
    matrix.add(sliding(k_a, Op::lp, 2, 2, 0));
    Case dilated = sliding(k_a, Op::max, 3, 1, 1);  // PyTorch refuses more padding than half the kernel
    dilated.spec.dilation = {2, 2};
    matrix.add(dilated);
}

}  // namespace

std::string operation_word(Op op) {
    switch (op) {
        case Op::max:
            return "max";
        case Op::average:
            return "average";
        case Op::min:
            return "min";
        case Op::lp:
            return "lp";
        case Op::sum:
            return "sum";
        case Op::global_max:
            return "global-max";
        case Op::global_average:
            return "global-average";
        case Op::adaptive_max:
            return "adaptive-max";
        case Op::adaptive_average:
            return "adaptive-average";
    }
    return "";
}

double Case::taps() const {
    if (!core::uses_window_settings(spec.op)) return static_cast<double>(shape.values());
    return static_cast<double>(outputs()) * static_cast<double>(spec.kernel.h * spec.kernel.w);
}

std::string Case::name() const {
    std::string words = std::string(1, shape.name) + "/" + operation_word(spec.op);
    if (indices) words += "+indices";
    if (sums == core::Sums::exact) words += "+exact";
    if (core::uses_window_settings(spec.op)) {
        words += "/k" + std::to_string(spec.kernel.h) + "/s" + std::to_string(spec.stride.h) + "/p" +
                 std::to_string(spec.padding.top);
        if (spec.dilation.h > 1) words += "/d" + std::to_string(spec.dilation.h);
    }
    return words + "/" + std::to_string(threads) + "t";
}

std::vector<Case> all_cases(bool quick) {
    Matrix matrix;
    matrix.add_stem(k_a);
    matrix.add_stem(k_b);
    matrix.add_whole();
    for (const Op op : k_max_and_average) matrix.add(sliding(k_d, op, 2, 2, 0));
    if (quick) {
        matrix.add_same_size(k_a, {3, 7, 15, 31});
        matrix.add_same_size(k_b, {7, 31, 101});
        matrix.add_same_size(k_c, {31});
        matrix.add_same_size(k_d, {7, 31});
        matrix.add_same_size(k_b, {7}, 2);
        return matrix.take();
    }
    matrix.add_same_size(k_a, {3, 5, 7, 9, 15, 31, 63, 101});
    matrix.add_same_size(k_b, {3, 5, 7, 9, 11, 15, 21, 31, 45, 63, 101});
    matrix.add_same_size(k_c, {3, 7, 15, 31, 63});
    matrix.add_same_size(k_d, {3, 7, 15, 31, 63});
    matrix.add_strided(k_a, {{5, 2}, {7, 4}, {15, 4}, {15, 15}, {31, 8}});
    matrix.add_strided(k_b, {{7, 2}, {15, 4}, {31, 31}});
    add_rare(matrix);
    matrix.add(on_two_threads(sliding(k_a, Op::max, 2, 2, 0)));
    matrix.add_same_size(k_a, {7}, 2);
    for (const Op op : k_max_and_average) matrix.add(on_two_threads(sliding(k_b, op, 2, 2, 0)));
    matrix.add_same_size(k_b, {7, 15, 31, 63}, 2);
    matrix.add_same_size(k_d, {7, 31}, 2);
    return matrix.take();
}

}  // namespace bench
