#include <QtTest>
#include <clocale>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/study/table.h"
#include "tests/quantscope_test.h"

namespace test_table {

using namespace quantscope;
using study::Table;

class TestTable : public QObject {
  Q_OBJECT
 private slots:
  void csv_quotes_what_rfc_4180_asks_for();
  void numbers_read_back_to_the_same_double();
  void what_is_not_a_number_is_null_and_empty();
  void lists_and_parameters();
  void unknown_keys_can_be_left_out();
  void numbers_do_not_depend_on_the_locale();
  void selected_columns_refuses_unknown_names();
  void text_aligns_columns();
};

void TestTable::csv_quotes_what_rfc_4180_asks_for() {
  const Table table{{"a", "b,c"},
                    {{std::string("say \"x\""), std::string("two\nlines")}, {std::string("plain"), true}}};
  QCOMPARE(study::to_csv(table), std::string("a,\"b,c\"\n\"say \"\"x\"\"\",\"two\nlines\"\nplain,true\n"));
}

void TestTable::numbers_read_back_to_the_same_double() {
  for (const double number : {0.1, 1.0 / 3, 1e20, 5e-324, -123456789.123456789, 1e-7}) {
    const Table table{{"x"}, {{number}}};
    const std::string csv = study::to_csv(table);
    QCOMPARE(std::strtod(csv.c_str() + 2, nullptr), number);
    QCOMPARE(nlohmann::json::parse(study::to_json(table).dump())[0]["x"].get<double>(), number);
  }
}

void TestTable::what_is_not_a_number_is_null_and_empty() {
  const double infinity = std::numeric_limits<double>::infinity();
  const Table table{{"a", "b", "c", "d"}, {{infinity, -infinity, std::nan(""), std::monostate()}}};
  QCOMPARE(study::to_csv(table), std::string("a,b,c,d\n,,,\n"));
  QCOMPARE(study::to_json(table).dump(), std::string(R"([{"a":null,"b":null,"c":null,"d":null}])"));
}

void TestTable::lists_and_parameters() {
  const base::ParameterValues values{
      {"bits", 4.0}, {"clip", std::string("mse")}, {"on", false}, {"theta", 6.25}};
  const Table table{{"list", "set"}, {{std::vector<std::int64_t>{3, 17, 92}, values}}};
  QCOMPARE(study::to_csv(table), std::string("list,set\n3 17 92,bits=4 clip=mse on=false theta=6.25\n"));
  QCOMPARE(study::to_json(table).dump(),
           std::string(R"([{"list":[3,17,92],"set":{"bits":4,"clip":"mse","on":false,"theta":6.25}}])"));
}

void TestTable::unknown_keys_can_be_left_out() {
  const Table table{{"a", "b"}, {{std::monostate(), std::monostate()}}};
  QCOMPARE(study::to_json(table, {"b"}).dump(), std::string(R"([{"a":null}])"));
}

void TestTable::numbers_do_not_depend_on_the_locale() {
  // Where no such locale is installed the test holds trivially.
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  const Table table{{"x"}, {{1234.5}}};
  const std::string csv = study::to_csv(table), json = study::to_json(table).dump();
  std::setlocale(LC_ALL, "C");
  QCOMPARE(csv, std::string("x\n1234.5\n"));
  QCOMPARE(json, std::string(R"([{"x":1234.5}])"));
}

void TestTable::selected_columns_refuses_unknown_names() {
  const Table table{{"a", "b"}, {{std::int64_t{1}, std::int64_t{2}}}};
  QCOMPARE(study::to_csv(study::selected_columns(table, {"b"})), std::string("b\n2\n"));
  QVERIFY_EXCEPTION_THROWN(study::selected_columns(table, {"c"}), base::Error);
}

void TestTable::text_aligns_columns() {
  const Table table{{"name", "x"}, {{std::string("θ"), 1.5}, {std::string("long"), 10.25}}};
  QCOMPARE(study::to_text(table), std::string("name      x\nθ       1.5\nlong  10.25\n"));
}

QUANTSCOPE_TEST(TestTable)

}  // namespace test_table

#include "test_table.moc"
