# Writes OUT: a C++ source with the bytes of every ROOT/name of NAMES (comma separated) and find_asset() over them.
string(REPLACE "," ";" NAMES "${NAMES}")
set(arrays "")
set(cases "")
set(number 0)
foreach(name IN LISTS NAMES)
  file(READ "${ROOT}/${name}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "const unsigned char k_file_${number}[] = {${bytes}0};\n")
  string(APPEND cases
    "    if (name == \"${name}\") return std::string_view(reinterpret_cast<const char*>(k_file_${number}), sizeof k_file_${number} - 1);\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUT}" "// Generated from the asset files; do not edit.\n#include \"app/assets.h\"\n\nnamespace {\n${arrays}}\n\n"
  "std::optional<std::string_view> find_asset(std::string_view name) {\n${cases}    return std::nullopt;\n}\n")
