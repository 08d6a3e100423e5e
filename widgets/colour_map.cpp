#include "widgets/colour_map.h"

#include <QCoreApplication>
#include <QFile>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"

static void load_resources() {
  Q_INIT_RESOURCE(colour_maps);  // a static library's resources are linked in only when asked for
}

namespace quantscope::widgets {
namespace {

ColourMap read_map(const char* id, const char* name, bool diverging) {
  ColourMap map;
  map.id = QString::fromLatin1(id);
  map.name = QCoreApplication::translate("ColourMap", name);
  map.diverging = diverging;
  QFile file(QStringLiteral(":/colour_maps/%1.txt").arg(map.id));
  if (!file.open(QIODevice::ReadOnly)) throw base::Error("a colour map is missing", id);
  const QList<QByteArray> lines = file.readAll().split('\n');
  for (std::size_t i = 0; i < map.colours.size(); ++i)
    map.colours[i] = QColor(QString::fromLatin1(lines.value(static_cast<qsizetype>(i)))).rgb();
  return map;
}

const std::vector<ColourMap>& maps() {
  static const std::vector<ColourMap> all = [] {
    load_resources();
    return std::vector<ColourMap>{
        read_map("cividis", QT_TRANSLATE_NOOP("ColourMap", "cividis"), false),
        read_map("viridis", QT_TRANSLATE_NOOP("ColourMap", "viridis"), false),
        read_map("blue_orange", QT_TRANSLATE_NOOP("ColourMap", "blue to orange"), true),
        read_map("blue_orange_dark", QT_TRANSLATE_NOOP("ColourMap", "blue to orange, dark middle"), true)};
  }();
  return all;
}

}  // namespace

QColor ColourMap::at(double fraction) const {
  return QColor::fromRgb(colours[static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * 255 + 0.5)]);
}

const ColourMap& colour_map(const QString& id) {
  for (const ColourMap& map : maps())
    if (map.id == id) return map;
  throw base::Error("unknown colour map '" + id.toStdString() + "'", {},
                    "use one of " + colour_map_ids().join(", ").toStdString());
}

QList<QString> colour_map_ids() {
  QList<QString> ids;
  for (const ColourMap& map : maps()) ids << map.id;
  return ids;
}

const ColourMap& diverging_map(bool dark) {
  return colour_map(dark ? QStringLiteral("blue_orange_dark") : QStringLiteral("blue_orange"));
}

double ColourScale::fraction(double value) const {
  if (of_magnitude()) value = std::abs(value);
  const auto place = [this](double x) {
    if (kind == logarithmic) return x > 0 ? std::log(x) : -1e300;
    return kind == symmetric_logarithmic ? std::asinh(x / linear_width) : x;
  };
  const double bottom = place(low), top = place(high);
  return top > bottom ? (place(value) - bottom) / (top - bottom) : 0.0;
}

std::vector<QRgb> key_colours(const ColourMap& map, const ColourScale& scale, QRgb not_finite) {
  std::vector<QRgb> colours(1 << 16, not_finite);
  const auto colour_of = [&](double value) {
    return map.colours[static_cast<std::size_t>(std::clamp(scale.fraction(value), 0.0, 1.0) * 255 + 0.5)];
  };
  for (std::uint32_t key = 0; key < statistics::first_infinite_key; ++key)
    colours[key] = key % 2 == 1 && scale.of_magnitude()
                       ? colours[key - 1]
                       : colour_of(statistics::value_of_key(static_cast<statistics::MagnitudeKey>(key)));
  return colours;
}

}  // namespace quantscope::widgets
