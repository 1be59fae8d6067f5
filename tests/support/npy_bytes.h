// .npy bytes written independently of app/io, for tests that hand a file to the program or look into what it wrote.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace test {

template <class T>
std::string raw(const std::vector<T>& values) {
    std::string bytes(values.size() * sizeof(T), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

// A file around any header text: its length field and padding are right, whatever the text says.
inline std::string npy_around(const std::string& header, const std::string& values, char version = 1) {
    std::string text = header;
    const std::size_t before = version == 1 ? 10 : 12;
    text.append(63 - (before + text.size()) % 64, ' ');
    text += '\n';
    std::string bytes("\x93NUMPY");
    bytes += {version, '\0', static_cast<char>(text.size() & 0xFFU), static_cast<char>(text.size() >> 8U)};
    if (version > 1) bytes += std::string(2, '\0');
    return bytes + text + values;
}

// As NumPy writes it: npy_header("<f4", "(2, 3)").
inline std::string npy_header(const std::string& descr, const std::string& shape,
                              const std::string& fortran = "False") {
    return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
}

template <class T>
std::string npy_file(const std::string& descr, const std::string& shape, const std::vector<T>& values) {
    return npy_around(npy_header(descr, shape), raw(values));
}

}  // namespace test
