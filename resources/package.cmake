# `cpack -G DEB` in the build folder. Dependencies are those that dpkg-shlibdeps finds in the programs.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME quantscope)
set(CPACK_PACKAGE_VENDOR Quantscope)
# The project has no mail address; whoever hands the package on gives theirs with -D CPACK_PACKAGE_CONTACT=...
set(CPACK_PACKAGE_CONTACT "Quantscope authors <quantscope@localhost>" CACHE STRING "Maintainer of the package")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "explore the quantization of large language models")
set(CPACK_PACKAGE_DESCRIPTION
"Quantscope is an instrument for people who quantize large language models
and for people who design the chips that run them. It opens weights and
activations of HDF5 files of any size, shows where the outliers are, applies
quantization methods with their parameters on live sliders, and shows the
error of the values and of the layer's output.
.
The package has the window (quantscope), the command line that gives the
same numbers (quantscope-cli), and a small sample model.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(QUANTSCOPE_WINDOW)
  set(CPACK_DEBIAN_PACKAGE_DEPENDS libqt6svg6)  # Qt's plug-in for the program's icon
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
if(QUANTSCOPE_WINDOW)
  # Loaded at run time, so no linker knows: Qt's own texts, the platform of Wayland desktops, letters.
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-translations-l10n, qt6-wayland, fonts-dejavu-core")
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS "fonts-noto-cjk | fonts-nanum")
endif()
include(CPack)
