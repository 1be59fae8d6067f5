#include "app/io/sentences.h"

#include <array>

namespace io {
namespace {

using core::ErrorWords;

constexpr std::string_view k_is_folder = "is a folder, not a file";
constexpr std::string_view k_not_regular = "is not a regular file";
constexpr std::string_view k_empty = "is empty";
constexpr std::string_view k_name_a_file = "name a file to write";
constexpr std::string_view k_try_again = "try again";
constexpr std::string_view k_make_smaller = "make it smaller first";
constexpr std::string_view k_save_again = "open it in another program and save it again";
constexpr std::string_view k_same_cells = "every row needs the same number of cells";
constexpr std::string_view k_other_folder = "choose another folder";
constexpr std::string_view k_np_save = "write it with np.save";
constexpr std::string_view k_npy_types = "float32, float64, bool and integers of 8 to 64 bits are read";
constexpr std::string_view k_npy_ranks = "HxW, CxHxW and NxCxHxW are read";

constexpr std::array k_words{
    ErrorWords{"error.file_not_there", "does not exist"},
    ErrorWords{"error.file_is_folder", k_is_folder},
    ErrorWords{"error.file_not_regular", k_not_regular},
    ErrorWords{"error.file_cannot_open", "cannot be opened ({reason})"},
    ErrorWords{"error.file_cannot_read", "cannot be read ({reason})"},
    ErrorWords{"error.file_too_large", "has {bytes} bytes; at most {most} are read"},
    ErrorWords{"error.target_is_folder", k_is_folder, k_name_a_file},
    ErrorWords{"error.target_not_regular", k_not_regular, k_name_a_file},
    ErrorWords{"error.target_no_folder", "the folder {folder} does not exist", "make it first"},
    ErrorWords{"error.target_cannot_write", "cannot be written ({reason})"},
    ErrorWords{"error.target_no_free_name", "cannot be written (no free name for a temporary file beside it)"},
    ErrorWords{"error.target_incomplete", "could not be written completely ({reason})"},

    ErrorWords{"error.folder_not_there", "does not exist any more", k_other_folder},
    ErrorWords{"error.folder_locked", "may not be read by you", k_other_folder},
    ErrorWords{"error.folder_is_file", "is not a folder", k_other_folder},
    ErrorWords{"error.folder_cannot_list", "cannot be listed ({reason})", k_other_folder},
    ErrorWords{"error.no_dialog", "this desktop has no file dialog that Poolscope can use",
               "install zenity or kdialog, or use the browser of the program"},

    ErrorWords{"error.scene_not_json", "is damaged in line {line}: what stands there is no JSON",
               "open it in a text editor and look for a missing comma, quote or bracket"},
    ErrorWords{"error.scene_not_scene", "is not a Poolscope scene", "choose a file that Poolscope has saved"},
    ErrorWords{"error.scene_field_truth", "says {field} is {found}", "true or false is expected there"},
    ErrorWords{"error.scene_field_whole", "says {field} is {found}",
               "a whole number from {least} to {most} is expected there"},
    ErrorWords{"error.scene_field_number", "says {field} is {found}",
               "a number from {least} to {most} is expected there"},
    ErrorWords{"error.scene_field_text", "says {field} is {found}", "a text in quotes is expected there"},
    ErrorWords{"error.scene_field_names", "says {field} is {found}",
               "a list of texts in quotes is expected there, such as [\"settings.kernel\"]"},
    ErrorWords{"error.scene_field_word", "says {field} is {found}", "one of these is expected there: {words}"},
    ErrorWords{"error.scene_field_table", "says {field} is {found}",
               "rows of equally many numbers are expected there, at most {most} x {most}"},
    ErrorWords{"error.scene_field_group", "says {field} is {found}", "members in braces are expected there"},
    ErrorWords{"error.scene_picture_damaged", "has a damaged picture in it", "save the scene again"},
    ErrorWords{"error.scene_picture_nameless", "names no file for its picture", "write its path under picture.path"},

    ErrorWords{"error.photo_empty", k_empty},
    ErrorWords{"error.photo_file_too_large", "has {size} MB; at most {most} MB are read", k_make_smaller},
    ErrorWords{"error.photo_not_to_end", "cannot be read to its end", k_try_again},
    ErrorWords{"error.photo_shrank", "became shorter while it was read", k_try_again},
    ErrorWords{"error.photo_crashed", "is damaged in a way that its decoder does not survive", k_save_again},
    ErrorWords{"error.photo_no_memory", "needs more memory to decode than there is (limit {limit} MB)", k_make_smaller},
    ErrorWords{"error.photo_too_slow", "was not decoded within {seconds} s",
               "it may be damaged; make it smaller or save it again"},
    ErrorWords{"error.photo_cancelled", "was cancelled"},
    ErrorWords{"error.photo_nonsense", "could not be read: its decoder answered nonsense"},

    ErrorWords{"error.picture_unknown", "is not a picture that can be read",
               "use PNG, JPEG, BMP, TGA, GIF, PSD, HDR, PPM and PGM"},
    ErrorWords{"error.picture_beyond_2_gb", "is larger than 2 GB"},
    ErrorWords{"error.picture_no_pixels", "says it is {width} x {height} pixels, so there is nothing to show"},
    ErrorWords{"error.picture_side_too_long", "is {width} x {height} pixels; a side may have at most {most}",
               k_make_smaller},
    ErrorWords{"error.picture_too_many_pixels",
               "is {width} x {height} pixels ({megapixels} megapixels); at most {most} megapixels are read",
               k_make_smaller},
    ErrorWords{"error.picture_no_size", "is damaged: the header of the {format} file gives no size", k_save_again},
    ErrorWords{"error.picture_cut_off", "is damaged: the file is cut off", k_save_again},
    ErrorWords{"error.picture_damaged", "is damaged: the {format} data does not hold together", k_save_again},
    ErrorWords{"error.picture_channels", "is damaged: it has {channels} channels", k_save_again},
    ErrorWords{"error.picture_12_bits", "is a JPEG with 12 bits per channel, which is not read", "save it with 8 bits"},
    ErrorWords{"error.pnm_header", "has a damaged header"},
    ErrorWords{"error.pnm_largest_value", "says its largest value is {value}; 1 to 65535 is possible"},
    ErrorWords{"error.pnm_cut_off", "is cut off: it holds {found} of {wanted} values"},
    ErrorWords{"error.no_picture_to_write", "there is no picture to write"},
    ErrorWords{"error.gif_not_packed", "the animation could not be packed as GIF", "choose a smaller size"},
    ErrorWords{"error.export_cancelled", "was cancelled"},
    ErrorWords{"error.picture_too_large_to_draw",
               "the picture would have {megapixels} megapixels; at most {most} are drawn", "choose a smaller scale"},
    ErrorWords{"error.export_no_numbers", "there are no numbers in this view yet", "wait until it is drawn"},
    ErrorWords{"error.export_no_result", "there is no result in this view", "change the settings until there is one"},
    ErrorWords{"error.export_no_table", "there is no table \"{table}\" in this view", "one of these is: {tables}"},
    ErrorWords{"error.export_no_code", "there is no code for this view yet", "wait until it is drawn"},
    ErrorWords{"error.export_no_run", "there is no run to show in this view", "change the settings until there is one"},
    ErrorWords{"error.export_no_step", "there is no step {step} in this view; it has {count}",
               "give a step from 1 to {count}"},
    ErrorWords{"error.export_changed", "the view changed while the animation was drawn", "save it again"},
    ErrorWords{"error.export_run_too_large", "the animation needs too much memory at this size",
               "choose a smaller size"},
    ErrorWords{"error.png_not_packed", "the picture could not be packed as PNG", "there may be too little memory"},

    ErrorWords{"error.table_utf16", "is UTF-16 text", "save it as UTF-8"},
    ErrorWords{"error.table_not_text", "is not text", "a table of numbers is expected"},
    ErrorWords{"error.table_no_numbers", "holds no numbers"},
    ErrorWords{"error.table_too_large", "the table has {rows}x{cols} cells; at most {most_rows}x{most_cols} fit",
               "choose a smaller part of it"},
    ErrorWords{"error.row_empty", "row {row} is empty", "delete the line or fill it"},
    ErrorWords{"error.row_open_quote", "row {row} has a quote that is not closed"},
    ErrorWords{"error.row_one_cell", "row {row} has 1 cell, the rows above have {cols}", k_same_cells},
    ErrorWords{"error.row_ragged", "row {row} has {found} cells, the rows above have {cols}", k_same_cells},
    ErrorWords{"error.cell_empty", "row {row}, column {col} is empty", "every cell needs a number"},
    ErrorWords{"error.cell_not_a_number", "row {row}, column {col} is \"{cell}\", not a number"},
    ErrorWords{"error.cell_comma", "row {row}, column {col} is \"{cell}\", a comma inside a number",
               "write the number with a point"},
    ErrorWords{"error.cell_two_marks",
               "row {row}, column {col} is \"{cell}\": point and comma are both used as decimal mark",
               "use one of them, and no thousands separator"},
    ErrorWords{"error.cell_beyond_float", "row {row}, column {col} is \"{cell}\", beyond what float32 holds (3.4e38)"},

    ErrorWords{"error.npy_magic", "is not a .npy file (its first bytes are not \\x93NUMPY)", k_np_save},
    ErrorWords{"error.npy_cut_off", "is cut off after {bytes} bytes"},
    ErrorWords{"error.npy_version", "is of .npy version {version}; versions 1 to 3 are known"},
    ErrorWords{"error.npy_cut_off_header", "is cut off inside its header"},
    ErrorWords{"error.npy_long_header", "says its header has {bytes} bytes; at most {most} are read"},
    ErrorWords{"error.npy_header", "has a header that cannot be understood", k_np_save},
    ErrorWords{"error.npy_structured", "holds a structured type", k_npy_types},
    ErrorWords{"error.npy_type", "holds values of type '{type}'", k_npy_types},
    ErrorWords{"error.npy_big_endian", "is big endian ('{type}')", "save it with array.astype('<{name}')"},
    ErrorWords{"error.npy_no_byte_order", "holds values of type '{type}' without a byte order", k_npy_types},
    ErrorWords{"error.npy_one_axis", "has 1 axis ({shape})", k_npy_ranks},
    ErrorWords{"error.npy_axes", "has {axes} axes ({shape})", k_npy_ranks},
    ErrorWords{"error.npy_negative_axis", "has a negative size in its shape {shape}"},
    ErrorWords{"error.npy_no_values", "has shape {shape} and so holds no values"},
    ErrorWords{"error.npy_uncountable", "has shape {shape}, more than can be counted"},
    ErrorWords{"error.npy_too_few", "is cut off: shape {shape} needs {wanted} bytes of values, {found} are there"},
    ErrorWords{"error.npy_too_many", "has {bytes} bytes more than shape {shape} needs"},
    ErrorWords{"error.npy_not_to_end", "could not be read to its end"},
    ErrorWords{"error.npy_beyond_double", "holds the integer {value}, beyond 2^53, where double precision loses digits",
               "save it as float64 if that is exact enough"},
};

}  // namespace

std::span<const ErrorWords> error_words() { return k_words; }

core::Error error(std::string_view key, std::string where, core::Places args, core::Error::Kind kind) {
    return core::make_error(k_words, key, std::move(where), std::move(args), kind);
}

}  // namespace io
