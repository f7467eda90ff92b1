# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What every target shares: language level, warnings, Qt's strict macros, sanitizers, the linker, and the helpers that declare a floor and a test.

option(KUBEWRIGHT_WERROR "Warnings are errors" OFF)
set(KUBEWRIGHT_SANITIZE "" CACHE STRING "Comma-separated sanitizers, for example address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(KUBEWRIGHT_CCACHE ccache)
if(KUBEWRIGHT_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${KUBEWRIGHT_CCACHE})
endif()
find_program(KUBEWRIGHT_MOLD mold)
if(KUBEWRIGHT_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_definitions(
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS QT_NO_FOREACH QT_STRICT_ITERATORS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400 KUBEWRIGHT_VERSION="${PROJECT_VERSION}")
add_compile_options(-Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -fno-omit-frame-pointer)
# A compiler path that is not part of the source keeps precompiled headers and ccache useful across checkouts.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -fpch-preprocess)
if(KUBEWRIGHT_WERROR)
    add_compile_options(-Werror)
endif()
if(KUBEWRIGHT_SANITIZE)
    add_compile_options(-fsanitize=${KUBEWRIGHT_SANITIZE} -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${KUBEWRIGHT_SANITIZE})
endif()

# kubewright_floor(NAME): a static library whose includes start at the project's root. Rooms add their files with target_sources.
function(kubewright_floor name)
    add_library(${name} STATIC)
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()

# kubewright_test(NAME [GUI] [LIVE] [SERIAL] [TIMEOUT S] SOURCES … LIBS …): one Qt Test program, run off screen.
# GUI gives the label gui; LIVE the label live (it starts the real control plane).
function(kubewright_test name)
    cmake_parse_arguments(T "GUI;LIVE;SERIAL" "TIMEOUT" "SOURCES;LIBS" ${ARGN})
    if(NOT T_SOURCES)
        set(T_SOURCES ${name}.cpp)
    endif()
    add_executable(${name} ${T_SOURCES})
    target_link_libraries(${name} PRIVATE ${T_LIBS} Qt6::Test)
    target_compile_definitions(${name} PRIVATE
        KUBEWRIGHT_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" KUBEWRIGHT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set(labels "")
    if(T_GUI)
        list(APPEND labels gui)
    endif()
    if(T_LIVE)
        list(APPEND labels live)
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK controlplane)
    endif()
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${T_TIMEOUT} SKIP_REGULAR_EXPRESSION "KUBEWRIGHT-SKIP"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.*=false;LANG=C.UTF-8")
    if(T_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
