# Fonts come from the distribution's packages and are copied beside the program: <build>/assets/fonts.
# A missing one is no error: the program falls back to what it finds and says so.
function(poolscope_copy_fonts target)
  set(places /usr/share/fonts /usr/local/share/fonts $ENV{HOME}/.fonts $ENV{HOME}/Library/Fonts /Library/Fonts
      $ENV{WINDIR}/Fonts)
  foreach(name IN ITEMS Inter-Regular.otf Inter-SemiBold.otf NanumSquareR.ttf NanumSquareB.ttf
          JetBrainsMono-Medium.ttf JetBrainsMono-Bold.ttf)
    find_file(POOLSCOPE_FONT_${name} ${name} PATHS ${places}
              PATH_SUFFIXES opentype/inter truetype/inter truetype/nanum truetype/jetbrains-mono NO_DEFAULT_PATH)
    if(POOLSCOPE_FONT_${name})
      add_custom_command(TARGET ${target} POST_BUILD COMMAND ${CMAKE_COMMAND} -E copy_if_different
                         ${POOLSCOPE_FONT_${name}} ${CMAKE_BINARY_DIR}/assets/fonts/${name} VERBATIM)
    else()
      message(WARNING "font ${name} not found: Poolscope will fall back to another one")
    endif()
  endforeach()
endfunction()
