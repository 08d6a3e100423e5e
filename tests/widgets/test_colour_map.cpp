#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "tests/quantscope_test.h"
#include "widgets/colour_map.h"

namespace test_colour_map {

using namespace quantscope;
using widgets::ColourMap;
using widgets::ColourScale;

namespace {

/// Lightness L* of CIELAB (D65) from sRGB.
double lightness(QRgb colour) {
  const auto linear = [](int part) {
    const double x = part / 255.0;
    return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
  };
  const double y =
      0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
  return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389.0 / 27;
}

}  // namespace

class TestColourMap : public QObject {
  Q_OBJECT
 private slots:
  void maps_have_the_colours_of_their_origin() {
    // First and last entries of matplotlib's tables.
    QCOMPARE(QColor(widgets::colour_map("viridis").colours.front()).name(), QString("#440154"));
    QCOMPARE(QColor(widgets::colour_map("viridis").colours.back()).name(), QString("#fde725"));
    QCOMPARE(QColor(widgets::colour_map("cividis").colours.front()).name(), QString("#00224e"));
    QCOMPARE(QColor(widgets::colour_map("cividis").colours.back()).name(), QString("#fee838"));
  }

  void maps_of_magnitudes_rise_evenly_in_lightness() {
    for (const char* id : {"viridis", "cividis"}) {
      const ColourMap& map = widgets::colour_map(id);
      const double rise = (lightness(map.colours[255]) - lightness(map.colours[0])) / 255;
      for (std::size_t i = 8; i < 256; i += 8) {
        const double step = (lightness(map.colours[i]) - lightness(map.colours[i - 8])) / 8;
        QVERIFY2(step > 0.5 * rise && step < 1.6 * rise, id);
      }
    }
  }

  void diverging_maps_are_equally_light_on_both_sides() {
    for (const char* id : {"blue_orange", "blue_orange_dark"}) {
      const ColourMap& map = widgets::colour_map(id);
      QVERIFY(map.diverging);
      for (std::size_t i = 0; i < 128; ++i) {
        QVERIFY(std::abs(lightness(map.colours[i]) - lightness(map.colours[255 - i])) < 8);
        if (i % 8 != 0 || i == 0) continue;
        const double step = lightness(map.colours[i]) - lightness(map.colours[i - 8]);
        QVERIFY(widgets::diverging_map(false).id == id ? step > 0 : step < 0);
      }
    }
  }

  void unknown_maps_are_refused_by_name() {
    try {
      widgets::colour_map("jet");
      QFAIL("jet is not known");
    } catch (const base::Error& error) {
      QVERIFY(QString(error.what()).contains("cividis"));
    }
  }

  void scales_place_values() {
    const ColourScale linear{ColourScale::linear, 0, 10, 1};
    QCOMPARE(linear.fraction(-2.5), 0.25);
    const ColourScale logarithmic{ColourScale::logarithmic, 0.01, 100, 1};
    QVERIFY(std::abs(logarithmic.fraction(1) - 0.5) < 1e-12);
    QVERIFY(std::abs(logarithmic.fraction(-10) - 0.75) < 1e-12);
    QVERIFY(logarithmic.fraction(0) < 0);
    const ColourScale both{ColourScale::symmetric_logarithmic, -100, 100, 0.1};
    QCOMPARE(both.fraction(0), 0.5);
    QCOMPARE(both.fraction(100), 1.0);
    QVERIFY(std::abs(both.fraction(3) + both.fraction(-3) - 1) < 1e-12);
    QVERIFY(std::abs(both.fraction(5) - 0.5 - 0.5 * std::asinh(50.0) / std::asinh(1000.0)) < 1e-12);
  }

  void every_key_has_the_colour_of_its_value() {
    const ColourMap& map = widgets::colour_map("cividis");
    const QRgb strange = qRgb(255, 0, 255);
    for (const ColourScale& scale : {ColourScale{ColourScale::logarithmic, 1e-3, 512, 1},
                                     ColourScale{ColourScale::linear, -512, 512, 1}}) {
      const auto colours = widgets::key_colours(map, scale, strange);
      for (const float value : {0.0f, -0.0f, 1e-4f, 0.5f, -0.5f, 3.0f, 512.0f, -512.0f, 1e30f})
        QCOMPARE(colours[statistics::magnitude_key(value)], map.at(scale.fraction(double(value))).rgb());
      QCOMPARE(colours[statistics::magnitude_key(std::nanf(""))], strange);
      QCOMPARE(colours[statistics::magnitude_key(-std::numeric_limits<float>::infinity())], strange);
    }
  }
};

QUANTSCOPE_TEST(TestColourMap)

}  // namespace test_colour_map

#include "test_colour_map.moc"
