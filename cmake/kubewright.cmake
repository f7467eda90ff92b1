# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What every target shares: language level, warnings, Qt's strict macros, sanitizers, the linker, and the helpers that declare a floor and a test.

option(KUBEWRIGHT_WERROR "Warnings are errors" OFF)
option(KUBEWRIGHT_SHARED "Floors are shared libraries: test programs stay small, which counts where all code is instrumented" OFF)
option(KUBEWRIGHT_UNITY "Floors compile eight files at a time: a third of the time from nothing, more after a change" OFF)
set(KUBEWRIGHT_SANITIZE "" CACHE STRING "Comma-separated sanitizers, for example address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF) # moc needs no other target to be built first
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

# Precompiled headers and paths under the project's root do not keep ccache from hitting, in this checkout or in another one.
find_program(KUBEWRIGHT_CCACHE ccache)
if(KUBEWRIGHT_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_COMPILERCHECK=content CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${KUBEWRIGHT_CCACHE})
endif()
find_program(KUBEWRIGHT_MOLD mold)
if(KUBEWRIGHT_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_definitions(
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS QT_NO_FOREACH QT_STRICT_ITERATORS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400 KUBEWRIGHT_VERSION="${PROJECT_VERSION}")
add_compile_options(-Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -fno-omit-frame-pointer)
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -fpch-preprocess)
if(KUBEWRIGHT_WERROR)
    add_compile_options(-Werror)
endif()
if(KUBEWRIGHT_SANITIZE)
    # Instrumented code makes gcc suspect moved-from variants (gcc's manual warns of it at -fsanitize); the release build keeps that warning.
    add_compile_options(-fsanitize=${KUBEWRIGHT_SANITIZE} -fno-sanitize-recover=all -Wno-maybe-uninitialized)
    add_link_options(-fsanitize=${KUBEWRIGHT_SANITIZE})
endif()

# kubewright_floor(NAME): a library whose includes start at the project's root. Rooms add their files with target_sources.
function(kubewright_floor name)
    if(KUBEWRIGHT_SHARED)
        add_library(${name} SHARED)
        set_target_properties(${name} PROPERTIES DEFINE_SYMBOL "") # objects stay those of the static library, which ccache has
    else()
        add_library(${name} STATIC)
    endif()
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    if(KUBEWRIGHT_UNITY)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
        # Names of a neighbour's are in sight then, and types of an unnamed namespace stand in an included file.
        target_compile_options(${name} PRIVATE -Wno-shadow -Wno-subobject-linkage)
    endif()
    # moc must look again when a room gets or loses a file, but CMake has it watch only the floor's own CMakeLists.txt and the files it knew:
    # so the list of files is one of the files.
    file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}_files.h CONTENT "// $<JOIN:$<TARGET_PROPERTY:${name},SOURCES>,\n// >\n")
    target_sources(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${name}_files.h)
endfunction()

# kubewright_test(NAME [GUI] [LIVE] [SERIAL] [TIMEOUT S] SOURCES … LIBS …): one Qt Test program, run off screen.
# GUI gives the label gui. LIVE gives the label live and the control plane that all live tests share: see tests/support/controlplane.h.
function(kubewright_test name)
    cmake_parse_arguments(T "GUI;LIVE;SERIAL" "TIMEOUT" "SOURCES;LIBS" ${ARGN})
    if(NOT T_SOURCES)
        set(T_SOURCES ${name}.cpp)
    endif()
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 120)
    endif()
    kubewright_testprogram(${name} SOURCES ${T_SOURCES} LIBS ${T_LIBS})
    add_test(NAME ${name} COMMAND ${name})
    # Settings and unsaved work of a test are not those of whoever runs it.
    set(environment QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=qt.*=false LANG=C.UTF-8
        XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/home/${name}/config XDG_DATA_HOME=${CMAKE_BINARY_DIR}/home/${name}/data
        LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0)
    set(labels "")
    if(T_GUI)
        list(APPEND labels gui)
    endif()
    if(T_LIVE)
        list(APPEND labels live)
        list(APPEND environment KUBEWRIGHT_CONTROLPLANE=${KUBEWRIGHT_CONTROLPLANE})
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED controlplane RESOURCE_LOCK controlplane)
    endif()
    # What may take long begins first, so that the end of a run does not wait for one program.
    set_tests_properties(${name} PROPERTIES COST ${T_TIMEOUT})
    # A program in which something was skipped and nothing failed; a skip beside a failure, or a crash or a leak afterwards, is a failure.
    set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${T_TIMEOUT} ENVIRONMENT "${environment}"
        SKIP_REGULAR_EXPRESSION "Totals: [0-9]+ passed, 0 failed, [1-9][0-9]* skipped, [^\n]*\n[*]+ Finished testing of [^\n]*\n*$")
    if(T_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()

# kubewright_bench(NAME SOURCES … LIBS …): a benchmark program; NAME begins with bench_. `./dev bench` runs them all.
function(kubewright_bench name)
    kubewright_testprogram(${name} ${ARGN})
    if(NOT TARGET bench)
        add_custom_target(bench)
    endif()
    add_dependencies(bench ${name})
endfunction()

# The part that tests and benchmarks share. One precompiled header serves them all, which is why all link the same Qt modules.
function(kubewright_testprogram name)
    cmake_parse_arguments(T "" "" "SOURCES;LIBS" ${ARGN})
    if(NOT T_SOURCES)
        set(T_SOURCES ${name}.cpp)
    endif()
    add_executable(${name} ${T_SOURCES})
    target_link_libraries(${name} PRIVATE ${T_LIBS} testsupport Qt6::Test Qt6::Widgets Qt6::Network)
    target_precompile_headers(${name} REUSE_FROM testsupport)
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    # Paths of this checkout go only where they are named: every other object is the same in all checkouts, and ccache has it.
    foreach(source ${T_SOURCES})
        kubewright_names_paths(${source} named)
        if(named)
            set_source_files_properties(${source} PROPERTIES COMPILE_DEFINITIONS
                "KUBEWRIGHT_TEST_DATA=\"${PROJECT_SOURCE_DIR}/tests/data\";KUBEWRIGHT_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
        endif()
    endforeach()
endfunction()

# Sets variable to whether file, or a header below tests/ that it includes, names one of the two macros.
function(kubewright_names_paths file variable)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(STRINGS ${file} lines REGEX "KUBEWRIGHT_(TEST_DATA|SOURCE_DIR)|#include \"tests/")
    foreach(line ${lines})
        if(line MATCHES "#include \"(tests/[^\"]*)\"")
            kubewright_names_paths(${PROJECT_SOURCE_DIR}/${CMAKE_MATCH_1} below)
        else()
            set(below ON)
        endif()
        if(below)
            set(${variable} ON PARENT_SCOPE)
            return()
        endif()
    endforeach()
    set(${variable} OFF PARENT_SCOPE)
endfunction()
