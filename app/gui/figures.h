#pragma once

#include <QString>

namespace quantscope::gui {

/// "61 MiB", "2 GiB".
QString bytes_text(double bytes);
/// "83 %", "0.41 %", "less than 0.001 %", "more than 99.9 %": never rounded to none or all.
QString percent_text(double share);
/// Bytes of "2GiB", "512 MiB", "1.5G", "64M", or a plain number of MiB; negative where it is none of these.
qint64 bytes_from_text(const QString& text);

}  // namespace quantscope::gui
