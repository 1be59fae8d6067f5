// The bytes between a program and its worker. Each direction carries one frame: a header of 40 bytes, then the payload.
//   request:  magic, version, memory limit, CPU limit in ms, wall limit in ms, payload length
//   response: magic, kind, 0, 0, payload length; kind failed carries an encoded core::Error
// All numbers are in the machine's own byte order: both ends are the same program on the same machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace worker {

inline constexpr std::string_view k_worker_argument = "--worker";
inline constexpr std::uint32_t k_request_magic = 0x51524F57;   // "WORQ"
inline constexpr std::uint32_t k_response_magic = 0x52524F57;  // "WORR"
inline constexpr std::uint32_t k_protocol_version = 2;

struct RequestHeader {
    std::uint32_t magic = k_request_magic;
    std::uint32_t version = k_protocol_version;
    std::uint64_t memory_bytes = 0;
    std::uint64_t cpu_ms = 0;
    std::uint64_t wall_ms = 0;
    std::uint64_t length = 0;
};

enum class ResponseKind : std::uint32_t { done = 1, failed = 2, out_of_memory = 3 };

struct ResponseHeader {
    std::uint32_t magic = k_response_magic;
    std::uint32_t kind = 0;
    std::uint64_t reserved[3] = {};
    std::uint64_t length = 0;
};

inline constexpr std::size_t k_header_bytes = 40;
static_assert(sizeof(RequestHeader) == k_header_bytes && sizeof(ResponseHeader) == k_header_bytes);

using HeaderBytes = std::array<std::byte, k_header_bytes>;
HeaderBytes encode(const RequestHeader& header);
HeaderBytes encode(const ResponseHeader& header);
// Nothing if the magic, the version or the kind is not one of ours.
std::optional<RequestHeader> decode_request(const HeaderBytes& bytes);
std::optional<ResponseHeader> decode_response(const HeaderBytes& bytes);

std::vector<std::byte> encode_error(const core::Error& error);
std::optional<core::Error> decode_error(std::span<const std::byte> bytes);

}  // namespace worker
