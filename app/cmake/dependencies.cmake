# Where every third-party library comes from: the system's packages, and for Dear ImGui optionally a checkout.
# Each is an imported or SYSTEM target, so that its headers give no warnings in ours.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenGL REQUIRED)
find_package(glfw3 3.3 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json 3 REQUIRED)
pkg_check_modules(STB REQUIRED IMPORTED_TARGET stb)
pkg_check_modules(LIBEXIF REQUIRED IMPORTED_TARGET libexif)
find_package(GIF 5 REQUIRED)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark)

# Highway: the engine's vector code is written once and compiled for several instruction sets, chosen at run time. Four
# are enough on x86-64 (none, SSE4, AVX2, AVX-512): SSSE3 alone helps no machine that anyone still has. Without any of
# them, Highway's emulation of 128-bit vectors runs; it mistrusts GCC before 12.3 for a wrong 16-bit high multiply (GCC bug
# 106322), which the engine does not use and whose absence its tests check on every instruction set.
pkg_check_modules(HWY REQUIRED IMPORTED_TARGET libhwy)
add_library(poolscope_hwy INTERFACE)
target_link_libraries(poolscope_hwy INTERFACE PkgConfig::HWY)
# On arm64 NEON is enough: vectors of SVE have no size at compile time, and the engine keeps vectors in its objects.
target_compile_definitions(poolscope_hwy INTERFACE HWY_BROKEN_EMU128=0)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64|ARM64)$")
  target_compile_definitions(poolscope_hwy INTERFACE
                             "HWY_DISABLED_TARGETS=(HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128)")
else()
  target_compile_definitions(poolscope_hwy INTERFACE HWY_DISABLED_TARGETS=HWY_SSSE3)
endif()

# OpenCV's dnn module runs the networks. Debian's libopencv-dnn-dev brings no CMake or pkg-config file.
find_path(OPENCV_INCLUDE_DIR opencv2/dnn.hpp PATH_SUFFIXES opencv4 REQUIRED)
add_library(poolscope_opencv_dnn INTERFACE)
target_include_directories(poolscope_opencv_dnn SYSTEM INTERFACE ${OPENCV_INCLUDE_DIR})
foreach(module dnn core)
  find_library(OPENCV_${module}_LIBRARY opencv_${module} REQUIRED)
  target_link_libraries(poolscope_opencv_dnn INTERFACE ${OPENCV_${module}_LIBRARY})
endforeach()

# protobuf reads and writes ONNX. The full library even though the lite one would do: OpenCV loads the full one, and the
# two in one program are two copies of the same symbols.
find_program(PROTOC_EXECUTABLE protoc REQUIRED)
find_path(PROTOBUF_INCLUDE_DIR google/protobuf/message_lite.h REQUIRED)
find_library(PROTOBUF_LIBRARY protobuf REQUIRED)
add_library(poolscope_protobuf INTERFACE)
target_include_directories(poolscope_protobuf SYSTEM INTERFACE ${PROTOBUF_INCLUDE_DIR})
target_link_libraries(poolscope_protobuf INTERFACE ${PROTOBUF_LIBRARY} Threads::Threads)

# Dear ImGui with its GLFW and OpenGL 3 backends.
if(POOLSCOPE_IMGUI_DIR)
  file(GLOB imgui_sources ${POOLSCOPE_IMGUI_DIR}/*.cpp)
  add_library(imgui STATIC ${imgui_sources} ${POOLSCOPE_IMGUI_DIR}/misc/cpp/imgui_stdlib.cpp
              ${POOLSCOPE_IMGUI_DIR}/backends/imgui_impl_glfw.cpp ${POOLSCOPE_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(imgui SYSTEM PUBLIC ${POOLSCOPE_IMGUI_DIR} ${POOLSCOPE_IMGUI_DIR}/backends
                             ${POOLSCOPE_IMGUI_DIR}/misc/cpp)
  target_link_libraries(imgui PUBLIC glfw OpenGL::GL ${CMAKE_DL_LIBS})
  add_library(poolscope_imgui ALIAS imgui)
else()
  pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui)
  add_library(imgui_system INTERFACE)
  target_link_libraries(imgui_system INTERFACE PkgConfig::IMGUI glfw ${CMAKE_DL_LIBS})
  # The package keeps the backends in a folder of their own, which its .pc file does not name.
  find_path(IMGUI_BACKENDS_DIR imgui_impl_glfw.h HINTS ${IMGUI_INCLUDE_DIRS} PATH_SUFFIXES backends imgui/backends REQUIRED)
  target_include_directories(imgui_system SYSTEM INTERFACE ${IMGUI_BACKENDS_DIR})
  add_library(poolscope_imgui ALIAS imgui_system)
endif()

# glad 2, generated from the packaged specification (--reproducible: without it, glad asks the network).
find_program(GLAD_EXECUTABLE glad REQUIRED)
set(glad_dir ${CMAKE_BINARY_DIR}/glad)
add_custom_command(
  OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h ${glad_dir}/include/KHR/khrplatform.h
  COMMAND ${GLAD_EXECUTABLE} --quiet --reproducible --api gl:core=3.3 --extensions GL_KHR_debug --out-path ${glad_dir} c
  COMMENT "Generating the OpenGL loader with glad"
  VERBATIM)
add_library(glad STATIC ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h)
target_include_directories(glad SYSTEM PUBLIC ${glad_dir}/include)
target_link_libraries(glad PUBLIC ${CMAKE_DL_LIBS})
