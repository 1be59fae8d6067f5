# poolscope_embed(target root file...): a library whose find_asset("text/en.json") gives the bytes of root/file.
function(poolscope_embed target root)
  set(generated ${CMAKE_BINARY_DIR}/${target}.cpp)
  set(files)
  foreach(name IN LISTS ARGN)
    list(APPEND files ${root}/${name})
  endforeach()
  list(JOIN ARGN "," names)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DROOT=${root} -DNAMES=${names} -DOUT=${generated} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_files.cmake
    DEPENDS ${files} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_files.cmake
    COMMENT "Embedding ${target}"
    VERBATIM)
  add_library(${target} STATIC ${generated} ${CMAKE_SOURCE_DIR}/app/assets.h)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
endfunction()
