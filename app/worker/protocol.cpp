#include "app/worker/protocol.h"

#include <cstring>
#include <string>

namespace worker {
namespace {

template <class Header>
HeaderBytes to_bytes(const Header& header) {
    HeaderBytes bytes;
    std::memcpy(bytes.data(), &header, bytes.size());
    return bytes;
}

template <class Header>
Header from_bytes(const HeaderBytes& bytes) {
    Header header;
    std::memcpy(&header, bytes.data(), bytes.size());
    return header;
}

void append_number(std::vector<std::byte>& out, std::uint64_t number) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&number);
    out.insert(out.end(), bytes, bytes + sizeof number);
}

void append_text(std::vector<std::byte>& out, const std::string& text) {
    append_number(out, text.size());
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    out.insert(out.end(), bytes, bytes + text.size());
}

std::optional<std::uint64_t> take_number(std::span<const std::byte>& bytes) {
    std::uint64_t number = 0;
    if (bytes.size() < sizeof number) return std::nullopt;
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes = bytes.subspan(sizeof number);
    return number;
}

std::optional<std::string> take_text(std::span<const std::byte>& bytes) {
    const std::optional<std::uint64_t> length = take_number(bytes);
    if (!length || *length > bytes.size()) return std::nullopt;
    std::string text(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(*length));
    bytes = bytes.subspan(text.size());
    return text;
}

std::optional<core::Places> take_places(std::span<const std::byte>& bytes) {
    const std::optional<std::uint64_t> count = take_number(bytes);
    if (!count) return std::nullopt;
    core::Places places;
    for (std::uint64_t i = 0; i < *count; ++i) {  // a false count ends with the bytes
        std::optional<std::string> name = take_text(bytes);
        std::optional<std::string> value = take_text(bytes);
        if (!name || !value) return std::nullopt;
        places.emplace_back(*std::move(name), *std::move(value));
    }
    return places;
}

}  // namespace

HeaderBytes encode(const RequestHeader& header) { return to_bytes(header); }
HeaderBytes encode(const ResponseHeader& header) { return to_bytes(header); }

std::optional<RequestHeader> decode_request(const HeaderBytes& bytes) {
    const auto header = from_bytes<RequestHeader>(bytes);
    if (header.magic != k_request_magic || header.version != k_protocol_version) return std::nullopt;
    return header;
}

std::optional<ResponseHeader> decode_response(const HeaderBytes& bytes) {
    const auto header = from_bytes<ResponseHeader>(bytes);
    const bool known = header.kind >= static_cast<std::uint32_t>(ResponseKind::done) &&
                       header.kind <= static_cast<std::uint32_t>(ResponseKind::out_of_memory);
    if (header.magic != k_response_magic || !known) return std::nullopt;
    return header;
}

std::vector<std::byte> encode_error(const core::Error& error) {
    std::vector<std::byte> out;
    append_number(out, static_cast<std::uint64_t>(error.kind));
    append_text(out, error.what);
    append_text(out, error.where);
    append_text(out, error.hint);
    append_text(out, error.key);
    append_number(out, error.args.size());
    for (const auto& [name, value] : error.args) {
        append_text(out, name);
        append_text(out, value);
    }
    return out;
}

std::optional<core::Error> decode_error(std::span<const std::byte> bytes) {
    const std::optional<std::uint64_t> kind = take_number(bytes);
    const std::optional<std::string> what = take_text(bytes);
    const std::optional<std::string> where = take_text(bytes);
    const std::optional<std::string> hint = take_text(bytes);
    const std::optional<std::string> key = take_text(bytes);
    const std::optional<core::Places> args = take_places(bytes);
    if (!kind || *kind > static_cast<std::uint64_t>(core::Error::Kind::not_my_format) || !what || !where || !hint ||
        !key || !args)
        return std::nullopt;
    return core::Error{*what, *where, *hint, static_cast<core::Error::Kind>(*kind), *key, *args};
}

}  // namespace worker
