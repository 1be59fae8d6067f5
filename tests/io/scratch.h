// A folder for one test, empty at first and gone at the end.
#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

class Scratch {
public:
    Scratch()
        : folder_(std::filesystem::temp_directory_path() /
                  ("poolscope-test-" + std::to_string(std::random_device()()))) {
        std::filesystem::create_directory(folder_);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path write(const std::filesystem::path& name, std::string_view bytes) const {
        std::ofstream(folder_ / name, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return folder_ / name;
    }

private:
    std::filesystem::path folder_;
};
