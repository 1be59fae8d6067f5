// PageBuffer: memory for large arrays, uninitialised, aligned to 2 MiB and offered to the system for huge pages. The
// first touch of a small page costs more than pooling it does (16 to 20 us per 4 KiB on a virtual machine, 0.24 us in
// huge pages), so large results are written into one of these, and the same one again.
// Invariant: data() is aligned to k_alignment and holds size() bytes; nullptr when size() is 0.
#pragma once

#include <cstddef>
#include <memory>

namespace core {

class PageBuffer {
public:
    static constexpr std::size_t k_alignment = std::size_t{1} << 21;

    PageBuffer() = default;
    explicit PageBuffer(std::size_t bytes);  // throws std::bad_alloc

    std::byte* data() const { return data_.get(); }
    std::size_t size() const { return size_; }

    // Holds at least `bytes` afterwards; what was in it is lost when it grows.
    void reserve(std::size_t bytes);

    template <class T>
    T* as() const {
        return reinterpret_cast<T*>(data_.get());
    }

private:
    struct Release {
        void operator()(std::byte* data) const;
    };
    std::unique_ptr<std::byte, Release> data_;
    std::size_t size_ = 0;
};

}  // namespace core
