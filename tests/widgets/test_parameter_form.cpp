#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <cmath>

#include "tests/quantscope_test.h"
#include "widgets/parameter_form.h"
#include "widgets/theme.h"

namespace test_parameter_form {

using namespace quantscope;
using namespace quantscope::widgets;
using base::ParameterKind;

namespace {

base::ParameterSpec theta(double maximum) {
  base::ParameterSpec spec;
  spec.id = "theta";
  spec.label = "θ";
  spec.help = "Channels above are split.";
  spec.minimum = 0.5;
  spec.maximum = maximum;
  spec.step = 0.1;
  spec.default_value = 6.2;
  return spec;
}

std::vector<base::ParameterSpec> specs() {
  base::ParameterSpec bits;
  bits.id = "weight_bits";
  bits.label = "weight bits";
  bits.unit = "bits";
  bits.kind = ParameterKind::integer;
  bits.minimum = 2;
  bits.maximum = 16;
  bits.allowed = {2, 3, 4, 5, 6, 7, 8, 16};
  bits.default_value = 4.0;
  base::ParameterSpec granularity;
  granularity.id = "granularity";
  granularity.label = "granularity";
  granularity.kind = ParameterKind::choice;
  granularity.choices = {{"channel", "per channel", ""}, {"group", "per group", ""}};
  granularity.default_value = std::string("channel");
  base::ParameterSpec group;
  group.id = "group_size";
  group.label = "group size";
  group.unit = "channels";
  group.kind = ParameterKind::integer;
  group.minimum = 8;
  group.maximum = 4096;
  group.logarithmic = true;
  group.default_value = 128.0;
  group.enabled_when = {{"granularity", {std::string("group")}, "only with group granularity"}};
  base::ParameterSpec symmetric;
  symmetric.id = "symmetric";
  symmetric.label = "symmetric";
  symmetric.kind = ParameterKind::boolean;
  symmetric.default_value = true;
  base::ParameterSpec damping;
  damping.id = "damping";
  damping.label = "damping";
  damping.minimum = 1e-6;
  damping.maximum = 1;
  damping.logarithmic = true;
  damping.default_value = 0.01;
  damping.advanced = true;
  base::ParameterSpec bandwidth;
  bandwidth.id = "bandwidth";
  bandwidth.label = "bandwidth";
  bandwidth.unit = "B/s";
  bandwidth.minimum = 0;
  bandwidth.maximum = 4e15;
  bandwidth.logarithmic = true;
  bandwidth.default_value = 2.039e12;
  bandwidth.advanced = true;
  return {theta(60), bits, granularity, group, symmetric, damping, bandwidth};
}

}  // namespace

class TestParameterForm : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    form_ = std::make_unique<ParameterForm>();
    form_->setSpecs(specs());
    form_->resize(320, 500);
    form_->show();
    QVERIFY(QTest::qWaitForWindowExposed(form_.get()));
  }
  void cleanup() { form_.reset(); }

  void starts_with_defaults() {
    QCOMPARE(form_->values(), base::completed(specs(), {}));
    QVERIFY(!form_->findChild<QPushButton*>("reset_all")->isEnabled());
  }

  void dragging_the_slider_emits_at_every_move() {
    QSignalSpy edited(form_.get(), &ParameterForm::valueEdited),
        finished(form_.get(), &ParameterForm::editFinished);
    auto* slider = form_->findChild<QSlider*>("theta_slider");
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, {slider->width() / 4, y});
    QTest::mouseMove(slider, {slider->width() / 2, y});
    QTest::mouseMove(slider, {slider->width() * 3 / 4, y});
    QVERIFY(edited.count() >= 2);
    QVERIFY(edited.last()[2].toBool());
    QTest::mouseRelease(slider, Qt::LeftButton, {}, {slider->width() * 3 / 4, y});
    QCOMPARE(finished.count(), 1);
    const double value = number("theta");
    QVERIFY(value > 35 && value < 55);  // three quarters of 0.5 … 60
    QCOMPARE(form_->findChild<QDoubleSpinBox*>("theta_spin")->value(), value);
  }

  void keys_step_slider_and_number_by_the_step() {
    auto* slider = form_->findChild<QSlider*>("theta_slider");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(number("theta"), 6.3);
    auto* box = form_->findChild<QDoubleSpinBox*>("theta_spin");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(number("theta"), 6.1);
    auto* bits = form_->findChild<QSlider*>("weight_bits_slider");
    QTest::keyClick(bits, Qt::Key_End);
    QCOMPARE(number("weight_bits"), 16.0);
    QTest::keyClick(bits, Qt::Key_Left);
    QCOMPARE(number("weight_bits"), 8.0);  // nothing between 8 and 16 is allowed
  }

  void a_typed_value_counts_at_return_only() {
    QSignalSpy edited(form_.get(), &ParameterForm::valueEdited);
    type("theta_spin", "12.5");
    QCOMPARE(edited.count(), 1);
    QCOMPARE(number("theta"), 12.5);
    QVERIFY(!edited[0][2].toBool());
  }

  void what_is_invalid_is_explained_and_the_value_stays() {
    QSignalSpy edited(form_.get(), &ParameterForm::valueEdited);
    auto* note = form_->findChild<QLabel*>("weight_bits_note");
    type("weight_bits_spin", "9");
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().contains("9") && note->text().contains("2, 3, 4, 5, 6, 7, 8, 16"),
             qPrintable(note->text()));
    type("weight_bits_spin", "four");
    QVERIFY2(note->text().contains("four"), qPrintable(note->text()));
    QCOMPARE(number("weight_bits"), 4.0);
    QCOMPARE(edited.count(), 0);
    type("weight_bits_spin", "5");
    QVERIFY(!note->isVisible());
    QCOMPARE(number("weight_bits"), 5.0);
  }

  void reset_of_one_and_of_all() {
    type("theta_spin", "20");
    type("weight_bits_spin", "8");
    auto* reset = form_->findChild<QToolButton*>("theta_reset");
    QVERIFY(reset->isEnabled());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(number("theta"), 6.2);
    QVERIFY(!reset->isEnabled());
    QSignalSpy changed(form_.get(), &ParameterForm::valuesChanged);
    QTest::mouseClick(form_->findChild<QPushButton*>("reset_all"), Qt::LeftButton);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(number("weight_bits"), 4.0);
  }

  void what_is_disabled_says_why() {
    auto* slider = form_->findChild<QSlider*>("group_size_slider");
    auto* note = form_->findChild<QLabel*>("group_size_note");
    QVERIFY(!slider->isEnabled());
    QCOMPARE(note->text(), QString("only with group granularity"));
    form_->findChild<QComboBox*>("granularity_combo")->setCurrentIndex(1);
    QVERIFY(slider->isEnabled());
    QVERIFY(!note->isVisible());
    QCOMPARE(std::get<std::string>(form_->values().at("granularity")), std::string("group"));
  }

  void logarithmic_sliders_give_equal_room_to_each_decade() {
    form_->setAdvancedVisible(true);
    auto* slider = form_->findChild<QSlider*>("damping_slider");
    slider->setValue(slider->minimum() + (slider->maximum() - slider->minimum()) / 2);
    QVERIFY(std::abs(std::log10(number("damping")) + 3) < 0.01);  // half way from 1e-6 to 1
  }

  void large_numbers_are_shown_and_typed_with_prefixes() {
    form_->setAdvancedVisible(true);
    auto* box = form_->findChild<QDoubleSpinBox*>("bandwidth_spin");
    QCOMPARE(box->text(), QString("2.039 TB/s"));
    type("bandwidth_spin", "3.35 TB/s");
    QCOMPARE(number("bandwidth"), 3.35e12);
    type("bandwidth_spin", "800G");
    QCOMPARE(number("bandwidth"), 800e9);
    QCOMPARE(box->text(), QString("800 GB/s"));
    type("bandwidth_spin", "2.5e15");
    QCOMPARE(number("bandwidth"), 2.5e15);
    const QString tip = slider_tip("bandwidth_slider");
    QVERIFY2(tip.contains("Default 2.039 TB/s") && tip.contains("to 4 PB/s"), qPrintable(tip));
  }

  void a_logarithmic_slider_reaches_zero() {
    form_->setAdvancedVisible(true);
    auto* slider = form_->findChild<QSlider*>("bandwidth_slider");
    slider->setValue(slider->minimum());
    QCOMPARE(number("bandwidth"), 0.0);
    slider->setValue(slider->minimum() + (slider->maximum() - slider->minimum()) / 2);
    QVERIFY(std::abs(std::log10(number("bandwidth")) - std::log10(4e15) + 3) < 0.01);  // of six decades
    form_->setValue("bandwidth", 0.0);
    QCOMPARE(slider->value(), slider->minimum());
  }

  void switch_emits() {
    QSignalSpy edited(form_.get(), &ParameterForm::valueEdited);
    form_->findChild<QCheckBox*>("symmetric_check")->click();
    QCOMPARE(edited.count(), 1);
    QCOMPARE(std::get<bool>(form_->values().at("symmetric")), false);
  }

  void set_values_is_silent_and_refuses_what_is_invalid() {
    QSignalSpy edited(form_.get(), &ParameterForm::valueEdited),
        changed(form_.get(), &ParameterForm::valuesChanged);
    form_->setValues({{"theta", 9.5}, {"weight_bits", 9.0}, {"unknown", true}});
    QCOMPARE(number("theta"), 9.5);
    QCOMPARE(number("weight_bits"), 4.0);
    form_->setValue("theta", 1000.0);  // held to the range
    QCOMPARE(number("theta"), 60.0);
    form_->setValue("weight_bits", 12.5);  // held to what is allowed
    QCOMPARE(number("weight_bits"), 16.0);
    QCOMPARE(edited.count() + changed.count(), 0);
  }

  void new_descriptions_keep_valid_values() {
    type("theta_spin", "20");
    type("weight_bits_spin", "8");
    auto narrower = specs();
    narrower[0] = theta(30);
    QSignalSpy changed(form_.get(), &ParameterForm::valuesChanged);
    auto* slider = form_->findChild<QSlider*>("theta_slider");
    form_->setSpecs(narrower);
    QCOMPARE(form_->findChild<QSlider*>("theta_slider"), slider);  // same editors, so a drag survives
    QCOMPARE(number("theta"), 20.0);
    QCOMPARE(changed.count(), 0);
    narrower[0] = theta(10);
    form_->setSpecs(narrower);
    QCOMPARE(number("theta"), 6.2);
    QCOMPARE(changed.count(), 1);
    form_->setSpecs({specs()[1]});
    QCOMPARE(number("weight_bits"), 8.0);
    QCOMPARE(form_->values().size(), std::size_t{1});
  }

  void editors_say_unit_default_and_range() {
    auto* box = form_->findChild<QDoubleSpinBox*>("weight_bits_spin");
    QCOMPARE(box->suffix(), QString(" bits"));
    QCOMPARE(box->accessibleName(), QString("weight bits"));
    const QString tip = slider_tip("theta_slider");
    QVERIFY(tip.contains("0.5") && tip.contains("60") && tip.contains("Default 6.2"));
  }

 private:
  QString slider_tip(const char* name) const {
    return form_->findChild<QSlider*>(name)->parentWidget()->parentWidget()->toolTip();
  }
  double number(const std::string& id) const { return std::get<double>(form_->values().at(id)); }
  void type(const char* name, const char* text) {
    auto* box = form_->findChild<QDoubleSpinBox*>(name);
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text);
    QTest::keyClick(box, Qt::Key_Return);
  }

  std::unique_ptr<ParameterForm> form_;
};

QUANTSCOPE_TEST(TestParameterForm)

}  // namespace test_parameter_form

#include "test_parameter_form.moc"
