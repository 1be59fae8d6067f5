// The English words of problem.h: what is wrong with the numbers in it, then what would work.
#include <array>

#include "core/check.h"
#include "core/error_words.h"
#include "core/problem.h"

namespace core {
namespace {

struct Words {
    const char* key;
    const char* sentence;
};

// A sentence about one size: for both sides alike, for height alone (key_h), for width alone (key_w).
struct SideWords {
    const char* key;
    const char* both;
    const char* height;
    const char* width;
};

constexpr std::array k_words{
    Words{"problem.input_empty", "The input is {rows} × {cols}, without a single cell. Give it a row and a column."},
    Words{"problem.input_too_large", "The input is {rows} × {cols}. Use at most {most} rows and columns."},
    Words{"problem.output_too_large",
          "The output would have {rows} × {cols} cells. Use a larger stride, {most} cells are the most."},
    Words{"problem.divisor_zero", "Divisor 0 divides by nothing. Use any other whole number, or none."},
    Words{"problem.p_too_small", "p is {p}. Use 1 or more; ∞ takes the largest size."},
    Words{"problem.gradient_size",
          "The gradient is {rows} × {cols}, the output is {out_rows} × {out_cols}. Give each output one gradient."},
    Words{"problem.unpool_size_not_positive",
          "An output of {rows} × {cols} has no cell. Use 1 or more rows and columns."},
    Words{"problem.unpool_size_too_large",
          "An output of {rows} × {cols} is too large to count. {most} cells are the most."},
    Words{"problem.unpool_index",
          "The index in row {row}, column {col} is {index} and names no cell of an output of {rows} × {cols}. Use 0 to "
          "{most}, or the size that was pooled."},
    Words{"problem.unpool_index_plane",
          "The index in plane {plane}, row {row}, column {col} is {index} and names no cell of an output of {rows} × "
          "{cols}. Use 0 to {most}, or the size that was pooled."},
    Words{"problem.blur_size", "A blur filter of {size} cells is not to be had. Use 1 to {most}."},
    Words{"problem.stack_too_far",
          "One output would reach over more than {most} cells. Use smaller strides or fewer layers."},

    Words{"refusal.pytorch_min", "PyTorch has no min pooling. Turn the signs, take max pooling and turn them back."},
    Words{"refusal.pytorch_sum", "PyTorch has no sum pooling. Average pooling with divisor 1 gives the same."},
    Words{"refusal.pytorch_same", "PyTorch would refuse this: its pooling has no SAME, only padding in numbers."},
    Words{"refusal.pytorch_valid", "PyTorch would refuse this: its pooling has no VALID. Padding 0 does the same."},
    Words{
        "refusal.pytorch_uneven_padding",
        "PyTorch would refuse this: padding {top}, {left}, {bottom}, {right} is uneven. It pads opposite sides alike."},
    Words{"refusal.pytorch_average_dilation", "PyTorch would refuse this: average pooling has no dilation there."},
    Words{"refusal.pytorch_lp_dilation", "PyTorch would refuse this: Lp pooling has no dilation there."},
    Words{"refusal.pytorch_lp_padding", "PyTorch would refuse this: Lp pooling has no padding there."},

    Words{"refusal.onnx_min", "ONNX has no min pooling. Neg, MaxPool and Neg again do the same."},
    Words{"refusal.onnx_sum", "ONNX has no sum pooling. LpPool with p 1 adds up sizes without signs."},
    Words{"refusal.onnx_adaptive", "ONNX has no adaptive pooling, only global pooling, which gives 1 × 1."},
    Words{"refusal.onnx_divisor", "ONNX would refuse this: AveragePool has no divisor to set, here {divisor}."},
    Words{"refusal.onnx_p", "ONNX would refuse this: p of LpPool is a whole number, not {p}."},

    Words{"refusal.keras_min", "Keras has no min pooling. Turn the signs, take max pooling and turn them back."},
    Words{"refusal.keras_sum", "Keras has no sum pooling. Average pooling times the number of cells gives it."},
    Words{"refusal.keras_lp", "Keras has no Lp pooling."},
    Words{"refusal.keras_padding", "Keras would refuse this: it knows \"valid\" and \"same\", no padding in numbers."},
    Words{"refusal.keras_same_lower", "Keras would refuse this: its \"same\" puts the odd cell at the end."},
    Words{"refusal.keras_ceil", "Keras would refuse this: it has no ceil. \"valid\" rounds down, \"same\" pads."},
    Words{"refusal.keras_dilation", "Keras would refuse this: its pooling layers have no dilation."},
    Words{"refusal.keras_divisor", "Keras would refuse this: there is no divisor to set, here {divisor}."},
    Words{"refusal.keras_count_include_pad", "Keras cannot do this: it never counts padding in the divisor."},
};

constexpr std::array k_side_words{
    SideWords{"problem.kernel_not_positive", "Kernel {kernel} holds no cell. Use 1 or more.",
              "Kernel height {kernel} holds no cell. Use 1 or more.",
              "Kernel width {kernel} holds no cell. Use 1 or more."},
    SideWords{"problem.stride_not_positive", "Stride {stride} does not move the window on. Use 1 or more.",
              "Vertical stride {stride} does not move the window on. Use 1 or more.",
              "Horizontal stride {stride} does not move the window on. Use 1 or more."},
    SideWords{"problem.dilation_not_positive", "Dilation {dilation} does not spread the window. Use 1 or more.",
              "Vertical dilation {dilation} does not spread the window. Use 1 or more.",
              "Horizontal dilation {dilation} does not spread the window. Use 1 or more."},
    SideWords{"problem.padding_negative", "Padding {padding} is below 0. Use 0 or more.",
              "Padding {padding} above or below is less than 0. Use 0 or more.",
              "Padding {padding} at the left or right is less than 0. Use 0 or more."},
    SideWords{"problem.output_size_not_positive", "Output size {output} leaves nothing. Use 1 or more.",
              "Output height {output} leaves nothing. Use 1 or more.",
              "Output width {output} leaves nothing. Use 1 or more."},
    SideWords{"problem.kernel_too_large",
              "Kernel {kernel} is larger than the padded input {padded}. Use 1 to {most}, or padding {padding}.",
              "Kernel height {kernel} is larger than the padded input height {padded}. Use 1 to {most}, or padding "
              "{padding} above and below.",
              "Kernel width {kernel} is larger than the padded input width {padded}. Use 1 to {most}, or padding "
              "{padding} left and right."},
    SideWords{"problem.kernel_too_large_only",
              "Kernel {kernel} is larger than the padded input {padded}. Use 1 to {most}.",
              "Kernel height {kernel} is larger than the padded input height {padded}. Use 1 to {most}.",
              "Kernel width {kernel} is larger than the padded input width {padded}. Use 1 to {most}."},
    SideWords{
        "problem.kernel_too_large_valid",
        "Kernel {kernel} is larger than the input {padded}. Use 1 to {most}, or \"same\" instead of \"valid\".",
        "Kernel height {kernel} is larger than the input height {padded}. Use 1 to {most}, or \"same\" instead of "
        "\"valid\".",
        "Kernel width {kernel} is larger than the input width {padded}. Use 1 to {most}, or \"same\" instead of "
        "\"valid\"."},
    SideWords{"problem.kernel_too_large_dilated",
              "Kernel {kernel} with dilation {dilation} reaches past the padded input {padded}. Use kernel 1 to {most} "
              "at this dilation.",
              "Kernel height {kernel} with dilation {dilation} reaches past the padded input height {padded}. Use 1 to "
              "{most} at this dilation.",
              "Kernel width {kernel} with dilation {dilation} reaches past the padded input width {padded}. Use 1 to "
              "{most} at this dilation."},
    SideWords{"problem.kernel_beyond_limit", "Kernel {kernel} is too large to draw. Use 1 to {most}.",
              "Kernel height {kernel} is too large to draw. Use 1 to {most}.",
              "Kernel width {kernel} is too large to draw. Use 1 to {most}."},
    SideWords{"problem.stride_beyond_limit", "Stride {stride} is too large to count with. Use 1 to {most}.",
              "Vertical stride {stride} is too large to count with. Use 1 to {most}.",
              "Horizontal stride {stride} is too large to count with. Use 1 to {most}."},
    SideWords{"problem.dilation_beyond_limit", "Dilation {dilation} is too large to count with. Use 1 to {most}.",
              "Vertical dilation {dilation} is too large to count with. Use 1 to {most}.",
              "Horizontal dilation {dilation} is too large to count with. Use 1 to {most}."},
    SideWords{"problem.padding_beyond_limit",
              "Padding {padding} is too much around an input of {input}. Use 0 to {most}.",
              "Padding {padding} above or below is too much for an input height of {input}. Use 0 to {most}.",
              "Padding {padding} at the left or right is too much for an input width of {input}. Use 0 to {most}."},
    SideWords{"problem.output_size_beyond_limit",
              "Output size {output} is too large for an input of {input}. Use 1 to {most}.",
              "Output height {output} is too large for an input height of {input}. Use 1 to {most}.",
              "Output width {output} is too large for an input width of {input}. Use 1 to {most}."},
    SideWords{
        "problem.blur_reflection",
        "A blur filter of {size} mirrors the edges and needs {least} rows and columns, here {input}. Use a filter "
        "of 1 to {most}.",
        "A blur filter of {size} mirrors the edges and needs {least} rows, here {input}. Use a filter of 1 to "
        "{most}.",
        "A blur filter of {size} mirrors the edges and needs {least} columns, here {input}. Use a filter of 1 to "
        "{most}."},
    SideWords{"refusal.pytorch_unpool_size",
              "PyTorch would refuse this: output size {size} is not between {least} and {most}.",
              "PyTorch would refuse this: output height {size} is not between {least} and {most}.",
              "PyTorch would refuse this: output width {size} is not between {least} and {most}."},
    SideWords{
        "refusal.pytorch_padding", "PyTorch would refuse this: padding {padding} is more than half of kernel {kernel}.",
        "PyTorch would refuse this: padding {padding} above and below is more than half of kernel height {kernel}.",
        "PyTorch would refuse this: padding {padding} left and right is more than half of kernel width {kernel}."},
    SideWords{"refusal.pytorch_padding_dilated",
              "Older PyTorch would refuse this: padding {padding} is more than half of kernel {kernel}, whatever the "
              "dilation.",
              "Older PyTorch would refuse this: padding {padding} above and below is more than half of kernel height "
              "{kernel}, whatever the dilation.",
              "Older PyTorch would refuse this: padding {padding} left and right is more than half of kernel width "
              "{kernel}, whatever the dilation."},
    SideWords{"refusal.onnxruntime_padding",
              "onnxruntime would refuse this: padding {padding} is not smaller than kernel {kernel}.",
              "onnxruntime would refuse this: padding {padding} above or below is not smaller than kernel height "
              "{kernel}.",
              "onnxruntime would refuse this: padding {padding} at the left or right is not smaller than kernel width "
              "{kernel}."},
};

std::map<std::string, std::string, std::less<>> all_sentences() {
    std::map<std::string, std::string, std::less<>> sentences;
    for (const Words& words : k_words) sentences.emplace(words.key, words.sentence);
    for (const SideWords& words : k_side_words) {
        sentences.emplace(words.key, words.both);
        sentences.emplace(std::string(words.key) + "_h", words.height);
        sentences.emplace(std::string(words.key) + "_w", words.width);
    }
    return sentences;
}

}  // namespace

const std::map<std::string, std::string, std::less<>>& problem_sentences() {
    static const std::map<std::string, std::string, std::less<>> sentences = all_sentences();
    return sentences;
}

std::string Problem::sentence() const {
    const auto found = problem_sentences().find(key);
    CORE_CHECK(found != problem_sentences().end());
    return fill_places(found->second, args);
}

}  // namespace core
