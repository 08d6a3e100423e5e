#pragma once

#include <string>
#include <string_view>

namespace quantscope::study {

/// Text of an HTML or XML document, also inside quotation marks: markup escaped; bytes that are no UTF-8 and
/// characters that XML does not allow become U+FFFD. Names come from files of strangers.
std::string markup_escaped(std::string_view text);

/// Text of a Markdown document on one line, in a table too: nothing in it is markup.
std::string markdown_escaped(std::string_view text);

/// A data: address of this content, for links inside a page.
std::string data_address(std::string_view type, std::string_view content);

/// One word of a POSIX shell, quoted where needed.
std::string shell_word(std::string_view word);

}  // namespace quantscope::study
