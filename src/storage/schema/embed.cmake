# SPDX-License-Identifier: Apache-2.0
# Writes the numbered SQL files into one C++ file, so that the program needs no files beside
# it: cmake -DFROM=<folder> -DTO=<file.cpp> -P embed.cmake
file(GLOB scripts ${FROM}/[0-9]*.sql)
list(SORT scripts)
set(text "#include \"storage/sqlite/migrations.h\"\n\nnamespace signoff {\n")
string(APPEND text "const std::vector<Migration>& migrations() {\n")
string(APPEND text "  static const std::vector<Migration> all{\n")
foreach(script ${scripts})
  get_filename_component(name ${script} NAME_WE)
  string(REGEX MATCH "^0*([0-9]+)" ignored ${name})
  file(READ ${script} sql)
  # g++ bounds one literal at 64 KiB, and a test would see it truncated nowhere.
  string(APPEND text "      {${CMAKE_MATCH_1}, R\"sql(${sql})sql\"},\n")
endforeach()
string(APPEND text "  };\n  return all;\n}\n}  // namespace signoff\n")
file(WRITE ${TO} "${text}")
