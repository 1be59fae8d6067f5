// ExportOrder: what the reader wants saved of the view, as a value; the sheet, the command line and tests make it.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/picture_order.h"
#include "app/run_moments.h"
#include "app/scenes/framework.h"

namespace app {

enum class ExportKind { png, gif, svg, csv, npy, code };
inline constexpr std::array<std::string_view, 6> k_export_extensions{".png", ".gif", ".svg", ".csv", ".npy", ".py"};

struct ExportOrder {
    ExportKind kind = ExportKind::png;
    std::filesystem::path path;
    PictureOrder picture;                                      // png, svg; gif: its view, the stage of it
    int gif_width = 800;                                       // pixels
    RunSettings run;                                           // gif
    std::string table;                                         // npy: its id; empty: the result
    scenes::Framework framework = scenes::Framework::pytorch;  // code
};

// The kind of file that the extension names; nothing for others.
inline const ExportKind* kind_of(std::string_view extension) {
    static constexpr std::array k_kinds{ExportKind::png, ExportKind::gif, ExportKind::svg,
                                        ExportKind::csv, ExportKind::npy, ExportKind::code};
    for (std::size_t i = 0; i < k_kinds.size(); ++i) {
        if (k_export_extensions[i] == extension) return &k_kinds[i];
    }
    return nullptr;
}

}  // namespace app
