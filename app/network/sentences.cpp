#include "app/network/sentences.h"

#include <array>
#include <utility>

namespace network {
namespace {

using core::ErrorWords;

constexpr std::string_view k_name_classes = "write one name a line, in the network's order";

constexpr std::array k_words{
    // What was asked of a network (app/network_service.cpp).
    ErrorWords{"error.look_stopped", "The network was stopped before it had looked", "look again"},
    ErrorWords{"error.network_none_opened", "No network file has been opened", "open an ONNX file"},
    // Where networks come from (model_files.cpp).
    ErrorWords{"error.network_unknown", "no network is called \"{id}\"", "choose lite0, builtin or a file"},
    ErrorWords{"error.network_not_fetched", "has not been fetched to this computer",
               "run ./dev build once with a connection to the internet"},
    // The names of its classes (labels.cpp).
    ErrorWords{"error.labels_none", "holds no class names", k_name_classes},
    ErrorWords{"error.labels_not_text", "is not text in UTF-8", "save it as UTF-8"},
    ErrorWords{"error.labels_not_json", "is not a JSON list or object", k_name_classes},
    ErrorWords{"error.labels_empty", "class {class} has no name", k_name_classes},
    ErrorWords{"error.labels_long", "the name of class {class} has {bytes} bytes; at most {most} are read"},
    ErrorWords{"error.labels_key", "has {count} entries, but none with the key \"{class}\"",
               "number the classes from \"0\""},
    ErrorWords{"error.labels_json_name", "the name of class {class} is not a text", k_name_classes},
    ErrorWords{"error.labels_count", "names {given} classes, but the network has {wanted}",
               "give each class one name, in the network's order"},
    // The file (model_read.cpp).
    ErrorWords{"error.model_empty", "is empty"},
    ErrorWords{"error.model_too_large", "has {size} MB; at most {most} MB are read"},
    ErrorWords{"error.model_not_onnx", "is not an ONNX model, or it is cut off", "export it again, or fetch it again"},
    ErrorWords{"error.model_no_graph", "is an ONNX file without a network in it"},
    ErrorWords{"error.model_opset", "uses version {opset} of the ONNX operators (opset); {least} to {most} are read",
               "export it with opset 13"},
    ErrorWords{"error.model_domain", "uses the operator {op} of {domain}, which is not part of ONNX",
               "export it without extensions"},
    ErrorWords{"error.model_too_many_parts", "has {count} parts or more; at most {most} are read"},
    ErrorWords{"error.model_too_many_nodes", "has {count} operators; at most {most} are read"},
    ErrorWords{"error.model_too_many_weights", "has {count} weight tensors; at most {most} are read"},
    ErrorWords{"error.model_weights_elsewhere", "keeps its weights in another file", "export it as one file"},
    ErrorWords{"error.model_weights_type",
               "the numbers of {name} are of type {type}; float32 for weights and int64 or int32 for sizes are read",
               "export it in 32-bit floating point"},
    ErrorWords{"error.model_weights_shape", "the weights {name} say that their shape is {shape}, which cannot be"},
    ErrorWords{"error.model_weights_payload",
               "the weights {name} of shape {shape} need {wanted} bytes; {found} are there",
               "the file is damaged; fetch or export it again"},
    ErrorWords{"error.model_weights_not_finite", "the weights {name} hold values that are no numbers (NaN or infinity)",
               "the training went wrong; save an earlier state"},
    ErrorWords{"error.model_name_twice", "the name {name} is given twice"},
    ErrorWords{"error.model_subgraph", "has a branch or loop inside ({op})", "export it without control flow"},
    ErrorWords{"error.model_node", "the operator {op} has inputs or outputs that it cannot have"},
    ErrorWords{"error.model_attribute",
               "the setting {setting} of the operator {op} has a value that is not possible here"},
    ErrorWords{"error.model_dangling", "{op} needs {name}, which nothing makes"},
    ErrorWords{"error.model_circle", "its operators go in a circle at {name}"},
    ErrorWords{"error.model_inputs", "has {count} inputs; a network for one photo has 1"},
    ErrorWords{"error.model_input_type", "its input is of type {type}; float32 is needed"},
    ErrorWords{"error.model_input_unshaped", "does not say what shape its input has",
               "export it with an input of 1 x 3 x height x width"},
    ErrorWords{"error.model_input_shape", "its input is {shape}; 1 x 3 x height x width is needed",
               "export it for one picture at a time, red, green and blue first"},
    ErrorWords{"error.model_input_size", "its input is {shape} pixels; sides of {least} to {most} are possible"},
    ErrorWords{"error.model_no_output", "has no output that can be worked out"},
    ErrorWords{"error.model_operator", "uses the operator {op}, which is not run here",
               "export it for image classification without extras"},
    ErrorWords{"error.model_operator_input", "the operator {op} gets {shape}, which it cannot work on"},
    ErrorWords{"error.model_operator_output", "the operator {op} would give {shape}, more than is possible"},
    ErrorWords{"error.model_misfit", "the operator {op} meets {shape} and {other}, which do not fit together"},
    ErrorWords{"error.model_window", "the operator {op} slides a window of {window} over {shape}, which is smaller"},
    ErrorWords{"error.model_not_fixed", "the operator {op} takes weights or sizes from the photo, which is not read"},
    ErrorWords{"error.model_not_folded", "the operator {op} works on constants in a way that is not read",
               "export it with constant folding"},
    ErrorWords{"error.model_too_wide", "holds more than {most} million numbers between input and output",
               "use a smaller network"},
    ErrorWords{"error.model_too_slow", "needs more than {most} billion multiplications for one photo",
               "use a smaller network"},
    // Why CAM is not defined for it (model_head.cpp).
    ErrorWords{"error.cam_no_gap",
               "CAM is not defined for this network: there is no global average pooling before its classes",
               "use one that has it, such as ResNet, MobileNetV2, DenseNet or SqueezeNet"},
    ErrorWords{"error.cam_two_dense",
               "CAM is not defined for this network: two dense layers stand before its classes, and only one may (as "
               "in VGG, AlexNet, MobileNetV3)",
               "use one with a single dense layer after the pooling, such as ResNet or MobileNetV2"},
    ErrorWords{"error.cam_between",
               "CAM is not defined for this network: {op} stands between its pooling and its dense layer"},
    ErrorWords{"error.cam_flattened",
               "CAM is not defined for this network: its dense layer sees the maps of {shape} flattened, without "
               "global average pooling"},
    ErrorWords{"error.cam_no_dense",
               "CAM is not defined for this network: its output comes from {op}, not from a dense layer",
               "export it up to its class scores"},
    ErrorWords{"error.cam_not_classes",
               "CAM is not defined for this network: its output is {shape}, not one score per class"},
    ErrorWords{"error.cam_no_classes",
               "CAM is not defined for this network: it ends with its pooling, without a layer to classes",
               "export it with its classifier"},
    // Running it (engine.cpp, network.cpp).
    ErrorWords{"error.engine_load", "is a model that the network engine cannot load ({message})",
               "export it again for ONNX opset 9 to 13, in 32-bit floating point"},
    ErrorWords{"error.engine_run", "is a model that the network engine cannot run ({message})",
               "export it again for ONNX opset 9 to 13, with a fixed input size"},
    ErrorWords{"error.engine_shape", "gives {output} of {given} numbers where {wanted} were expected",
               "export it again with a fixed input size"},
    ErrorWords{"error.network_input_length", "takes {wanted} numbers (3 x {height} x {width}), not {given}"},
    ErrorWords{"error.network_not_finite", "gives values that are not finite numbers",
               "check its weights, and the colour values it is given"},
    ErrorWords{"error.network_crashed_loading", "ended the process that loads networks",
               "the file is damaged, or made to do harm; the program is unharmed"},
    ErrorWords{"error.network_crashed", "ended the process that runs networks; the program is unharmed", "try again"},
    ErrorWords{"error.network_no_memory", "needs more memory than this machine has to spare ({limit} MB at most)",
               "use a smaller network"},
    ErrorWords{"error.network_too_slow", "was stopped after {seconds} s without a result", "use a smaller network"},
    ErrorWords{"error.network_cancelled", "was stopped"},
    ErrorWords{"error.network_message", "gave an answer that cannot be read", "try again"},
};

}  // namespace

std::span<const ErrorWords> error_words() { return k_words; }

core::Error error(std::string_view key, std::string where, core::Places args) {
    return core::make_error(k_words, key, std::move(where), std::move(args));
}

}  // namespace network
