#include "app/network/model_check.h"

#include "app/network/onnx.pb.h"
#include "app/network/sentences.h"

namespace network {

core::Result<CheckedModel> check_model(std::span<const std::byte>) { return error("error.model_empty"); }

}  // namespace network
