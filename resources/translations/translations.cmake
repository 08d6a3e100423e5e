# The window's languages: each resources/translations/quantscope_LANGUAGE.ts becomes :/translations/quantscope_LANGUAGE.qm of
# quantscope_gui. English has a file too: it holds the plural forms. core_LANGUAGE.ts holds the fixed texts of the core (parameters,
# methods, metrics), which lupdate does not see; a test says which are missing. The target quantscope_gui_lupdate brings the .ts files up to date
# with the sources. Included by app/CMakeLists.txt.
find_package(Qt6LinguistTools QUIET)
if(NOT Qt6LinguistTools_FOUND)
  message(STATUS "Qt6LinguistTools not found (qt6-tools-dev, qt6-l10n-tools): the window will speak English only")
  return()
endif()

file(GLOB translations CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/quantscope_*.ts)
file(GLOB translated_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/gui/*.cpp ${PROJECT_SOURCE_DIR}/app/gui/*.h
     ${PROJECT_SOURCE_DIR}/widgets/*.cpp ${PROJECT_SOURCE_DIR}/widgets/*.h)
qt_add_lupdate(quantscope_gui TS_FILES ${translations} SOURCES ${translated_sources}
               INCLUDE_DIRECTORIES ${PROJECT_SOURCE_DIR} OPTIONS -locations none -no-obsolete NO_GLOBAL_TARGET)
file(GLOB core_translations CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/core_*.ts)
qt_add_lrelease(quantscope_gui TS_FILES ${translations} ${core_translations} QM_FILES_OUTPUT_VARIABLE compiled_translations
                OPTIONS -silent NO_GLOBAL_TARGET)
qt_add_resources(quantscope_gui quantscope_translations PREFIX /translations BASE ${CMAKE_CURRENT_BINARY_DIR}
                 FILES ${compiled_translations})
