#include "core/page_buffer.h"

#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace core {

PageBuffer::PageBuffer(std::size_t bytes) : size_(bytes) {
    if (bytes == 0) return;
    data_.reset(static_cast<std::byte*>(::operator new (bytes, std::align_val_t{k_alignment})));
#if defined(__linux__)
    // Advice only: where it is refused, the memory works as well, slower on first touch.
    if (bytes >= k_alignment) madvise(data_.get(), bytes, MADV_HUGEPAGE);
#endif
}

void PageBuffer::reserve(std::size_t bytes) {
    if (bytes > size_) *this = PageBuffer(bytes);
}

void PageBuffer::Release::operator()(std::byte* data) const { ::operator delete (data, std::align_val_t{k_alignment}); }

}  // namespace core
