#include <QtTest>
#include <functional>
#include <limits>

#include "core/base/error.h"
#include "core/base/parameter.h"
#include "tests/quantscope_test.h"

namespace test_parameter {

using namespace quantscope::base;

namespace {

std::vector<ParameterSpec> specs() {
  ParameterSpec bits;
  bits.id = "weight_bits";
  bits.kind = ParameterKind::integer;
  bits.unit = "bits";
  bits.minimum = 2;
  bits.maximum = 16;
  bits.allowed = {2, 3, 4, 8, 16};
  bits.default_value = 4.0;
  ParameterSpec theta;
  theta.id = "theta";
  theta.minimum = 0.5;
  theta.maximum = 20;
  theta.default_value = 6.0;
  ParameterSpec group;
  group.id = "group_size";
  group.kind = ParameterKind::integer;
  group.minimum = 1;
  group.maximum = 1024;
  group.default_value = 128.0;
  group.enabled_when = {
      {"granularity", {ParameterValue(std::string("group"))}, "only with group granularity"}};
  ParameterSpec granularity;
  granularity.id = "granularity";
  granularity.kind = ParameterKind::choice;
  granularity.choices = {{"tensor", "Tensor", ""}, {"group", "Group", ""}};
  granularity.default_value = std::string("tensor");
  ParameterSpec symmetric;
  symmetric.id = "symmetric";
  symmetric.kind = ParameterKind::boolean;
  symmetric.default_value = true;
  return {bits, theta, group, granularity, symmetric};
}

const ParameterSpec& spec(const std::string& id) {
  static const std::vector<ParameterSpec> all = specs();
  return *find_parameter(all, id);
}

QString message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestParameter : public QObject {
  Q_OBJECT
 private slots:
  void text_reads_back_to_the_same_value() {
    for (const double value : {0.5, 6.2, 1.0 / 3 + 1, 20.0})
      QVERIFY(parse_parameter(spec("theta"), parameter_text(value)) == ParameterValue(value));
    for (const bool on : {false, true})
      QVERIFY(parse_parameter(spec("symmetric"), parameter_text(on)) == ParameterValue(on));
    QVERIFY(parse_parameter(spec("granularity"), "group") == ParameterValue(std::string("group")));
    QCOMPARE(parameter_text(8.0), std::string("8"));
  }

  void what_is_refused_says_what_is_accepted() {
    for (const char* text : {"5", "4.5", "1", "17", "", "four", "4 ", "nan", "inf", "4x"}) {
      const QString message = message_of([&] { parse_parameter(spec("weight_bits"), text); });
      QVERIFY2(message.contains("weight_bits") && message.contains("2, 3, 4, 8, 16"), text);
    }
    for (const char* text : {"0.4", "20.01", "nan", "inf", "1e400", "-"})
      QVERIFY2(message_of([&] { parse_parameter(spec("theta"), text); }).contains("from 0.5 to 20"), text);
    QVERIFY(message_of([] { parse_parameter(spec("granularity"), "row"); }).contains("tensor, group"));
    QVERIFY(message_of([] { parse_parameter(spec("symmetric"), "yes"); }).contains("true or false"));
  }

  void a_value_of_another_kind_is_invalid() {
    QVERIFY(!why_invalid(spec("theta"), true).empty());
    QVERIFY(!why_invalid(spec("theta"), std::string("6")).empty());
    QVERIFY(!why_invalid(spec("symmetric"), 1.0).empty());
    QVERIFY(!why_invalid(spec("group_size"), 2.5).empty());
    QVERIFY(!why_invalid(spec("theta"), std::numeric_limits<double>::quiet_NaN()).empty());
    QVERIFY(why_invalid(spec("theta"), 0.5).empty());
    QVERIFY(why_invalid(spec("theta"), 20.0).empty());
  }

  void defaults_fill_what_is_missing() {
    const ParameterValues all = completed(specs(), {{"theta", 7.0}});
    QCOMPARE(all.size(), std::size_t{5});
    QVERIFY(all.at("theta") == ParameterValue(7.0));
    QVERIFY(all.at("weight_bits") == ParameterValue(4.0));
    QVERIFY(all.at("granularity") == ParameterValue(std::string("tensor")));
    QCOMPARE(number_of(spec("group_size"), {}), 128.0);
  }

  void unknown_and_invalid_values_are_named() {
    QVERIFY(message_of([] { completed(specs(), {{"thetta", 7.0}}); }).contains("'thetta'"));
    QVERIFY(message_of([] { completed(specs(), {{"theta", 70.0}}); }).contains("theta = 70"));
  }

  void a_parameter_without_effect_says_why() {
    const std::vector<ParameterSpec> all = specs();
    QCOMPARE(why_disabled(spec("group_size"), all, {}), std::string("only with group granularity"));
    QVERIFY(why_disabled(spec("group_size"), all, {{"granularity", std::string("group")}}).empty());
    QVERIFY(why_disabled(spec("theta"), all, {}).empty());
  }
};

QUANTSCOPE_TEST(TestParameter)

}  // namespace test_parameter

#include "test_parameter.moc"
