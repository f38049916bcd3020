# SPDX-License-Identifier: Apache-2.0
# One folder under src/ is one module: a static library and, where it has *_test.cpp, one test
# program. NEEDS names the modules it may include, LINKS the outside libraries.

add_library(signoff_flags INTERFACE)
target_compile_options(signoff_flags INTERFACE
  -Wall -Wextra -Wconversion -Wno-missing-field-initializers -Werror
  # Where files are compiled together, one's names are not hidden from another, and g++ takes
  # each for a header, which should have no unnamed namespace.
  $<IF:$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>,-Wshadow=local,-Wshadow>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  # clang (fuzzing, tidy) counts signs to -Wconversion, g++ does not; and libstdc++ 12 itself
  # uses what it calls deprecated (std::stable_sort).
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
  # With -O2, g++ 12 sees overruns and overlaps inside std::string and std::variant, and a
  # wrong delete in Asio's coroutines, that are not there; the dev build keeps these warnings.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-array-bounds>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-stringop-overflow>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-maybe-uninitialized>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-mismatched-new-delete>)
if(SIGNOFF_FUZZ)
  target_compile_options(signoff_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(SIGNOFF_SANITIZE)
  target_compile_options(signoff_flags INTERFACE
    -fsanitize=${SIGNOFF_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
  target_link_options(signoff_flags INTERFACE -fsanitize=${SIGNOFF_SANITIZE})
endif()

# Optimised in every build: what goes over points by the million. The precompiled header is
# made without it.
function(always_optimised target)
  target_compile_options(${target} PRIVATE -O2)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # As in release builds: g++ 12 sees what is not there.
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-array-bounds
      -Wno-stringop-overflow -Wno-stringop-overread -Wno-maybe-uninitialized)
  endif()
  set_target_properties(${target} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
endfunction()

# Standard headers that nearly every file reads, compiled once for all modules.
file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "")
add_library(signoff_pch OBJECT ${CMAKE_BINARY_DIR}/pch.cpp)
target_link_libraries(signoff_pch PRIVATE signoff_flags fmt::fmt)
set(standard_headers
  algorithm array chrono cstdint expected functional map memory optional
  span string string_view utility variant vector fmt/format.h)
list(TRANSFORM standard_headers REPLACE "(.+)" "<\\1>" OUTPUT_VARIABLE bracketed)
target_precompile_headers(signoff_pch PRIVATE ${bracketed})
if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
  # clang-tidy reads them as plain headers instead.
  list(TRANSFORM standard_headers REPLACE "(.+)" "SHELL:-include \\1" OUTPUT_VARIABLE forced)
  target_compile_options(signoff_flags INTERFACE ${forced})
endif()

if(SIGNOFF_TESTS)
  enable_testing()
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
  # Release builds optimise what is tested in full and what tests it by half: that halves the
  # time of compiling it. Its headers are compiled once in that way.
  add_library(test_main INTERFACE)
  target_link_libraries(test_main INTERFACE
    signoff_flags GTest::gtest GTest::gtest_main rapidcheck)
  target_compile_options(test_main INTERFACE $<$<CONFIG:Release>:-O1>)
  add_library(test_pch OBJECT ${CMAKE_BINARY_DIR}/pch.cpp)
  target_link_libraries(test_pch PRIVATE test_main fmt::fmt)
  target_precompile_headers(test_pch PRIVATE ${bracketed} <gtest/gtest.h>)
endif()

function(module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "NEEDS;LINKS;TEST_NEEDS;TEST_LINKS")
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB tests CONFIGURE_DEPENDS *_test.cpp)
  list(REMOVE_ITEM sources ${tests})
  set_property(GLOBAL APPEND PROPERTY signoff_modules ${name})
  list(TRANSFORM arg_NEEDS PREPEND signoff_)
  list(TRANSFORM arg_TEST_NEEDS PREPEND signoff_)
  if(sources)
    add_library(signoff_${name} STATIC ${sources})
    target_include_directories(signoff_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
    target_link_libraries(signoff_${name} PUBLIC ${arg_NEEDS} ${arg_LINKS} PRIVATE signoff_flags)
    target_precompile_headers(signoff_${name} REUSE_FROM signoff_pch)
  else()
    add_library(signoff_${name} INTERFACE)
    target_include_directories(signoff_${name} INTERFACE "${CMAKE_SOURCE_DIR}/src")
    target_link_libraries(signoff_${name} INTERFACE ${arg_NEEDS} ${arg_LINKS})
  endif()
  if(tests AND SIGNOFF_TESTS)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE
      signoff_${name} ${arg_TEST_NEEDS} ${arg_TEST_LINKS} test_main)
    target_precompile_headers(${name}_test REUSE_FROM test_pch)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()
