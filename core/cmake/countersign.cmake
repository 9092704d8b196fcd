# How this tree is put together: one static library per folder of core/, one executable per test file.

add_library(countersign_flags INTERFACE)
target_compile_options(countersign_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion "$<$<NOT:$<BOOL:${COUNTERSIGN_FUZZ}>>:-Werror>"
  -fstack-protector-strong -fstack-clash-protection -fno-omit-frame-pointer -fvisibility=hidden
  "$<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  target_compile_options(countersign_flags INTERFACE -fcf-protection)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC bugs 105651 (false overlaps in std::string's operator+) and 105562 (false alarms about std::optional).
  target_compile_options(countersign_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
# An index out of range ends the process in every build: better no answer than a wrong one.
target_compile_definitions(countersign_flags INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_FOREACH _GLIBCXX_ASSERTIONS)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()
target_include_directories(countersign_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_include_directories(countersign_flags SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
find_program(MOLD mold)
if(MOLD)
  target_link_options(countersign_flags INTERFACE -fuse-ld=mold)
endif()
target_link_options(countersign_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)

# countersign_library(<folder> [PUBLIC <lib>...] [PRIVATE <lib>...])
# The folder's *.cpp become the static library countersign_<folder>. PUBLIC names what its headers include.
function(countersign_library name)
  cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    add_library(countersign_${name} INTERFACE)
    target_link_libraries(countersign_${name} INTERFACE countersign_flags ${arg_PUBLIC})
    return()
  endif()
  add_library(countersign_${name} STATIC ${sources})
  target_link_libraries(countersign_${name} PUBLIC countersign_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# countersign_ui_library(<folder> [PUBLIC <lib>...] [PRIVATE <lib>...])
# The same for a folder of ui/: countersign_ui_<folder>. They share one precompiled header, that of ui/support: the
# headers of Qt's widgets and of the queries cost more than what is in most files.
function(countersign_ui_library name)
  cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  add_library(countersign_ui_${name} STATIC ${sources})
  set_target_properties(countersign_ui_${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(countersign_ui_${name} PUBLIC countersign_flags Qt6::Widgets ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  countersign_precompiled(countersign_ui_${name})
endfunction()

# countersign_precompiled(<target>): compiled with ui/precompiled.h. ccache wants -fpch-preprocess.
function(countersign_precompiled target)
  if(target STREQUAL "countersign_ui_support")
    target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/ui/precompiled.h)
  else()
    target_precompile_headers(${target} REUSE_FROM countersign_ui_support)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()

# countersign_tests(<label> <lib>...)
# Every tst_*.cpp beside the caller becomes one executable and one ctest of that label, linked against <lib>....
function(countersign_tests label)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" prefix ${folder})
  foreach(source ${sources})
    get_filename_component(test ${source} NAME_WE)
    set(target ${prefix}_${test})
    add_executable(${target} ${source})
    set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin/tests)
    target_link_libraries(${target} PRIVATE countersign_test_support ${ARGN} Qt6::Test)
    add_test(NAME ${folder}/${test} COMMAND ${target})
    set_tests_properties(${folder}/${test} PROPERTIES LABELS ${label} TIMEOUT 120
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;COUNTERSIGN_BIN=${CMAKE_BINARY_DIR}/bin")
  endforeach()
endfunction()

# countersign_ui_tests(<label> [<lib>...]): the same for tests of the console, with the rig and the precompiled header.
function(countersign_ui_tests label)
  countersign_tests(${label} countersign_ui_rig ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" prefix ${folder})
  foreach(source ${sources})
    get_filename_component(test ${source} NAME_WE)
    countersign_precompiled(${prefix}_${test})
  endforeach()
endfunction()
