#pragma once

#include <QString>
#include <string>

namespace quantscope::widgets {

/// A fixed text of the core (a parameter's label or help, a method's summary, a metric's name) in the
/// window's language: the core itself speaks English. Translations are in
/// resources/translations/core_LANGUAGE.ts.
QString core_text(const std::string& english);

/// A note of the core with figures and names in it, such as "4 of 640 channels split". Its translation, in
/// the context "core notes", has %1, %2 … for these words in their order: those with a digit, an underscore,
/// a dot inside or a slash in front. At most nine; a note without a translation stays as it is.
QString core_note(const std::string& english);

}  // namespace quantscope::widgets
